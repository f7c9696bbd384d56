"""Editions: a draft is a recipe, a released one is frozen, signed and no wider than its sources."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from kerege.foundation import chance, seal
from kerege.foundation.viewing import viewing
from kerege.kernel.canonical import content_hash
from kerege.kernel.law import Part, Purpose
from kerege.kernel.sealing import verify
from kerege.rooms.bulletins import actions, queries
from kerege.rooms.bulletins.actions import UnableToReleaseEditionError
from kerege.rooms.bulletins.models import Edition
from kerege.rooms.bulletins.queries import Doubt, NoSuchEditionError, OpenedEdition, Recipe
from kerege.rooms.bulletins.queries.signing import signed_bytes
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries as parties
from kerege.rooms.journal.models import Leaf
from kerege.rooms.journal.queries import readings
from kerege.rooms.records import actions as records
from kerege.rooms.records.queries import Filters, exported, read_claim, usual_reader
from kerege.rooms.retention import actions as retention
from kerege.rooms.retention.queries import Ground
from kerege.rooms.statistics.queries import read_week
from tests import cast
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db
WEEK = read_week("2026-W12")
NAMED = {"subjects": [desk.PERSON], "case_reference": "EXERCISE-77"}


@pytest.fixture(autouse=True)
def the_monday_after() -> Iterator[None]:
    """Time stands at the Monday after the week."""
    with chance.seeded("editions", datetime(2026, 3, 23, 6, 0, tzinfo=UTC)):
        yield


def seize(name: str, country: str, **more: object) -> records.Saved:
    items = [{"substance": "heroin", "quantity": "2", "unit": "kg"}]
    viewer = cast.viewer(name)
    with viewing(viewer):
        raw = {"kind": "seizure", "occurred": "2026-03-18", "country": country, "items": items} | more
        return records.report(actor=viewer, claim=read_claim(raw, usual_reader()))


def compose(name: str = "director", recipe: Recipe | None = None) -> UUID:
    viewer = cast.viewer(name)
    with viewing(viewer):
        return actions.compose(actor=viewer, week=WEEK, recipe=recipe)


def release(edition: UUID, name: str = "director") -> None:
    viewer = cast.viewer(name)
    with viewing(viewer):
        actions.release(actor=viewer, edition_id=edition)


def opened(edition: UUID, name: str = "director", language: str = "ru") -> OpenedEdition:
    viewer = cast.viewer(name)
    with viewing(viewer):
        return queries.edition(viewer=viewer, edition_id=edition, language=language)


def seen(name: str) -> list[UUID]:
    viewer = cast.viewer(name)
    with viewing(viewer):
        return [each.id for each in queries.editions(viewer=viewer)]


def numbers(found: OpenedEdition) -> list[str]:
    return [row["reference"] for section in found.document["sections"] for row in section["entries"]]


def test_a_draft_is_for_the_desks_agency_alone_and_shows_what_its_reader_may_see() -> None:
    edition = compose()
    saved = seize("farrukh", "TJ")
    assert numbers(opened(edition)) == [saved.number]
    assert seen("duty") == [edition]
    assert seen("bolat") == []
    with pytest.raises(NoSuchEditionError):
        opened(edition, "bolat")


def test_a_released_edition_is_frozen_in_both_languages_signed_and_open_to_members() -> None:
    first = seize("farrukh", "TJ")
    edition = compose(recipe=Recipe(foreword="EXERCISE"))
    release(edition)
    seize("hamid", "UZ")
    for name in ("director", "bolat", "hamid", "ksenia"):
        for language in ("ru", "en"):
            found = opened(edition, name, language)
            assert numbers(found) == [first.number]
            assert found.document["language"] == language
    desk = cast.viewer("farrukh").desk
    with viewing(cast.viewer("bolat")):
        row = Edition.objects.get(id=edition)
        assert bytes(row.content_hash) == content_hash({"content": row.content, "sources": row.sources})
        assert row.sources == [[str(desk), str(first.report), "1"]]
        assert verify(seal.node_key().public, bytes(row.signature), signed_bytes(row), context="edition")


def test_every_owner_learns_that_his_report_went_out() -> None:
    sources = {seize("farrukh", "TJ").report: "tj_dpo", seize("aigerim", "KZ").report: "gulnora"}
    edition = compose()
    release(edition)
    for report, keeper in sources.items():
        viewer = cast.viewer(keeper, Purpose.OVERSIGHT)
        with viewing(viewer):
            told = readings(viewer=viewer, record=report)
        assert [(each.kind, each.by_party) for each in told if each.kind == "disclose"] == [
            ("disclose", cast.viewer("director").party)
        ]


def test_words_that_were_erased_bind_as_before() -> None:
    """The facts of a restricted report that only the centre reads; its persons, and with them its words, are erased."""
    saved = seize("farrukh", "TJ", handling=["H3"], restriction="EXERCISE for the centre alone", **NAMED)
    owner, keeper, edition = cast.viewer("farrukh"), cast.viewer("tj_dpo", Purpose.OVERSIGHT), compose()
    released = {"report_id": saved.report, "part": Part.FACTS, "purposes": list(Purpose)}
    with viewing(owner):
        centre = {"audience": parties.party("CENTRE").id, "audience_kind": "party"}
        records.release(actor=owner, **released, **centre, answered=True)
    with viewing(keeper):
        retention.erase(actor=keeper, report=saved.report, ground=Ground.UNLAWFUL, reason="EXERCISE he asked for it")
    assert [each.doubt for each in opened(edition).questions] == [Doubt.RESTRICTED]
    release(edition)
    assert saved.number not in str(opened(edition, "hamid").document)
    with viewing(owner), pytest.raises(records.UnableToReleaseError, match="H3"):
        records.release(actor=owner, **released, audience=parties.party("UZ").id, audience_kind="party")
    analyst = cast.viewer("director")
    with viewing(analyst):
        taken = exported(viewer=analyst, filters=Filters(since=WEEK.first_day, until=WEEK.last_day))
    assert saved.number not in {each.number for each in taken.rows}


def test_a_party_that_a_source_excludes_does_not_see_the_edition() -> None:
    seize("farrukh", "TJ", not_to_parties="UZ")
    edition = compose()
    release(edition)
    assert seen("bolat") == [edition]
    assert seen("hamid") == []


def test_a_party_to_which_a_source_closed_its_releases_does_not_see_the_edition() -> None:
    seize("farrukh", "TJ")
    coordinator = cast.viewer("tj_coordinator")
    with viewing(coordinator):
        directory.suspend_all(actor=coordinator, towards=parties.party("UZ").id, reason="EXERCISE")
    edition = compose()
    release(edition)
    assert seen("bolat") == [edition]
    assert seen("hamid") == []


def test_observers_without_the_councils_grant_and_organisations_see_no_edition() -> None:
    seize("farrukh", "TJ")
    release(compose())
    assert seen("observer") == []
    assert seen("org_analyst") == []


def test_what_raises_a_question_is_not_released_with_it() -> None:
    seize("farrukh", "TJ", handling=["H2"])
    edition = compose()
    assert len(opened(edition).questions) == 1
    release(edition)
    assert numbers(opened(edition)) == []


def test_editions_of_one_week_are_numbered_and_only_a_draft_is_released() -> None:
    first, second = compose(), compose()
    assert [opened(each).entry.number for each in (first, second)] == [1, 2]
    release(first)
    with pytest.raises(UnableToReleaseEditionError, match="only a draft"):
        release(first)


def test_a_withdrawn_edition_is_the_agencys_alone_again() -> None:
    seize("farrukh", "TJ")
    edition = compose()
    release(edition)
    viewer = cast.viewer("director")
    with viewing(viewer):
        actions.withdraw(actor=viewer, edition_id=edition)
    assert seen("bolat") == []
    assert opened(edition).entry.state == "withdrawn"


def test_roles_that_pass_nothing_on_compose_and_release_nothing() -> None:
    with pytest.raises(UnableToReleaseEditionError):
        compose("duty")
    edition = compose()
    with pytest.raises(UnableToReleaseEditionError):
        release(edition, "duty")


def test_another_agency_releases_and_withdraws_nothing() -> None:
    edition = compose()
    with pytest.raises(NoSuchEditionError):
        release(edition, "bolat")


def test_each_act_and_each_reading_leaves_one_leaf_of_its_own() -> None:
    seize("farrukh", "TJ")
    edition = compose()
    release(edition)
    opened(edition)
    with viewing(cast.viewer("director")):
        doors = list(Leaf.objects.filter(door__startswith="bulletins.").values_list("door", flat=True))
    assert sorted(doors) == ["bulletins.compose", "bulletins.edition", "bulletins.release", "bulletins.weekly"]
