"""Versions are counted per reader: nobody sees that something was corrected which he may not read, also by raw SQL."""

import json
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.records import actions, models, queries
from kerege.rooms.records.actions import Saved
from kerege.rooms.records.rules.alike import say_the_same
from kerege.web.records.forms.rebuilt import facts_raw, nominal_raw, terms_raw
from tests import cast
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db
OWNER, OTHERS_HAND, OF_PERSONS, OF_FACTS = "aigerim", "bolat", "farrukh", "hamid"
CHANGES: dict[str, Callable[[int], dict[str, Any]]] = {
    "facts": lambda at: {"place": f"EXERCISE {at}"},
    "terms": lambda at: {"handling": ["H0", "H1"] if at % 2 else ["H0"]},
    "persons": lambda at: {"subjects": [{**desk.PERSON, "name": f"УЧЕБНЫЙ Имя{'абвгд'[at % 5]}"}]},
    "case": lambda at: {"case_reference": f"EXERCISE-{at}"},
    "mode": lambda at: {"finding_mode": ("silent", "none")[at % 2], "mode_reason": f"EXERCISE {at}"},
    "left out": lambda at: {"not_to_parties": [("RU", "KG")[at % 2]]},
    "nothing": lambda at: {},
}
TOLD = {
    OF_FACTS: {"facts", "terms"},
    OF_PERSONS: {"facts", "terms", "persons", "case"},
    OWNER: set(CHANGES),
}
"""Which changes each reader is told of."""
TABLES = (
    *("version", "facts", "item", "leg", "nominal", "subject", "identifier", "link"),
    *("reason", "finding_terms", "listing"),
)
ROWS = "SELECT to_jsonb(t) - 'label' - 'signature' - 'terms' FROM records_{} t"
REPORT = """
    SELECT r.kind, r.number, r.facts_state, r.head_number, r.retracted, r.made_at, v.number, v.made_at
      FROM records_report r LEFT JOIN records_version v ON v.id = r.head"""
UNLIKE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
MARK = re.compile(r'(?<="terms": ")\\+x[0-9a-f]{64}(?=")')
"""The node's mark over a version's id and the owner's terms, or none: as long whichever they are."""


@dataclass
class Played:
    """One report after its corrections: how often each reader is told of something, and what he reads."""

    saved: Saved
    told: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TOLD, 1))


def play(seed: str, *, quiet: bool) -> Played:
    """A report and a chain of corrections of a seed; without the quiet ones, those of the facts and terms alone.

    Quiet ones are another officer's, who draws chance of his own: what is told of the others must stay the same bytes.
    """
    dice = random.Random(seed)
    content = desk.raw(handling=["H0"])
    made = Played(desk.report(OWNER, content))
    desk.release(OWNER, made.saved, "TJ")
    for at in range(dice.randint(1, 6)):
        kind = dice.choice(list(CHANGES))
        changed = {**content, **CHANGES[kind](at)}
        if changed == content and kind != "nothing":
            continue
        content = changed
        loud = kind in TOLD[OF_FACTS]
        if loud or quiet:
            desk.correct(OWNER if loud else OTHERS_HAND, made.saved, content, expected=made.told[OWNER])
            for name, kinds in TOLD.items():
                made.told[name] += kind in kinds
    return made


def raw_rows(name: str) -> list[str]:
    """What a reader gets by SQL of his own from every table that a version writes.

    Labels, ids and what is signed or marked with the node's secret over them are drawn by chance, and are no content.
    """
    rows: list[str] = []
    with viewing(cast.viewer(name, Purpose.INVESTIGATION)), connection.cursor() as cursor:
        for table, statement in {"report": REPORT, **{each: ROWS.format(each) for each in TABLES}}.items():
            cursor.execute(statement)
            rows += [f"{table} {MARK.sub('mark', UNLIKE.sub('', str(row)))}" for row in cursor.fetchall()]
    return sorted(rows)


