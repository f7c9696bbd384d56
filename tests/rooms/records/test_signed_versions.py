"""What the node signs of a version: every word of it that binds, in each format that there was."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from kerege.foundation import chance, seal
from kerege.foundation.viewing import viewing
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.law import Purpose
from kerege.rooms.records import actions, models
from kerege.rooms.records.policy import signing
from kerege.rooms.retention import actions as retention
from kerege.rooms.retention.queries import Ground
from tests import cast
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db
RESTRICTED = {"handling": ["H0", "H3"], "restriction": "EXERCISE: ask first", "not_to_parties": ["RU"]}
NOT_SIGNED = {
    "label": "releases change it",
    "reach": "it follows from the label and the place",
    "made_by": "the journal's leaf says who",
    "reason": "said to all; the journal's leaf commits to it",
    "derived_from": "nothing is derived yet",
    "language": "in what language the words are binds nobody",
    "vouched": "checked as the row comes in, and not kept",
}
OF_TERMS = {"id", "owner", "label", "report", "current", "mode_reason"}
"""What of the owner's terms is not signed: whose they are says the version, and why they are so binds nobody."""


@pytest.fixture(params=["one", "many"])
def kept(request: pytest.FixtureRequest) -> tuple[models.Version, models.FindingTerms]:
    """A restricted report's version and terms, saved alone or in a batch."""
    viewer, claim = cast.viewer("aigerim"), desk.claim(desk.raw(**RESTRICTED))
    with viewing(viewer):
        if request.param == "one":
            actions.report(actor=viewer, claim=claim)
        else:
            actions.report_many(actor=viewer, prepared=[actions.Prepared(claim, b"s" * 32)])
        return models.Version.objects.get(), models.FindingTerms.objects.get()


def bent(row: Any, column: str) -> Iterator[Any]:
    """The row with another value in a column."""
    value = getattr(row, column)
    now = chance.now()
    others: dict[str, Any] = {"UUIDField": uuid4(), "DateTimeField": now.replace(year=now.year - 1)}
    by_type = {int: lambda: value + 1, str: lambda: f"{value}x", list: lambda: [*value, "x"], bool: lambda: not value}
    kind = row._meta.get_field(column).get_internal_type()
    made = others[kind] if kind in others else by_type.get(type(value), lambda: b"other")()
    setattr(row, column, made)
    yield row
    setattr(row, column, value)


def test_each_value_of_a_version_is_signed(kept: tuple[models.Version, models.FindingTerms]) -> None:
    """A new column is signed, or stands among those that are not, with its reason."""
    version, terms = kept
    assert signing.is_signed(version, count=1)
    assert signing.are_signed(terms)
    columns = [each.column for each in models.Version._meta.concrete_fields]
    unsigned = {each for each in columns for row in bent(version, each) if signing.is_signed(row, count=1)}
    assert unsigned == NOT_SIGNED.keys()
    columns = [each.column for each in models.FindingTerms._meta.concrete_fields]
    assert {each for each in columns for row in bent(terms, each) if signing.are_signed(row)} == OF_TERMS


def test_versions_of_former_formats_verify_and_gain_no_words(
    kept: tuple[models.Version, models.FindingTerms],
) -> None:
    """What was signed before stays verifiable as what it is; a mark of words or terms put beside it is noticed."""
    version, _terms = kept
    marks = {name: getattr(version, name) for name in ("terms", "words")}
    version.terms = b""
    third = canonical_bytes(signing.third_format(version))
    version.words = b""
    formats = (third, canonical_bytes(signing.second_format(version)), signing.first_format(version, 3))
    for former in formats:
        version.signature = seal.node_key().sign(former, context=signing.CONTEXT)
        for name, mark in marks.items():
            true = marks["words"] if former is third else b""
            version.words = true
            assert signing.is_signed(version, count=3)
            setattr(version, name, mark if former is not third or name == "terms" else b"")
            assert not signing.is_signed(version, count=3), (name, former)
            version.words = version.terms = b""
    assert not signing.is_signed(version, count=2)


def test_a_version_whose_words_were_erased_is_still_as_it_was_signed() -> None:
    """Nobody can make up other words for it."""
    saved = desk.report("aigerim", desk.raw(**RESTRICTED))
    keeper = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(keeper):
        retention.erase(actor=keeper, report=saved.report, ground=Ground.UNLAWFUL, reason="EXERCISE he asked for it")
    with viewing(cast.viewer("aigerim")):
        version = models.Version.objects.get(report=saved.report)
    assert version.restriction == ""
    assert signing.is_signed(version, count=1)
    version.restriction = "EXERCISE: other words"
    assert not signing.is_signed(version, count=1)


def test_corrections_and_retractions_are_signed() -> None:
    """Each version of a chain, and its terms where it has any."""
    given = desk.raw(**RESTRICTED)
    saved, viewer = desk.report("aigerim", given), cast.viewer("aigerim")
    changes: tuple[dict[str, Any], ...] = (
        {"place": "EXERCISE"},
        {"finding_mode": "silent"},
        {"restriction": "EXERCISE"},
    )
    for at, change in enumerate(changes, start=1):
        given = given | change
        desk.correct("aigerim", saved, given, expected=at)
    with viewing(viewer):
        actions.retract(actor=viewer, report_id=saved.report, expected=4, reason="EXERCISE")
        versions, terms = list(models.Version.objects.all()), list(models.FindingTerms.objects.all())
    assert len(versions) == len(terms) + 1 == 5
    assert all(signing.is_signed(each, count=5) for each in versions)
    assert all(signing.are_signed(each) for each in terms)
