"""What was closed since a backup stays closed in a node that is restored from it: every act that closes something."""

import inspect
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.conf import LazySettings

from kerege.foundation import chance, copying
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Gate, Level, Part, Purpose
from kerege.rooms import __path__ as rooms
from kerege.rooms.bulletins import actions as bulletins
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries as parties
from kerege.rooms.notices import actions as notices
from kerege.rooms.operations.queries import Kind
from kerege.rooms.oversight import actions as oversight
from kerege.rooms.oversight.queries import WatchKind
from kerege.rooms.permissions import actions as permissions
from kerege.rooms.records import actions as records
from kerege.rooms.records import queries as reports
from kerege.rooms.requests import actions as requests
from kerege.rooms.requests.queries import Gating
from kerege.rooms.retention import actions
from kerege.rooms.retention.actions import closing, seats, standing
from kerege.rooms.screening import actions as screening
from kerege.rooms.statistics.queries import read_week
from tests import cast
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.deconfliction import scenes as meeting
from tests.rooms.operations import scenes as deliveries
from tests.rooms.permissions import scenes as permitting
from tests.rooms.requests import scenes as asking
from tests.rooms.requests.test_look_outs import look_out
from tests.rooms.retention import scenes
from tests.rooms.retention.ends import reads
from tests.rooms.retention.test_backups import emptied, folder, restored, standing_clock
from tests.rooms.retention.tightening import ERASES, NOT_CARRIED, TIGHTENS

__all__ = ["folder", "standing_clock"]
OTHERS = Path(__file__).with_name("not_tightening.txt")
CARRIED = {*standing.ENDS, *standing.NEWEST, *standing.KEPT, *seats.KEPT, *closing.NAMES}


def acts(module: ModuleType, before: str) -> Iterator[str]:
    """The acts of a room's door for writing, by room and name."""
    own = [name for name, each in vars(module).items() if getattr(each, "__module__", "") == module.__name__]
    for name in getattr(module, "__all__", [name for name in own if not name.startswith("_")]):
        each = getattr(module, name)
        if inspect.ismodule(each):
            yield from acts(each, f"{before}.{name}")
        elif not inspect.isclass(each) and name.islower():
            yield f"{before}.{name}"


def test_every_act_is_known_to_close_something_or_not_and_what_closes_is_carried() -> None:
    """A new act fails here until its author says whether a restored backup would undo it."""
    doors = [each.name for path in rooms for each in sorted(Path(path).iterdir()) if (each / "actions").exists()]
    doors += [each.parent.name for path in rooms for each in sorted(Path(path).glob("*/actions.py"))]
    every = {name for room in doors for name in acts(import_module(f"kerege.rooms.{room}.actions"), room)}
    lists = [set(TIGHTENS), set(ERASES), set(NOT_CARRIED), set(OTHERS.read_text(encoding="utf-8").split())]
    assert every == set().union(*lists)
    assert sum(map(len, lists)) == len(every), "an act stands in two lists"
    assert set(TIGHTENS.values()) <= CARRIED


def test_every_column_in_which_something_ends_is_known(own_clone: str) -> None:
    """A new table whose rows end fails here until the key book carries the ends, or it says why not."""
    ends = ("ended_at", "withdrawn_at", "closed_at", "removed_at", "lifted_at", "declined_at", "refused_at", "ends_at")
    with copying.keeper(own_clone) as connection:
        found = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = ANY(%s)",
            [list(ends)],
        ).fetchall()
    carried = {(table, column) for table, column, _more in closing.ENDED.values()}
    carried |= {
        ("access_release", "withdrawn_at"), ("directory_suspension", "lifted_at"), ("operations_member", "ended_at"),
        ("operations_officer", "ended_at"), ("operations_invitation", "withdrawn_at"),
        ("operations_invitation", "declined_at"), ("permissions_opening", "ends_at"),
        ("requests_copy", "closed_at"),
    }  # fmt: skip
    opens_nothing = {
        ("intake_import", "ended_at"), ("intake_quarantined_row", "ended_at"), ("screening_run", "ended_at"),
        ("retention_inquiry", "closed_at"), ("screening_opt_out", "withdrawn_at"),
        ("requests_copy", "stop_ends_at"),
    }  # fmt: skip
    assert {(str(table), str(column)) for table, column in found} <= carried | opens_nothing
    assert carried <= {(str(table), str(column)) for table, column in found}


