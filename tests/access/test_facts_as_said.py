"""Labels of facts by raw SQL as role app: they open as the signed terms of their record say, and no step wider."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import CLASS_AUDIENCES, Grant, Label, Level, Part, PartyClass, Purpose
from kerege.kernel.law.label import OBSERVERS_WITH_FACTS
from kerege.rooms.access import actions as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import actions as records
from kerege.rooms.records import models
from kerege.rooms.records.policy import signing, standing
from kerege.rooms.records.queries import verifying
from tests import cast
from tests.access.test_released_labels import done
from tests.proofs.policies import ADD, GIVEN
from tests.rooms.files import pictures
from tests.rooms.records import desk
from tests.rooms.retention import scenes as retention

pytestmark = pytest.mark.django_db
LEG = {"from_country": "TJ", "to_country": "KZ", "transport": "road", "assessed": "yes"}
PARTS = ("records_facts", "records_item", "records_leg", "records_version", "files_attachment")
STANDING = {"records_report", *PARTS}
ADDED = {f"added {each}" for each in PARTS}
CLASSES = frozenset({CLASS_AUDIENCES[PartyClass.MEMBER], CLASS_AUDIENCES[PartyClass.CENTRE], OBSERVERS_WITH_FACTS})


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """A repeatable clock."""
    with retention.clock():
        yield


def kept(who: str = "aigerim", *, send: bool = True, **terms: Any) -> UUID:
    """A seizure with a leg and a picture of the facts, under terms."""
    report = desk.report(who, desk.raw(legs=[LEG], **terms), send=send).report
    with viewing(cast.viewer(who)):
        records.attach(actor=cast.viewer(who), report_id=report, part=Part.FACTS, name="a.jpg", content=pictures.jpeg())
    return report


def as_said(report: UUID) -> Label:
    """The label that the law gives the facts of a report as it stands."""
    with viewing(cast.viewer("aigerim")):
        return standing.kept(models.Report.objects.get(id=report)).labels.facts


def rows(table: str, where: str) -> list[dict[str, Any]]:
    """What the owner reads of a table."""
    with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t WHERE {where}")
        return [json.loads(row) for (row,) in cursor.fetchall()]


def adding(table: str) -> str:
    """The statement that adds a row to a table, of two documents: a row and what is bent of it."""
    with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        cursor.execute(GIVEN, [table])
        return ADD.format(table=table, columns=cursor.fetchone()[0])


def interned(who: str, label: Label) -> int:
    """The number of a label of somebody's own agency."""
    with viewing(cast.viewer(who)):
        return access.intern_label(label)


def labelled(who: str, report: UUID, label: Label) -> set[str]:
    """The tables whose rows of a record somebody puts under a label by SQL, rows that stand and rows that he adds."""
    number, told = interned(who, label), set()
    for table in sorted(STANDING):
        which = "id" if table == "records_report" else "reach = 'facts' AND report" if "version" in table else "report"
        if done(who, f"UPDATE {table} SET label = %s WHERE {which} = %s AND label <> %s", number, report, number):
            told.add(table)
        if table in PARTS:
            [row] = rows(table, f"{which} = '{report}'")
            bent = {"id": str(chance.new_id()), "label": number, **({"number": 2} if "number" in row else {})}
            bent |= handed(row | bent) if table == "records_version" else {}
            if done(who, adding(table), json.dumps(row), json.dumps(bent)):
                told.add(f"added {table}")
    return told


def handed(row: dict[str, Any]) -> dict[str, str]:
    """The word of the node's process for a row of a version, as if it had handed that in."""
    word = signing.handed(row["id"], row["owner"], row["report"], bytes.fromhex(row["signature"][2:]))
    return {"vouched": f"\\x{word.hex()}"}


def no_wider(label: Label) -> Label:
    """One that opens the same for one day less of one purpose."""
    some = frozenset({Purpose.ANALYSIS})
    return replace(label, grants=frozenset(replace(each, purposes=some) for each in label.grants))


