"""The access matrix, generated: every guarded table × every officer × purpose, by manager and by raw SQL."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from kerege.foundation import chance, server
from kerege.foundation.models import Guarded
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Grant, Label, Level, Part, Purpose, Role, Viewer
from kerege.kernel.law.decision import readable
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.directory import queries as directory
from kerege.rooms.notices import actions as notices
from kerege.rooms.operations.actions import joint
from kerege.rooms.operations.queries import TeamRole
from kerege.rooms.records import actions as records
from kerege.rooms.requests.queries import Outcome
from kerege.rooms.screening import actions as screening
from kerege.rooms.screening.queries import Answer
from tests import cast
from tests.access import twins
from tests.kept import begun
from tests.rooms.deconfliction import scenes as deconfliction
from tests.rooms.requests import scenes as requests
from tests.rooms.screening import scenes

PURPOSES = (Purpose.OWN_WORK, Purpose.ANALYSIS, Purpose.INVESTIGATION, Purpose.JOINT_OPERATION)
NAMES = (twins.NAME,)
WITHOUT_LABEL_READING = {"crosscheck_key", "crosscheck_entry", "operations_member"}
"""Keys that no viewer reads: only the search role does, and applies the law inside. Places in files: the last test."""
STAGED = (
    *("records_", "access_", "crosscheck_check", "crosscheck_hit"),
    *("screening_", "deconfliction_", "requests_", "notices_"),
    *("operations_operation", "operations_entry", "operations_invitation", "operations_member"),
)


def guarded() -> list[type[Guarded]]:
    """Every guarded model of the house, whoever adds one."""
    return [model for model in apps.get_models() if issubclass(model, Guarded)]


def stage(seed: str = "matrix") -> None:
    """Reports in every state, releases, checks, hits: rows under as many labels as the cast makes; ids by the seed."""
    with chance.seeded(seed, twins.NOON):
        seen = cast.viewer("farrukh", Purpose.INVESTIGATION, case="EXERCISE")
        for at, hide in enumerate((*twins.HIDDEN, twins.an_open_hit)):
            hide(at, seen)
        report = twins.keep("aigerim", twins.raw(30, legs=[{"from_country": "TJ", "to_country": "KZ"}], **linked()))
        owner = cast.viewer("aigerim")
        with viewing(owner):
            records.release(
                actor=owner,
                report_id=report,
                part=Part.NOMINAL,
                audience=directory.party("TJ").id,
                audience_kind="party",
                purposes=[Purpose.ANALYSIS],
            )
        with viewing(seen):
            crosscheck.check(actor=seen, question=checks.read_question(twins.PHONE))
    with chance.seeded(f"{seed}-screening", twins.NOON):
        twins.screened("bolat", NAMES)
        answered(scenes.digests("erlan")[0].id)
        planned()
        opting = cast.viewer("hamid", Purpose.OWN_WORK)
        with viewing(opting):
            screening.opt_out(actor=opting, reason="EXERCISE")
    with chance.seeded(f"{seed}-requests", twins.NOON):
        asked()
    with chance.seeded(f"{seed}-operations", twins.NOON):
        worked_together()


def worked_together() -> None:
    """A joint operation: one agency takes part, one was removed, one is invited; a record released before and after."""
    lead, owner = (cast.viewer(name, Purpose.JOINT_OPERATION, case="EXERCISE") for name in ("aigerim", "erlan"))
    with viewing(lead):
        operation = joint.found(actor=lead, title="EXERCISE", template="post")
        for agency in ("KZ-CUSTOMS", "UZ-CUSTOMS", "KG-POLICE"):
            joint.invite(actor=lead, operation=operation, agency=agency)
    for name in ("erlan", "hamid"):
        guest = cast.viewer(name, Purpose.JOINT_OPERATION, case="EXERCISE")
        with viewing(guest):
            joint.accept(actor=guest, operation=operation)
        with viewing(guest):
            joint.name(actor=guest, operation=operation, officers=[(guest.officer_number, TeamRole.FIELD)])
    for at in (40, 41):
        report = twins.keep("erlan", twins.raw(at, handling="H3", restriction="EXERCISE"))
        with viewing(owner):
            given = {"report": str(report), "answered": "yes"}
            joint.release(actor=owner, operation=operation, given=given)
        if at == 40:
            with viewing(lead):
                joint.remove(actor=lead, operation=operation, agency="UZ-CUSTOMS")


def asked() -> None:
    """A request with its history and notices on both sides, and an address of a desk's system."""
    thread = requests.asked()
    requests.answered(thread, Outcome.FULL, text="EXERCISE")
    keeper = cast.viewer("farrukh")
    with viewing(keeper), override_settings(WEBHOOK_HOSTS=["hooks.exercise.example"]):
        notices.add_hook(actor=keeper, url="https://hooks.exercise.example/")


def planned() -> None:
    """Two raids on one yard, and an integrity case of a desk beside them."""
    for name, integrity in (("aigerim", False), ("iskender", False), ("erlan", True)):
        starts = twins.NOON + 6 * deconfliction.HOUR
        deconfliction.submit(name, deconfliction.plan(starts=starts, integrity=integrity))


def answered(digest: UUID) -> None:
    """The owner of a digest lets the asker know."""
    owner = cast.viewer("erlan", Purpose.OWN_WORK)
    with viewing(owner):
        screening.answer_digest(actor=owner, digest=digest, answer=Answer.REVEAL)