class Scene:
    """A node in which one thing of every kind is open; `close` closes all of them."""

    def __init__(self, settings: LazySettings) -> None:
        """Everything is open."""
        settings.WEBHOOK_HOSTS = ["sink.example"]
        permitting.hits()
        self.opening = permitting.opened()
        checking.ask("hamid", checking.PHONE)
        self.asked = permitting.asked("hamid")
        self.fresh, self.held, self.freed, self.challenged, self.corrected, self.retracted = (
            scenes.kept() for _ in range(6)
        )
        for report in (self.corrected, self.retracted, self.fresh):
            scenes.released(report)
        scenes.hold(self.freed)
        officer = cast.viewer("aigerim")
        with viewing(officer):
            self.file = records.attach(
                actor=officer, report_id=self.fresh, part=Part.FACTS, name="EXERCISE.txt", content=b"EXERCISE"
            )
            self.hooks = [notices.add_hook(actor=officer, url=f"https://sink.example/{at}") for at in range(2)]
        composer = cast.viewer("director")
        with viewing(composer):
            self.edition = bulletins.compose(actor=composer, week=read_week("2026-W20"))
            bulletins.release(actor=composer, edition_id=self.edition)
        keeper = cast.viewer("tj_dpo", Purpose.OVERSIGHT)
        with viewing(keeper):
            self.watched = oversight.watch(
                actor=keeper, kind=WatchKind.BAIT, name="УЧЕБНЫЙ Приманкин Пётр", reason="EXERCISE"
            )
        analyst = permitting.seen_as("tj_analyst")
        hit = permitting.hit_of("tj_analyst")
        with viewing(analyst):
            self.judgement = crosscheck.judge(actor=analyst, hit_id=hit, verdict=checks.Verdict.SAME, reason="EXERCISE")
        self.event = meeting.submit("aigerim", meeting.plan(starts=chance.now() + meeting.HOUR)).event
        self.look_out, self.request = look_out(), asking.asked()
        asking.do("aigerim", requests.accept, thread=self.look_out)
        self.delivery = deliveries.sent()

    def close(self) -> None:
        """Everything is closed."""
        chance.advance(timedelta(hours=1))
        coordinator, officer = cast.viewer("kz_coordinator"), cast.viewer("aigerim")
        with viewing(permitting.seen_as("erlan")) as owner:
            permissions.end_opening(actor=owner, opening=self.opening)
            permissions.refuse_opening(actor=owner, opening=self.asked, reason="EXERCISE reason")
        with viewing(officer):
            records.detach(actor=officer, report_id=self.fresh, attachment=self.file)
            actions.bring_forward(actor=officer, report=self.fresh, reason=scenes.REASON)
            notices.close_hook(actor=officer, hook=self.hooks[0])
            notices.rotate_hook(actor=officer, hook=self.hooks[1])
            claim = corrected_claim()
            records.correct(actor=officer, report_id=self.corrected, claim=claim, expected=1, reason="EXERCISE")
            records.retract(actor=officer, report_id=self.retracted, expected=1, reason="EXERCISE")
        scenes.lift(self.freed)
        scenes.hold(self.held)
        scenes.challenge(self.challenged)
        with viewing(cast.viewer("director")) as composer:
            bulletins.withdraw(actor=composer, edition_id=self.edition)
        with viewing(cast.viewer("tj_dpo", Purpose.OVERSIGHT)) as keeper:
            oversight.end(actor=keeper, watched=self.watched)
        with viewing(permitting.seen_as("tj_analyst")) as analyst:
            crosscheck.withdraw_judgement(actor=analyst, judgement=self.judgement)
        meeting.withdraw("aigerim", self.event)
        asking.do("tj_analyst", requests.withdraw, thread=self.look_out, reason="EXERCISE: found")
        asking.do(
            asking.ASKER,
            requests.tighten,
            thread=self.request,
            handling=("H3",),
            restriction="EXERCISE",
            level=Level.OFFICIAL_USE,
        )
        deliveries.do("farrukh", self.delivery, Kind.CALL_OFF, "EXERCISE called off")
        with viewing(coordinator):
            screening.opt_out(actor=coordinator, reason="EXERCISE reason")
        asking.gate("kz_coordinator", outgoing=Gating.THROUGH, incoming=Gating.THROUGH, second_approver=True)
        with viewing(parties.system_viewer("found-node")):
            directory.set_gates(
                party=parties.party("TJ").id, gate_facts=Gate.COORDINATOR, gate_nominal=Gate.COORDINATOR
            )


def corrected_claim() -> reports.Claim:
    """The same seizure, of more."""
    raw = {
        "kind": "seizure", "occurred": "2026-01-03", "country": "KZ", "case_reference": "EX-1",
        "items": [{"substance": "heroin", "quantity": "3", "unit": "kg"}],
        "subjects": [checking.person(checking.RAHIMOV, phone=checking.PHONE)],
    }  # fmt: skip
    return reports.read_claim(raw, reports.Reader(substance=lambda text: None, day=chance.today()))


def carried(database: str) -> standing.Standing:
    """What the key book would carry of a database now."""
    with copying.keeper(database) as connection:
        return standing.standing(connection)


def ids(rows: standing.Rows) -> set[str]:
    """The ids of rows."""
    return {str(row["id"]) for row in rows}


def test_whatever_was_closed_since_is_closed_in_a_restored_backup(
    own_clone: str, worker_id: str, folder: Path, settings: LazySettings
) -> None:
    """Each kind: rows that the backup held open are closed as they were closed since, and nothing else is."""
    scene = Scene(settings)
    actions.back_up(folder / "one", copies=(folder / "book",))
    before = carried(own_clone)
    scene.close()
    after = carried(own_clone)
    assert actions.refresh(own_clone)
    news = {name: [row for row in after[name] if row not in before[name]] for name in closing.NAMES}
    assert {name for name, rows in news.items() if not rows} == {"heirs"}, "the scene closes one of every kind"
    with emptied(worker_id) as name:
        made = restored(folder / "one", folder / "book", name)
        taken: dict[str, int] = made["taken_back"]  # type: ignore[assignment]  # as `restore` made it
        assert taken["reports"] == 2
        found = carried(name)
        for kind, rows in news.items():
            if kind in {"versions", "forward", "stricter"}:
                continue
            assert all(row in found[kind] for row in rows), kind
        assert [reads("farrukh", each) for each in (scene.corrected, scene.retracted, scene.fresh)] == [
            False,
            False,
            True,
        ]
        assert "H3" in asking.card(asking.ASKER, scene.request).handling
        owner = cast.viewer("aigerim")
        with viewing(owner):
            mine = reports.report(viewer=owner, report_id=scene.corrected)
            due = {each.report: each.review_on for each in reports.nominal_parts(viewer=owner, reports=[scene.fresh])}
            persons = reports.report(viewer=owner, report_id=scene.challenged).nominal
        assert (mine.version.number, mine.nominal is not None) == (1, True)
        assert due[scene.fresh] <= chance.today() + timedelta(days=30)
        assert persons is not None
        assert [each.challenged for each in persons.subjects] == [True]