def shown(name: str, played: Played) -> str:
    """What faces get for a reader: the report, its history, the content of each version, its line, its facts by day.

    But for ids, drawn by chance, and the parties left out: what is made of the report leaves them out too (decision
    0106).
    """
    viewer = cast.viewer(name, Purpose.INVESTIGATION)
    entry = desk.read(name, played.saved)
    assert entry is not None
    made: list[object] = [asdict(entry)]
    with viewing(viewer):
        for version in entry.versions:
            found = {"viewer": viewer, "report_id": played.saved.report, "number": version.number}
            made += [queries.version_content(**found), queries.version_nominal(**found)]
        made += queries.listed_reports(viewer=viewer, reports=[played.saved.report])
        dated = queries.dated_facts(viewer=viewer, since=desk.DAY.replace(day=1), until=desk.DAY, kinds=("seizure",))
        made += [replace(each, forbidden=frozenset()) for each in dated]
    return UNLIKE.sub("", repr(made))


@pytest.mark.parametrize("at", range(12))
def test_each_reader_counts_the_versions_in_which_something_differs_for_him(at: int) -> None:
    """Numbers without a gap, as many as there are changes that he is told of, each unlike the one before."""
    played = play(f"count-{at}", quiet=True)
    for name, count in counts(played).items():
        entry = desk.read(name, played.saved)
        assert entry is not None
        assert [each.number for each in entry.versions] == list(range(count, 0, -1)), name
        assert entry.version == entry.versions[0]
        assert any(row.startswith("listing") for row in raw_rows(name)), name
        if name != OWNER:
            said = [told_of(name, played.saved, each.number) for each in entry.versions]
            assert all(one != other for one, other in pairwise(said)), name
        viewer = cast.viewer(name)
        with viewing(viewer), pytest.raises(queries.NoSuchReportError):
            queries.version_content(viewer=viewer, report_id=played.saved.report, number=count + 1)


def counts(played: Played) -> dict[str, int]:
    """How many versions each reader counts; a reader of persons to whom they closed counts as one of the facts."""
    if desk.sees_names(OF_PERSONS, played.saved):
        return played.told
    return {**played.told, OF_PERSONS: played.told[OF_FACTS]}


def test_persons_stay_open_in_some_of_those_chains_and_close_in_others() -> None:
    """The dual: both are tried."""
    kept = [desk.sees_names(OF_PERSONS, play(f"count-{at}", quiet=True).saved) for at in range(12)]
    assert len(set(kept)) == len({True, False})


def told_of(name: str, saved: Saved, number: int) -> str:
    """What a reader is told of one version: content, persons, terms."""
    viewer = cast.viewer(name, Purpose.INVESTIGATION)
    entry = desk.read(name, saved)
    assert entry is not None
    version = next(each for each in entry.versions if each.number == number)
    found: dict[str, Any] = {"viewer": viewer, "report_id": saved.report, "number": number}
    with viewing(viewer):
        persons = queries.version_nominal(**found)
        content = queries.version_content(**found)
    named = None if persons is None else [persons.texts, [each.name for each in persons.subjects]]
    return repr([content, named, version.handling, version.conditions, version.level, version.grading])


@pytest.mark.parametrize("at", range(12))
def test_corrections_that_a_reader_of_facts_is_not_told_of_leave_him_the_same_bytes(at: int) -> None:
    """Of two worlds that differ by corrections of persons and of the owner's own terms: by faces and by SQL alike."""
    said = []
    for quiet in (False, True):
        with chance.seeded(f"quiet-{at}"), transaction.atomic():
            played = play(f"quiet-{at}", quiet=quiet)
            said.append((shown(OF_FACTS, played), raw_rows(OF_FACTS), played.told[OWNER]))
            transaction.set_rollback(True)
    assert said[0][:2] == said[1][:2]


def test_the_worlds_of_that_proof_do_differ_for_the_owner() -> None:
    """The dual: seeds that change nothing would prove nothing."""
    kinds = [random.Random(f"quiet-{at}") for at in range(12)]
    drawn = [[dice.choice(list(CHANGES)) for _ in range(dice.randint(1, 6))] for dice in kinds]
    assert sum(any(kind not in TOLD[OF_FACTS] for kind in chain) for chain in drawn) >= 8