def linked() -> dict[str, object]:
    """A nominal part with two subjects and a link."""
    content: dict[str, Any] = twins.nominal("suspect")
    vehicle = {"kind": "vehicle", "name": "EXERCISE van", "identifiers": [{"kind": "plate", "value": "123 ABC 02"}]}
    content["subjects"].append(vehicle)
    return {**content, "links": [{"from": "1", "to": "2", "role": "user", "evidence": "EXERCISE"}]}


def stored_labels(database: "psycopg.Connection[Any]") -> dict[int, Label]:
    """Every label of the node, read past the fences."""
    grants: dict[int, set[Grant]] = {}
    for label, audience, purposes, last_day, assured in database.execute(
        "SELECT label, audience, purposes, last_day, assured FROM access_grant"
    ):
        grants.setdefault(label, set()).add(Grant(audience, frozenset(map(Purpose, purposes)), last_day, assured))
    found = database.execute(
        "SELECT id, owner_audience, owner_party, part, forbidden, level, shielded FROM access_label"
    ).fetchall()
    return {
        row[0]: Label(
            owner_audience=row[1],
            owner_party=row[2],
            part=Part(row[3]),
            grants=frozenset(grants.get(row[0], set())),
            forbidden=frozenset(row[4]),
            level=Level(row[5]),
            shielded=row[6],
        )
        for row in found
    }


def visible_by_sql(viewer: Viewer, table: str) -> set[tuple[UUID, int]]:
    """What raw SQL as role app gives a viewer."""
    with viewing(viewer), connection.cursor() as cursor:
        cursor.execute(f'SELECT owner, label FROM "{table}"')
        return set(cursor.fetchall())


@pytest.fixture
def staged(django_db_setup: None, worker_id: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A clone with rows in every guarded table."""
    with django_db_blocker.unblock(), begun("matrix", worker_id, lambda: stage("kept")):
        yield f"kerege_{worker_id}_own"


def test_every_guarded_table_shows_each_officer_what_the_law_allows_and_nothing_else(staged: str) -> None:
    """Tables × officers × purposes: rows seen = rows whose label the law lets this viewer read."""
    with chance.seeded("matrix", twins.NOON), server.ensure_server(durable=False).administrator(staged) as database:
        labels = stored_labels(database)
        rows = {
            model._meta.db_table: set(database.execute(f'SELECT owner, label FROM "{model._meta.db_table}"').fetchall())
            for model in guarded()
        }
        viewers = [cast.viewer(name, purpose) for name in cast.OFFICERS for purpose in PURPOSES]
        cells = 0
        for table, held in rows.items():
            if table in WITHOUT_LABEL_READING:
                continue
            for viewer in viewers:
                allowed = {row for row in held if readable(viewer, labels[row[1]])}
                assert visible_by_sql(viewer, table) == allowed, (table, viewer.officer_name, viewer.purpose)
                cells += 1
    assert cells >= 10 * len(viewers)


def test_the_stage_reaches_every_table_of_records_and_checks(staged: str) -> None:
    """A matrix over empty tables would prove nothing."""
    with server.ensure_server(durable=False).administrator(staged) as database:
        for model in guarded():
            table = model._meta.db_table
            if table.startswith(STAGED):
                count = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()
                assert count is not None, table
                assert count[0] > 0, f"the stage holds no row of {table}"


def test_managers_and_raw_sql_agree(staged: str) -> None:
    """The first fence shows what the second shows, for the officers of every role."""
    with chance.seeded("matrix", twins.NOON):
        for name in cast.OFFICERS:
            viewer = cast.viewer(name)
            for model in guarded():
                table = model._meta.db_table
                if table in WITHOUT_LABEL_READING or table == "records_listing":
                    continue
                with viewing(viewer):
                    by_manager = set(model.objects.values_list("owner", "label"))
                assert by_manager == visible_by_sql(viewer, table), (name, table)


def test_a_place_in_a_file_is_read_by_the_files_owner_and_by_who_stands_in_it(staged: str) -> None:
    """Ended places too. Of a limited one its named officers read all rows, those who name the one of the file."""
    with chance.seeded("matrix", twins.NOON), server.ensure_server(durable=False).administrator(staged) as database:
        rows = database.execute(
            "SELECT m.id, m.owner, m.member, m.limited, m.audience = m.file, ARRAY(SELECT unnest(n.hats)"
            " FROM operations_officer n WHERE n.file = m.file AND n.agency = m.member AND n.ended_at IS NULL)"
            " FROM operations_member m"
        ).fetchall()
        desks: dict[Any, Any] = dict(database.execute("SELECT id, agency FROM directory_desk").fetchall())
        assert len({row[2] for row in rows}) > 2
        for name, (_desk, role) in cast.OFFICERS.items():
            viewer = cast.viewer(name, Purpose.JOINT_OPERATION)
            own = {
                identity
                for identity, owner, member, limited, of_file, hats in rows
                if desks[owner] in viewer.own_audiences
                or (
                    member in viewer.own_audiences
                    and (not limited or viewer.hat in hats or (of_file and role in {Role.RELEASING, Role.COORDINATOR}))
                )
            }
            with viewing(viewer), connection.cursor() as cursor:
                cursor.execute("SELECT id FROM operations_member")
                seen = {row[0] for row in cursor.fetchall()}
            assert seen == (set() if role in {Role.ADMINISTRATOR, Role.AUDITOR} else own), name
