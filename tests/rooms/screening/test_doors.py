"""The doors attacked: dishonest members, curious officers, forged stages, functions called past their rooms."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from django.db.utils import InternalError, ProgrammingError

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck.matcher import searching
from kerege.rooms.crosscheck.models import Check, Hit
from kerege.rooms.directory import queries as directory
from kerege.rooms.screening import actions, queries
from kerege.rooms.screening.actions import UnableToScreenError, conducting, keeping
from kerege.rooms.screening.models import OptOut, Run
from kerege.rooms.screening.queries import NoSuchScreeningError, Stage
from kerege.rooms.screening.rules import sealed
from tests import cast
from tests.rooms.crosscheck.scenes import inbox, person, report
from tests.rooms.screening import scenes
from tests.steady import steady

pytestmark = pytest.mark.usefixtures("read_here")
ONE, TWO = UUID(int=1), UUID(int=2)
AT = "'2026-01-05'"
FOR_SEARCH = [
    f"SELECT * FROM screening_bank('{ONE}', '{{}}', '{ONE}', '{ONE}', 10)",
    "SELECT screening_findable('{}')",
    f"SELECT screening_willing('{ONE}', '{{}}')",
    f"SELECT * FROM tell_silent('{ONE}', '[]')",
]
FOR_APP = [
    f"SELECT decide_screening('{ONE}', '{TWO}', 'approved', 'EXERCISE')",
    "SELECT * FROM screenings_asked()",
    f"SELECT screening_spent({AT}, {AT})",
    f"SELECT reveal_screening('{ONE}', '{TWO}')",
    f"SELECT settle_screening('{ONE}')",
    f"SELECT note_erased('{ONE}')",
]
FOR_NOBODY = [
    f"SELECT screening_approved('{ONE}')",
    "SELECT screening_unwilling()",
    "INSERT INTO screening_decision SELECT * FROM screening_decision",
    "INSERT INTO screening_digest SELECT * FROM screening_digest",
    "INSERT INTO screening_called SELECT * FROM screening_called",
    "INSERT INTO screening_match SELECT * FROM screening_match",
    "UPDATE screening_decision SET word = 'approved'",
    "UPDATE screening_run SET rows = 1",
    "UPDATE screening_run SET list_hash = ''",
    "UPDATE screening_run SET officer = owner",
    "DELETE FROM screening_run",
]


@pytest.mark.parametrize("statement", [*FOR_SEARCH, *FOR_NOBODY])
def test_role_app_does_nothing_of_this(node: str, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), viewing(cast.viewer("aigerim")):
        connection.cursor().execute(statement)


@pytest.mark.parametrize("statement", [*FOR_APP, "SELECT * FROM screening_run", "SELECT * FROM screening_opt_out"])
def test_role_search_does_nothing_of_this(node: str, statement: str) -> None:
    seen = cast.viewer("aigerim")
    with pytest.raises(ProgrammingError, match="permission denied"), viewing(seen), searching(seen):
        connections["search"].cursor().execute(statement)


@pytest.mark.parametrize(("alias", "statements"), [("default", FOR_APP), ("search", FOR_SEARCH)])
def test_without_a_signed_viewer_no_function_answers(node: str, alias: str, statements: list[str]) -> None:
    for statement in statements:
        with pytest.raises((ProgrammingError, InternalError), match="no viewer"), transaction.atomic(using=alias):
            connections[alias].cursor().execute(statement)


def test_only_the_node_settles_and_notes_erasures(node: str) -> None:
    for statement in FOR_APP[-2:]:
        with pytest.raises(ProgrammingError, match="only the node"), viewing(cast.viewer("admin")):
            connection.cursor().execute(statement)


def test_a_forged_stage_opens_no_bank(node: str) -> None:
    report("farrukh", person("Shohnamunov Karim"))
    run = scenes.asked()
    actor = scenes.proposer()
    with pytest.raises(ProgrammingError, match="does not go there"), viewing(actor):
        Run.objects.filter(id=run).update(stage="running")
    with server.ensure_server(durable=False).administrator(node) as past_triggers:
        past_triggers.execute("SET session_replication_role = replica")
        past_triggers.execute("UPDATE screening_run SET stage = 'running' WHERE id = %s", [run])
    with pytest.raises(ProgrammingError, match="not approved"), viewing(actor):
        list(crosscheck.bank_entries(actor=actor, run=run))
    with pytest.raises(ProgrammingError, match="not approved"), viewing(actor):
        call_search(actor, f"SELECT * FROM tell_silent('{run}', '[]')")


def call_search(actor: Viewer, statement: str) -> None:
    """One statement as role search."""
    with searching(actor):
        connections["search"].cursor().execute(statement)


def test_an_approved_run_opens_for_nobody_but_its_proposer_and_purpose(node: str) -> None:
    run = scenes.approved()
    actor = scenes.proposer()
    with viewing(actor):
        Run.objects.filter(id=run).update(stage="running")
    with viewing(actor):
        assert list(crosscheck.bank_entries(actor=actor, run=run)) == []
    for other in (scenes.proposer("tj_analyst"), scenes.proposer("aigerim"), scenes.proposer(purpose=Purpose.ANALYSIS)):
        with pytest.raises(ProgrammingError, match="not approved"), viewing(other):
            list(crosscheck.bank_entries(actor=other, run=run))


@pytest.mark.parametrize("who", ["daniyar", "aigerim", "gulnora", "kz_coordinator", "duty", "admin", "observer"])
def test_who_may_not_propose_drafts_nothing(node: str, who: str) -> None:
    actor = cast.viewer(who, Purpose.INVESTIGATION, case="EX-1")
    with pytest.raises(UnableToScreenError), viewing(actor):
        actions.draft(actor=actor, terms=scenes.terms(), name="list.csv", chunks=[scenes.a_list()])
    assert not list((keeping.folder_of(ONE).parent).glob("*"))


def test_organisations_screen_nothing(node: str) -> None:
    actor = cast.viewer("org_analyst", Purpose.INVESTIGATION, case="EX-1")
    with pytest.raises(UnableToScreenError, match="Only members"), viewing(actor):
        actions.draft(actor=actor, terms=scenes.terms(), name="list.csv", chunks=[scenes.a_list()])


@pytest.mark.parametrize("who", ["bolat", "aigerim", "kz_coordinator", "tj_dpo", "centre_dpo", "director", "admin"])
def test_nobody_decides_in_the_place_of_the_askers_officer(node: str, who: str) -> None:
    run = scenes.asked()
    with pytest.raises((UnableToScreenError, NoSuchScreeningError)):
        scenes.decide(run, who)
    assert scenes.shown(run).run.stage is Stage.ASKED


@pytest.mark.parametrize("who", ["bolat", "gulnora", "tj_dpo", "director", "admin", "kz_coordinator"])
def test_nobody_decides_in_the_place_of_the_centres_officer(node: str, who: str) -> None:
    run = scenes.asked()
    scenes.decide(run, "gulnora")
    with pytest.raises((UnableToScreenError, NoSuchScreeningError)):
        scenes.decide(run, who)
    assert scenes.shown(run).run.stage is Stage.SECONDED


def test_the_centres_own_screening_needs_two_officers_of_the_centre(node: str) -> None:
    run = scenes.asked(who="director")
    scenes.decide(run, "centre_dpo")
    with pytest.raises(UnableToScreenError):
        scenes.decide(run, "centre_dpo")
    assert scenes.decide(run, "centre_dpo_2") is Stage.APPROVED


def test_the_centres_officer_reads_terms_but_neither_case_nor_proposer_nor_exclusions(node: str) -> None:
    run = scenes.asked(left_out=("KG",))
    viewer = cast.viewer("centre_dpo", Purpose.OVERSIGHT)
    with viewing(viewer):
        assert queries.asked_of_centre(viewer=viewer) == []
    scenes.decide(run, "gulnora")
    with viewing(viewer):
        (entry,) = queries.asked_of_centre(viewer=viewer)
        with pytest.raises(NoSuchScreeningError):
            queries.run(viewer=viewer, run_id=run)
    told = str(entry.wire()) + repr(entry)
    for hidden in ("EX-SCREEN-1", cast.viewer("bolat").officer_number, str(cast.viewer("bolat").officer)):
        assert hidden not in told
    assert "KG" not in steady(told)
    for other in ("director", "tj_dpo", "admin", "gulnora"):
        curious = cast.viewer(other, Purpose.OVERSIGHT)
        with viewing(curious):
            assert queries.asked_of_centre(viewer=curious) == []


def test_a_list_beyond_the_quota_is_not_asked_and_refused_ones_give_their_rows_back(
    node: str, settings: object
) -> None:
    settings.SCREENING_ROWS_A_MONTH = 50  # type: ignore[attr-defined]  # the fixture of pytest-django
    first, second = scenes.asked(scenes.a_list(30)), scenes.drafted(scenes.a_list(30))
    with pytest.raises(UnableToScreenError, match="quota of this month is 50 rows, of which 20 are left"):
        scenes.ask(second)
    other = scenes.asked(scenes.a_list(30), who="tj_analyst")
    assert other != first
    scenes.decide(first, "gulnora", approve=False)
    scenes.ask(second)
    assert scenes.shown(second).run.stage is Stage.ASKED


def test_refused_and_withdrawn_and_late_lists_are_erased(node: str) -> None:
    refused, withdrawn, late = scenes.asked(), scenes.asked(), scenes.asked()
    scenes.decide(refused, "gulnora", approve=False)
    actor = scenes.proposer()
    with viewing(actor):
        actions.withdraw(actor=actor, run=withdrawn)
    assert keeping.is_erased(withdrawn)
    chance.advance(timedelta(days=15))
    actions.work_waiting()
    stages = {run: scenes.shown(run).run for run in (refused, withdrawn, late)}
    assert [stages[each].stage for each in (refused, withdrawn, late)] == [
        Stage.REFUSED,
        Stage.WITHDRAWN,
        Stage.EXPIRED,
    ]
    assert all(keeping.is_erased(run) and entry.erased_at for run, entry in stages.items())


def test_when_the_proposers_hat_ends_the_run_expires_and_its_list_goes(node: str) -> None:
    run = scenes.approved()
    with server.ensure_server(durable=False).administrator(node) as database:
        hat = cast.viewer("bolat").hat
        kept = database.execute("SELECT until FROM directory_appointment WHERE id = %s", [hat]).fetchone()
        database.execute("UPDATE directory_appointment SET until = '2025-01-01' WHERE id = %s", [hat])
        try:
            actions.work_waiting()
        finally:
            database.execute("UPDATE directory_appointment SET until = %s WHERE id = %s", [kept and kept[0], hat])
    found = scenes.shown(run)
    assert (found.run.stage, found.run.trouble) == (Stage.EXPIRED, "hat_ended")
    assert keeping.is_erased(run)


def test_opting_out_after_the_bank_was_taken_still_protects(node: str, monkeypatch: pytest.MonkeyPatch) -> None:
    report("farrukh", person("Shohnamunov Karim", phone="+992 918 00 01 01"))
    report("farrukh", person("Naqlov Parviz", category="contact", phone="+992 918 00 01 03"))
    planted = ["P1,Shohnamunov Karim,,TJ,,+992 918 00 01 01", "P2,Naqlov Parviz,,TJ,,+992 918 00 01 03"]
    run = scenes.approved(scenes.a_list(20, planted))
    owner, note = cast.viewer("farrukh", Purpose.OWN_WORK), conducting.note_owners

    def out_afterwards(*given: Any) -> None:
        note(*given)
        with viewing(owner):
            actions.opt_out(actor=owner, reason="EXERCISE reason")

    monkeypatch.setattr(conducting, "note_owners", out_afterwards)
    actions.work_waiting()
    assert scenes.shown(run).run.stage is Stage.DONE
    assert scenes.shown(run).matches == ()
    assert inbox("bolat") == []
    assert scenes.digests("farrukh") == []


def test_a_row_that_met_only_a_silent_record_leaves_nothing_with_the_asker(node: str) -> None:
    report("farrukh", person("Naqlov Parviz", category="contact", phone="+992 918 00 01 03"))
    run = scenes.screened(scenes.a_list(20, ["P2,Naqlov Parviz,,TJ,,+992 918 00 01 03"]))
    assert len(scenes.digests("farrukh")) == 1
    assert (scenes.shown(run).matches, scenes.shown(run).run.matched) == ((), 0)
    with viewing(cast.viewer("bolat", Purpose.OWN_WORK)):
        assert not Check.objects.exists()
        assert not Hit.objects.exists()


def test_the_owner_lets_the_asker_know_whom_to_call_and_nothing_more(node: str) -> None:
    report("farrukh", person("Naqlov Parviz", category="contact", phone="+992 918 00 01 03"))
    run = scenes.screened(scenes.a_list(20, ["P2,Naqlov Parviz,,TJ,,+992 918 00 01 03"]))
    (digest,) = scenes.digests("farrukh")
    for who, answer in (("tj_analyst", queries.Answer.REVEAL), ("farrukh", queries.Answer.STAY_SILENT)):
        actor = cast.viewer(who, Purpose.OWN_WORK)
        with pytest.raises(UnableToScreenError), viewing(actor):
            actions.answer_digest(actor=actor, digest=digest.id, answer=answer)
    stranger = cast.viewer("hamid", Purpose.OWN_WORK)
    with pytest.raises(NoSuchScreeningError), viewing(stranger):
        actions.answer_digest(actor=stranger, digest=digest.id, answer=queries.Answer.REVEAL)
    reader = cast.viewer("tj_dpo", Purpose.OWN_WORK)
    for answer in queries.Answer:
        with pytest.raises(UnableToScreenError, match="role"), viewing(reader):
            actions.answer_digest(actor=reader, digest=digest.id, answer=answer, reason="EXERCISE reason")
    owner = cast.viewer("farrukh", Purpose.OWN_WORK)
    with viewing(owner):
        actions.answer_digest(actor=owner, digest=digest.id, answer=queries.Answer.REVEAL)
    with viewing(owner):
        desks = {each.code: each.id for each in directory.desks()}
    assert [each.desk for each in scenes.shown(run).calls] == [desks["tj-dushanbe"]]
    with pytest.raises(UnableToScreenError, match="answered already"), viewing(owner):
        actions.answer_digest(actor=owner, digest=digest.id, answer=queries.Answer.ASK)


def test_who_opts_out_is_known_to_its_agency_alone(node: str) -> None:
    for who in ("farrukh", "kz_coordinator"):
        actor = cast.viewer(who, Purpose.OWN_WORK)
        with viewing(actor):
            actions.opt_out(actor=actor, reason="EXERCISE reason")
    seen = {}
    for who in ("tj_analyst", "bolat", "hamid", "director", "centre_dpo", "admin"):
        viewer = cast.viewer(who, Purpose.OVERSIGHT)
        with viewing(viewer):
            seen[who] = OptOut.objects.count()
    assert seen == {"tj_analyst": 1, "bolat": 1, "hamid": 0, "director": 0, "centre_dpo": 0, "admin": 0}
    analyst = cast.viewer("tj_analyst", Purpose.OWN_WORK)
    with pytest.raises(UnableToScreenError), viewing(analyst):
        actions.opt_in(actor=analyst)


def test_a_run_killed_between_its_steps_goes_on_without_doubling_anything(
    node: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    report("farrukh", person("Shohnamunov Karim", phone="+992 918 00 01 01"))
    report("farrukh", person("Naqlov Parviz", category="contact", phone="+992 918 00 01 03"))
    planted = ["P1,Shohnamunov Karim,,TJ,,+992 918 00 01 01", "P2,Naqlov Parviz,,TJ,,+992 918 00 01 03"]
    run = scenes.approved(scenes.a_list(20, planted))
    tell = crosscheck.tell_owners
    monkeypatch.setattr(crosscheck, "tell_owners", lambda **given: (_ for _ in ()).throw(KeyboardInterrupt))
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            actions.work_waiting()
    assert scenes.shown(run).run.stage is Stage.RUNNING
    monkeypatch.setattr(crosscheck, "tell_owners", tell)
    actions.work_waiting()
    assert scenes.shown(run).run.stage is Stage.DONE
    assert [each.times for each in inbox("bolat")] == [1]
    assert [each.times for each in inbox("farrukh")] == [1]
    assert len(scenes.digests("farrukh")) == 1
    assert actions.work_waiting() == 0


@pytest.mark.parametrize("at", range(4))
def test_a_run_killed_behind_any_piece_counts_each_row_that_matched_once(
    node: str, at: int, monkeypatch: pytest.MonkeyPatch, read_here: None
) -> None:
    report("farrukh", person("Shohnamunov Karim", phone="+992 918 00 01 01"))
    planted = [f"P{n},Shohnamunov Karim,,TJ,,+992 918 00 01 01" for n in range(3)]
    monkeypatch.setattr(sealed.pieces_of, "__defaults__", (6,))
    run = scenes.approved(scenes.a_list(20, planted))
    note, pieces = conducting.Screened.note, iter(range(100))

    def killed(screened: conducting.Screened, done: int) -> None:
        if next(pieces) == at:
            raise KeyboardInterrupt
        note(screened, done)

    monkeypatch.setattr(conducting.Screened, "note", killed)
    with pytest.raises(KeyboardInterrupt):
        actions.work_waiting()
    actions.work_waiting()
    found = scenes.shown(run).run
    assert (found.stage, found.done, found.matched) == (Stage.DONE, 23, 3)


def test_broken_and_empty_lists_leave_nothing_behind(node: str) -> None:
    before = set(keeping.folder_of(ONE).parent.glob("*"))
    for name, content in (
        ("list.xlsx", b"PK\x03\x04 broken"),
        ("list.csv", b"remarks\nnothing\n"),
        ("list.csv", b""),
        ("list.csv", b"name,birth\nUchebnikov,99.99.1999\n"),
        ("list.parquet", b"PAR1"),
    ):
        with pytest.raises(actions.TermsError):
            scenes.drafted(content or b" ", name=name)
    assert set(keeping.folder_of(ONE).parent.glob("*")) == before