@pytest.mark.parametrize("name", [OF_FACTS, OF_PERSONS, OWNER])
def test_words_that_are_not_a_readers_do_not_come_out_by_sql(name: str) -> None:
    """Reason and hash of the persons are for who reads persons, mode and its reason for the owner's agency."""
    hidden = desk.raw(finding_mode="none", mode_reason="EXERCISE-MODE", not_to_parties=["RU"])
    saved = desk.report(OWNER, hidden)
    desk.release(OWNER, saved, "TJ")
    desk.correct(OWNER, saved, {**hidden, "place": "EXERCISE", "case_reference": "EXERCISE-9"}, reason="EXERCISE-WHY")
    hashes = {bytes(each).hex() for each in hashes_of_persons(saved)}
    said = repr(raw_rows(name)) + json.dumps([str(row) for row in raw_rows(name)])
    assert ("EXERCISE-WHY" in said) is (name != OF_FACTS)
    assert ("EXERCISE-MODE" in said) is (name == OWNER)
    assert {any(each in said for each in hashes)} == {name != OF_FACTS}


def hashes_of_persons(saved: Saved) -> list[bytes]:
    """The hashes of the nominal parts of a report, as its owner reads them."""
    with viewing(cast.viewer(OWNER)):
        return list(models.Nominal.objects.filter(report=saved.report).values_list("content_hash", flat=True))


@pytest.mark.parametrize("change", ["facts", "persons", "case", "mode", "left out", "nothing"])
def test_a_report_read_back_into_the_form_and_sent_again_changes_what_was_changed(change: str) -> None:
    """The form spells units and degrees anew: of that no reader of the facts hears."""
    given = desk.raw(latitude="43.2210", longitude="77.10", language="ru")
    given["items"] = [
        {"substance": "героин", "quantity": "2,5", "unit": "кг"},
        {"substance": "каннабис", "quantity": "11 кг"},
    ]
    saved = desk.report(OWNER, given)
    entry = desk.read(OWNER, saved)
    assert entry is not None
    codes = {party.id: party.code for party in parties()}
    again: Mapping[str, Any] = facts_raw(entry.facts) | nominal_raw(entry.nominal) | terms_raw(entry.version, codes)
    desk.correct(OWNER, saved, {**again, "kind": "seizure", **CHANGES[change](1)})
    seen = desk.read(OF_FACTS, saved)
    assert seen is not None
    assert len(seen.versions) == (2 if change == "facts" else 1)


def parties() -> list[Any]:
    """Every party, as its own viewer asks."""
    from kerege.rooms.directory import queries as directory

    with viewing(cast.viewer(OWNER)):
        return list(directory.parties())


FACTS = {"kind": "seizure", "place": "EXERCISE", "latitude": "1.10", "longitude": "2.0"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {"latitude": "1.1", "longitude": "2"}, True),
        ({}, {"latitude": "1.11"}, False),
        (
            {"items": [{"amount": "2", "quantity_given": "2 кг"}]},
            {"items": [{"amount": "2", "quantity_given": "2 kg"}]},
            True,
        ),
        (
            {"items": [{"amount": "2", "quantity_given": "2 кг"}]},
            {"items": [{"amount": "2", "quantity_given": "3 kg"}]},
            False,
        ),
        (
            {"items": [{"amount": "2", "quantity_given": "2"}]},
            {"items": [{"amount": "3", "quantity_given": "2"}]},
            False,
        ),
        ({"items": [{}]}, {"items": []}, False),
        ({}, {"place": "other"}, False),
    ],
)
def test_facts_say_the_same_where_only_a_spelling_differs(
    one: dict[str, Any], other: dict[str, Any], same: bool
) -> None:
    assert say_the_same(FACTS | one, FACTS | other) is same


@pytest.mark.parametrize("name", [OWNER, OF_FACTS])
def test_a_retraction_is_everybodys(name: str) -> None:
    """It is told with its reason after any quiet corrections, as the next of each reader's versions."""
    saved = desk.report(OWNER)
    desk.correct(OWNER, saved, desk.raw(case_reference="EXERCISE-9"))
    viewer = cast.viewer(OWNER)
    with viewing(viewer):
        actions.retract(actor=viewer, report_id=saved.report, expected=2, reason="EXERCISE: not ours")
    entry = desk.read(name, saved)
    assert entry is not None
    assert [each.number for each in entry.versions] == ([3, 2, 1] if name == OWNER else [2, 1])
    assert (entry.version.change, entry.version.reason) == ("retraction", "EXERCISE: not ours")