def to_classes(label: Label) -> Label:
    """Open to all who read offered facts."""
    return replace(label, grants=frozenset(Grant(each) for each in CLASSES))


def wider(label: Label, tj: UUID) -> dict[str, Label]:
    """Labels that open more than one as it stands, each by one step."""
    some = frozenset({Purpose.ANALYSIS})
    made = {
        "to a party": replace(label, grants=label.grants | {Grant(tj, some)}),
        "to organisations": replace(
            label, grants=label.grants | {Grant(CLASS_AUDIENCES[PartyClass.ORGANISATION], some)}
        ),
        "assured": replace(label, grants=label.grants | {Grant(tj, some, None, True)}),
        "to all": to_classes(label),
        "of a lower level": replace(label, level=Level.OPEN),
        "to whom it leaves out": replace(label, forbidden=frozenset()),
        "to the agency": replace(label, owner_audience=cast.viewer("aigerim").agency),
    }
    return {name: each for name, each in made.items() if each != label}


TERMS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "open": ({}, {}),
    "of a level": ({"level": "official_use"}, {}),
    "without a party": ({"not_to_parties": ["RU", "TJ"]}, {}),
    "in words": ({"handling": ["H3"], "restriction": "EXERCISE"}, {}),
    "of the unit": ({}, {"send": False}),
    "waiting": ({"level": "official_use"}, {"state": "desk"}),
}


@pytest.mark.parametrize("name", TERMS)
def test_facts_open_by_no_sql_wider_than_their_terms(name: str) -> None:
    """Every table of the facts, rows that stand and rows that are added; what opens less is let be."""
    terms, how = TERMS[name]
    report = kept(send=how.get("send", True), **terms)
    if "state" in how:
        with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
            cursor.execute("UPDATE records_report SET facts_state = %s WHERE id = %s", [how["state"], report])
    label, actor = as_said(report), cast.viewer("aigerim")
    with viewing(actor):
        tj = directory.party("TJ").id
    tried = wider(label, tj)
    assert len(tried) >= 3
    for about, each in tried.items():
        assert not labelled("aigerim", report, each), about
    held = replace(label, forbidden=label.forbidden | {actor.party}, level=Level.OFFICIAL_USE)
    assert labelled("aigerim", report, held) == STANDING | ADDED
    if label.grants:
        assert labelled("aigerim", report, no_wider(label)) == STANDING | ADDED


@pytest.mark.parametrize("part", [Part.FACTS, Part.NOMINAL])
def test_facts_in_words_open_by_their_releases_alone(part: Part) -> None:
    """A release of the facts, or of the persons, opens what it says until its day, and its withdrawal closes it."""
    report = kept(handling=["H3"], restriction="EXERCISE", finding_mode="hit")
    actor = cast.viewer("aigerim")
    with viewing(actor):
        tj, kg = (directory.party(code).id for code in ("TJ", "KG"))
    some, day = frozenset({Purpose.ANALYSIS}), chance.today() + timedelta(days=30)
    with viewing(actor):
        made = records.release(
            actor=actor, report_id=report, part=part, audience=tj, audience_kind="party", purposes=some, last_day=day,
            answered=True,
        )  # fmt: skip
    label = as_said(report)
    assert label.grants == {Grant(tj, some, day)}
    more = [
        Grant(kg, some, day), Grant(tj, frozenset(Purpose), day), Grant(tj, some), Grant(tj, some, day, True),
        Grant(tj, some, day + timedelta(days=1)),
    ]  # fmt: skip
    for each in more:
        assert not labelled("aigerim", report, replace(label, grants=frozenset({each}))), each
    sooner = replace(label, grants=frozenset({Grant(tj, some, day - timedelta(days=1))}))
    assert labelled("aigerim", report, sooner) == STANDING | ADDED
    with viewing(actor):
        records.withdraw_release(actor=actor, release_id=made)
    assert not labelled("aigerim", report, sooner)


