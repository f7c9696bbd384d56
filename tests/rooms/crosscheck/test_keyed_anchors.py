"""What stands for a question beside the owner's record tells nothing to who tries questions out by SQL of his own."""

import importlib
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from kerege.foundation import server
from kerege.foundation.statements import named
from kerege.foundation.viewing import viewing
from kerege.rooms.crosscheck import actions
from kerege.rooms.crosscheck.actions import indexing
from kerege.rooms.crosscheck.models import Entry, Hit, Judgement
from kerege.rooms.crosscheck.policy import ENTRY, keyed
from kerege.rooms.crosscheck.queries import CheckResult, Verdict, read_question
from kerege.rooms.crosscheck.rules import entries
from kerege.rooms.crosscheck.rules.questions import anchor_of, pair_of
from kerege.rooms.screening.models import Digest
from tests import cast
from tests.rooms.crosscheck import scenes
from tests.rooms.screening import scenes as screenings

QUESTIONS = (scenes.PHONE, scenes.RAHIMOV, f"{scenes.RAHIMOV} 1980", f"{scenes.RAHIMOV}, {scenes.PHONE}")
KEYED, ENTRIES = (
    importlib.import_module(f"kerege.rooms.crosscheck.migrations.{name}")
    for name in ("0015_keyed_anchors", "0016_keyed_entries")
)


def tried_out(who: str) -> dict[UUID, str]:
    """The digests of all questions that somebody may have asked."""
    agency = cast.viewer(who).agency
    return {anchor_of(agency, read_question(text)): text for text in QUESTIONS}


@pytest.mark.usefixtures("own_clone")
@pytest.mark.parametrize("text", QUESTIONS)
def test_no_owner_finds_what_was_asked_by_trying_questions_out(text: str) -> None:
    """His rows of the hit bear no digest of it, nor a pair with one; the same question is one hit still."""
    scenes.report("aigerim", scenes.person(scenes.RAHIMOV, phone=scenes.PHONE))
    scenes.ask("farrukh", text)
    scenes.ask("farrukh", text)
    with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        cursor.execute("SELECT pair, mine, theirs, times FROM crosscheck_hit WHERE side = 'owner'")
        [(pair, mine, theirs, times)] = cursor.fetchall()
    guesses = tried_out("farrukh")
    assert theirs == keyed(anchor_of(cast.viewer("farrukh").agency, read_question(text)))
    assert theirs not in guesses
    assert pair not in {pair_of(mine, each) for each in guesses}
    assert (pair, times) == (pair_of(mine, theirs), 2)


@pytest.mark.usefixtures("own_clone")
def test_rows_of_before_are_keyed_by_the_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks, both sides' hits and judgements hang together afterwards as they did, under the anchors of today."""
    with monkeypatch.context() as former:
        former.setattr("kerege.rooms.crosscheck.actions.checking.keyed", lambda anchor: anchor)
        scenes.report("aigerim", scenes.person(scenes.RAHIMOV, phone=scenes.PHONE))
        for text in QUESTIONS:
            scenes.ask("farrukh", text)
    guesses = tried_out("farrukh")
    with viewing(cast.viewer("aigerim")):
        assert set(Hit.objects.values_list("theirs", flat=True)) == set(guesses)
    database = str(connection.settings_dict["NAME"])
    connection.close()
    with server.ensure_server(durable=False).administrator(database) as administrator, administrator.transaction():
        KEYED.renew(None, Editor(administrator))
    for text in QUESTIONS:
        scenes.ask("farrukh", text)
    with viewing(cast.viewer("aigerim")):
        held = Hit.objects.values_list("pair", "mine", "theirs", "times")
        assert {theirs: times for _, _, theirs, times in held} == {keyed(each): 2 for each in guesses}
        assert all(pair == pair_of(mine, theirs) for pair, mine, theirs, _ in held)


def persons(field: str) -> list[dict[str, Any]]:
    """A person as he is held, and what an asker who lacks one value of him would try it out with."""
    tried = {"birth_date": ["1980", "1981", "1982-03-04"], "phone": [scenes.PHONE, "+992 918 00 00 77", ""]}
    return [scenes.person(scenes.RAHIMOV, **{field: value}) for value in tried[field]]


def entries_tried(report: UUID, field: str) -> set[UUID]:
    """The digests of all entries that a record of somebody else may hold, as who knows its id works them out."""
    made = set()
    for person in persons(field):
        other = scenes.report("aigerim", person)
        with viewing(cast.viewer("aigerim")):
            row = Entry.objects.get(report=other)
        content: dict[str, object] = {"kind": row.kind, "names": row.names, "birth": row.birth, "country": row.country,
                                      "identifiers": row.identifiers}  # fmt: skip
        made.add(entries.anchor_of(cast.viewer("aigerim").desk, report, content))
    return made