def test_the_terms_that_hold_are_the_newest_whatever_sql_says_of_them() -> None:
    """Terms that are no longer current by SQL bind still; no head goes back, nothing superseded comes again."""
    actor, saved = cast.viewer("aigerim"), desk.report("aigerim", desk.raw(legs=[LEG]))
    held = desk.correct("aigerim", saved, desk.raw(level="official_use", not_to_parties=["RU"], legs=[LEG]))
    strict = as_said(saved.report)
    head = "UPDATE records_report SET head = %s WHERE id = %s"
    assert not done("aigerim", head, saved.version, saved.report)
    assert done("aigerim", head, held.version, saved.report)
    for table in (
        "records_facts", "records_item", "records_leg", "records_nominal", "records_subject", "records_identifier",
    ):  # fmt: skip
        again = f"UPDATE {table} SET current = true WHERE report = %s AND NOT current"
        assert rows(table, f"report = '{saved.report}' AND NOT current"), table
        assert not done("aigerim", again, saved.report), table
    with viewing(actor), connection.cursor() as cursor:
        cursor.execute("UPDATE records_finding_terms SET current = false WHERE report = %s", [saved.report])
        assert cursor.rowcount == 1
    number = interned("aigerim", replace(strict, forbidden=frozenset()))
    for table in ("records_facts", "records_item", "records_leg"):
        assert not done("aigerim", f"UPDATE {table} SET label = %s WHERE report = %s", number, saved.report), table


def test_a_first_version_and_its_record_open_alike() -> None:
    """A record whose row stands under a wider label than its version gets no version."""
    report = kept(level="official_use")
    [row], [version] = rows("records_report", f"id = '{report}'"), rows("records_version", f"report = '{report}'")
    wide = interned("aigerim", replace(as_said(report), level=Level.OPEN))
    for at, (label, may) in enumerate(((row["label"], True), (wide, False))):
        fresh = str(chance.new_id())
        beside = {"id": fresh, "label": label, "number": f"{row['number'][:-4]}EXA{at}"}
        with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
            cursor.execute(adding("records_report"), [json.dumps(row), json.dumps(beside)])
        first = {"id": str(chance.new_id()), "report": fresh}
        first |= handed(version | first)
        assert done("aigerim", adding("records_version"), json.dumps(version), json.dumps(first)) is may


@pytest.mark.parametrize("bent", [{"level": 0}, {"handling": ["H0"]}])
def test_a_version_of_looser_terms_by_sql_is_noticed_by_the_verifying(bent: dict[str, object]) -> None:
    """By SQL alone none is added; one that the process handed in and did not sign so is told to whoever looks."""
    report = kept(level="official_use", handling=["H3"], restriction="EXERCISE")
    [row] = rows("records_version", f"report = '{report}'")
    with viewing(cast.viewer("aigerim")):
        assert not verifying.bent_among(reports=[report])
    fresh: dict[str, Any] = {"id": str(chance.new_id()), "number": 2, "change": "correction", **bent}
    others = {"no word": {}, "empty": {"vouched": "\\x"}, "of the former": handed(row), "of a report": handed(
        row | fresh | {"report": row["id"]}), "of a desk": handed(row | fresh | {"owner": row["id"]})}  # fmt: skip
    for name, word in others.items():
        assert not done("aigerim", adding("records_version"), json.dumps(row), json.dumps(fresh | word)), name
    fresh |= handed(row | fresh)
    with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        cursor.execute(adding("records_version"), [json.dumps(row), json.dumps(fresh)])
        cursor.execute("UPDATE records_report SET head = %s WHERE id = %s", [fresh["id"], report])
        assert cursor.rowcount == 1
    with viewing(cast.viewer("aigerim")):
        assert verifying.bent_among(reports=[report])