@pytest.mark.usefixtures("own_clone")
@pytest.mark.parametrize("field", ["birth_date", "phone"])
def test_no_asker_finds_what_a_record_says_by_trying_values_out(field: str) -> None:
    """His row of the hit bears the record's id and no digest of what it says; the same question is one hit still."""
    for person in persons(field):
        report = scenes.report("aigerim", person)
        for _time in (1, 2):
            scenes.ask("farrukh", scenes.RAHIMOV)
        with viewing(cast.viewer("farrukh")):
            [hit] = Hit.objects.filter(side="asker", theirs_report=report)
        guesses = entries_tried(report, field)
        assert hit.theirs in {keyed(each, ENTRY) for each in guesses}
        assert hit.theirs not in guesses
        assert hit.pair not in {pair_of(hit.mine, each) for each in guesses}
        assert (hit.pair, hit.times) == (pair_of(hit.mine, hit.theirs), 2)


@pytest.mark.usefixtures("own_clone")
def test_entries_of_before_are_keyed_by_the_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are found as they were, by the index and by digests of screenings; what was judged hangs on them still."""
    with monkeypatch.context() as former:
        former.setattr("kerege.rooms.crosscheck.actions.indexing.keyed", lambda anchor, _of: anchor)
        reports = [scenes.report("aigerim", each) for each in persons("birth_date")]
        other = scenes.report("erlan", scenes.person(scenes.RAHIMOV))
        scenes.report("farrukh", scenes.person("Naqlov Parviz", category="contact", phone="+992 918 00 01 03"))
        screenings.screened(screenings.a_list(3, ["P-CONTACT,Naqlov Parviz,,TJ,,+992 918 00 01 03"]))
        before = [shown(scenes.ask("farrukh", scenes.RAHIMOV)) for _time in (1, 2)][1]
        asker = cast.viewer("farrukh")
        with viewing(asker):
            wrong = Hit.objects.get(side="asker", theirs_report=reports[0])  # its desk's line, of all three
            actions.judge(actor=asker, hit_id=wrong.id, verdict=Verdict.NOT_SAME, reason="EXERCISE reason")
    database = str(connection.settings_dict["NAME"])
    connection.close()
    with server.ensure_server(durable=False).administrator(database) as administrator, administrator.transaction():
        held = keys_held(administrator)
        ENTRIES.renew(None, Editor(administrator))
        administrator.execute(named("crosscheck", "indexed_anew"))
        assert keys_held(administrator) == held
    after = shown(scenes.ask("farrukh", scenes.RAHIMOV))
    assert (len(before), after) == (2, [each for each in before if each[0] == other])
    assert after
    for name in ("aigerim", "farrukh"):
        with viewing(cast.viewer(name)):
            known = {row.report: row.id for row in Entry.objects.all()}
            for hit in Hit.objects.filter(mine_report__isnull=False):
                assert hit.mine == known[hit.mine_report]
            for row in [*Hit.objects.all(), *Judgement.objects.all()]:
                assert row.pair == pair_of(row.mine, row.theirs)
    [digest] = screenings.digests("farrukh")
    with viewing(cast.viewer("farrukh")):
        assert len(digest.records) == 1
        [kept] = Digest.objects.values_list("records", flat=True)
        assert {UUID(each["entry"]) for each in kept} == {known[UUID(each["report"])] for each in kept}
    actor = cast.viewer("aigerim")
    with viewing(actor):
        assert indexing.index_reports(actor=actor, owner=actor.desk, reports=reports) == 0, "nothing is new"
    assert shown(scenes.ask("farrukh", scenes.RAHIMOV)) == after


def shown(result: CheckResult) -> list[tuple[UUID | None, str]]:
    """Which records a check met, by the asker's own rows, and how well."""
    with viewing(cast.viewer("farrukh")):
        met = dict(Hit.objects.filter(side="asker").values_list("id", "theirs_report"))
    return sorted((met[each.id], each.grade.value) for each in result.hits)


def keys_held(database: Any) -> list[tuple[Any, ...]]:
    """The keys of the index, each with the report of the entry that it leads to."""
    found = database.execute(
        "SELECT k.key, k.fence, e.report FROM crosscheck_key k JOIN crosscheck_entry e ON half_anchor(e.id) = k.entry"
        " ORDER BY 1, 2, 3"
    )
    rows: list[tuple[Any, ...]] = found.fetchall()
    return rows


class Editor:
    """What a migration is given, on a connection of its own."""

    def __init__(self, raw: object) -> None:
        """On a raw connection."""
        self.connection = raw
