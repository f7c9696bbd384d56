"""Property: whatever is done in whatever order, who takes no part in a joint operation reads nothing of it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part
from kerege.rooms.notices import queries as notices
from kerege.rooms.operations import queries
from kerege.rooms.operations.actions import RefusedStepError, UnableToActError, joint
from kerege.rooms.operations.queries import NoSuchOperationError
from kerege.rooms.records import actions as records
from kerege.rooms.records import queries as reports
from kerege.rooms.records.actions import UnableToReleaseError
from tests.access import twins
from tests.rooms.operations.test_joint import viewer
from tests.rooms.operations.test_sharing import kept

LEAD = "aigerim"
GUESTS = {"hamid": "UZ-CUSTOMS", "iskender": "KG-POLICE", "erlan": "KZ-CUSTOMS", "farrukh": "TJ-DCA"}
OFFICES = {LEAD: (LEAD, "bolat", "kz_coordinator"), "farrukh": ("farrukh", "tj_analyst", "tj_coordinator")}
"""Agencies with several officers: whose place may be limited to some of them. The first and the last name officers."""
OFFICERS = {name: agency for agency, names in OFFICES.items() for name in names}
EVERYBODY = sorted({LEAD, *GUESTS, *OFFICERS})
ANYBODY = st.sampled_from(sorted(GUESTS))
REFUSED = (RefusedStepError, NoSuchOperationError, UnableToActError, UnableToReleaseError)
SECRET = "EXERCISE-SECRET"
TABLES = (
    *("operations_operation WHERE id = %(operation)s", "operations_entry WHERE operation = %(operation)s"),
    *("records_facts WHERE report = ANY(%(reports)s)", "records_item WHERE report = ANY(%(reports)s)"),
    *("records_report WHERE id = ANY(%(reports)s)", "records_listing WHERE report = ANY(%(reports)s)"),
    "files_attachment WHERE report = ANY(%(reports)s)",
)


class Operation(RuleBasedStateMachine):
    """Agencies come and go, records are released and withdrawn; a model of its own says who may read what."""

    def __init__(self) -> None:
        super().__init__()
        self.members = {LEAD}
        self.invited: set[str] = set()
        self.reports: dict[UUID, str] = {}
        self.readers: dict[UUID, set[str]] = {}
        self.releases: dict[UUID, UUID] = {}
        self.named: dict[str, set[str]] = {}
        self.touched = set(EVERYBODY)
        """The agencies whose officers the last step could change: they are looked at by every way."""

    def takes_part(self, name: str) -> bool:
        """Whether somebody's agency takes part, as a whole or by officers of whom he is one."""
        agency = OFFICERS.get(name, name)
        return agency in self.members and name in self.named.get(agency, {name})

    @initialize()
    def begin(self) -> None:
        """The lead founds it and writes what nobody else may read."""
        with viewing(viewer(LEAD)):
            self.id = joint.found(actor=viewer(LEAD), title=f"{SECRET} title", template="post")
        for name in (LEAD, "hamid"):
            report = kept(name, len(self.reports) + 1, summary=SECRET)
            with viewing(viewer(name)):
                records.attach(
                    actor=viewer(name), report_id=report, part=Part.FACTS, name="a.txt", content=SECRET.encode()
                )
            self.reports[report] = name

    def act(self, name: str, kind: str, words: str = "", **given: str) -> bool:
        """An act of somebody; whether it went through."""
        chance.advance(timedelta(minutes=1))
        named = {guest for guest, agency in GUESTS.items() if agency == given.get("agency")}
        self.touched = set(EVERYBODY) if kind in {"release", "widen"} else {OFFICERS.get(name, name), *named}
        with suppress(*REFUSED), viewing(viewer(name)):
            joint.do(actor=viewer(name), operation=self.id, kind=kind, given=given, words=words)
            return True
        return False

    @rule(guest=ANYBODY)
    def invite(self, guest: str) -> None:
        """The lead invites."""
        assert self.act(LEAD, "invite", f"{SECRET} words", agency=GUESTS[guest])
        self.invited.add(guest)

    @rule(guest=ANYBODY)
    def accept(self, guest: str) -> None:
        """Goes through for who is invited, for nobody else."""
        went = self.act(guest, "accept")
        if went and guest not in self.members:
            self.named.pop(guest, None)
        assert went is (guest in self.invited)
        self.members |= {guest} if went else set()

    @rule(guest=ANYBODY)
    def decline(self, guest: str) -> None:
        """Goes through for who is invited and has not accepted; only a new invitation lets him in after it."""
        assert self.act(guest, "decline", SECRET) is (guest in self.invited - self.members)
        if guest not in self.members:
            self.invited.discard(guest)

    @rule(guest=ANYBODY)
    def leave(self, guest: str) -> None:
        """Who leaves needs a new invitation to come back, and reads no old record then."""
        went = self.act(guest, "leave")
        assert went is self.takes_part(guest)
        if went:
            self.gone(guest)

    @rule(guest=ANYBODY)
    def remove(self, guest: str) -> None:
        """By the lead; an invitation that was not accepted falls too."""
        self.act(LEAD, "remove", agency=GUESTS[guest])
        self.gone(guest)

    def gone(self, guest: str) -> None:
        """What the model forgets."""
        self.members.discard(guest)
        self.invited.discard(guest)
        self.named.pop(guest, None)
        for report, readers in self.readers.items():
            if self.reports[report] != guest:
                readers.discard(guest)

    @rule(name=st.sampled_from([LEAD, "hamid"]), widen=st.booleans())
    def release(self, name: str, widen: bool) -> None:
        """The owner releases to those who take part now, or opens it to those who came since."""
        report = next(each for each, owner in self.reports.items() if owner == name)
        went = self.act(name, "widen" if widen else "release", report=str(report), answered="yes")
        if went:
            self.readers[report] = self.readers.get(report, set()) | self.members
        assert self.takes_part(name) or not went

    @rule(by=st.sampled_from(sorted(OFFICERS)), officer=st.sampled_from(sorted(OFFICERS)))
    def name_officer(self, by: str, officer: str) -> None:
        """By those of one's own agency who name; the lead is always one of his."""
        agency = OFFICERS[by]
        myself = {"myself": "yes"} if by == LEAD else {}
        went = self.act(by, "name", officer=viewer(officer).officer_number, role="field", **myself)
        may = agency in self.members and OFFICERS[officer] == agency and by in (OFFICES[agency][0], OFFICES[agency][2])
        assert went is may, (by, officer)
        if went:
            self.named[agency] = self.named.get(agency, set()) | {officer} | ({LEAD} if by == LEAD else set())

    @rule(by=st.sampled_from(sorted(OFFICERS)), officer=st.sampled_from(sorted({*OFFICERS} - {LEAD})))
    def end_officer(self, by: str, officer: str) -> None:
        """By those of his agency who name, or by himself; the founding agency keeps one."""
        agency = OFFICERS[officer]
        went = self.act(by, "unname", officer=viewer(officer).officer_number)
        may = OFFICERS[by] == agency and (by == officer or by in (OFFICES[agency][0], OFFICES[agency][2]))
        left = self.named.get(agency, set()) - {officer}
        assert went is (may and officer in self.named.get(agency, set()) and (agency != LEAD or bool(left)))
        if went:
            self.named[agency] = left

    @rule(by=st.sampled_from(sorted(OFFICERS)))
    def open_place(self, by: str) -> None:
        """Only an act of those who name opens a limited place to the whole agency."""
        agency = OFFICERS[by]
        went = self.act(by, "open")
        assert went is (agency in self.named and by in (OFFICES[agency][0], OFFICES[agency][2]))
        if went:
            del self.named[agency]

    @rule(name=st.sampled_from([LEAD, "hamid"]))
    def withdraw(self, name: str) -> None:
        """The owner withdraws every release of his record."""
        from kerege.rooms.access import queries as access

        report = next(each for each, owner in self.reports.items() if owner == name)
        with viewing(viewer(name)):
            for each in access.releases_of(viewer=viewer(name), report=report):
                if each.withdrawn_at is None:
                    records.withdraw_release(actor=viewer(name), release_id=each.id)
        self.readers[report], self.touched = set(), set(EVERYBODY)

    @rule(name=st.sampled_from(EVERYBODY), kind=st.sampled_from(["log", "task", "contact", "debrief"]))
    def write(self, name: str, kind: str) -> None:
        """Whoever takes part writes; nobody else."""
        given = {"task": {"title": SECRET}, "contact": {"title": SECRET, "role": "duty", "telephone": "1"}}
        assert self.act(name, kind, SECRET, **given.get(kind, {})) is self.takes_part(name)

    @invariant()
    def nobody_reads_what_the_model_does_not_say(self) -> None:
        """By doors, raw SQL and the lists of records; the members read all."""
        for name in EVERYBODY:
            agency = OFFICERS.get(name, name)
            if agency not in self.touched:
                continue
            with viewing(viewer(name)):
                rows = self.foreign()
                theirs = {each for each, readers in self.readers.items() if agency in readers and self.takes_part(name)}
                foreign = [each for each, owner in self.reports.items() if owner != agency]
                visible = {each for each in foreign if self.readable(name, each)}
                assert visible == {each for each in theirs if self.reports[each] != agency}
                if self.takes_part(name):
                    assert agency == LEAD or min(rows[:2]) > 0
                    assert queries.operation(viewer=viewer(name), operation_id=self.id).entries
                    continue
                assert rows == [0] * len(TABLES), (name, rows)
                assert agency != LEAD or self.own_rows() == 0, name
                for door in (queries.operation, queries.shared_records):
                    with pytest.raises(NoSuchOperationError):
                        door(viewer=viewer(name), operation_id=self.id)
                assert SECRET not in repr(notices.inbox(viewer=viewer(name), waiting=False))

    def foreign(self) -> list[int]:
        """How many rows of others raw SQL as role app gives the open context, in each table."""
        counts = ", ".join(
            "(SELECT count(*) FROM {} WHERE owner <> ALL (own_desks()) AND {})".format(*table.split(" WHERE "))
            for table in TABLES
        )
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {counts}", {"operation": self.id, "reports": list(self.reports)})
            return [int(count) for count in cursor.fetchone()]

    def own_rows(self) -> int:
        """How many rows of the work file's own agency raw SQL gives an officer whom it has not named."""
        with connection.cursor() as cursor:
            made = 0
            for table in TABLES[:2]:
                cursor.execute(f"SELECT count(*) FROM {table}", {"operation": self.id})
                made += int(cursor.fetchone()[0])
            return made

    def readable(self, name: str, report: UUID) -> bool:
        """Whether somebody opens a record by its door."""
        try:
            reports.report(viewer=viewer(name), report_id=report)
        except reports.NoSuchReportError:
            return False
        return True

    def teardown(self) -> None:
        """The pages and the API of whoever is outside at the end."""
        if not hasattr(self, "id"):
            return
        self.touched = set(EVERYBODY)
        self.nobody_reads_what_the_model_does_not_say()
        for name in (each for each in EVERYBODY if not self.takes_part(each)):
            client, token = twins.client_of(name, viewer(name))
            headers = {"Authorization": f"Bearer {token}"}
            for address in pages(self.id):
                assert answer(client, address, headers) in {404, 405}, (name, address)


def pages(operation: UUID) -> Iterator[str]:
    """Every page and operation of the API of a work file."""
    for page in ("", "records/", "results/", "contacts/", "log/", "do/log/", "do/sheet/"):
        yield f"/operations/{operation}/{page}"
    for page in ("", "/records", "/sheet"):
        yield f"/api/operations/{operation}{page}"


def answer(client: Client, address: str, headers: dict[str, str]) -> int:
    """The status of an answer that must not hold the secret."""
    said = client.get(address, headers=headers if address.startswith("/api/") else {})
    assert SECRET.encode() not in said.content
    return said.status_code


@pytest.mark.usefixtures("own_clone")
def test_no_path_lets_a_removed_participant_read() -> None:
    some = settings(
        max_examples=5, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    with chance.seeded("no-way-back"):
        run_state_machine_as_test(Operation, settings=some)


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_the_machine_has_readers_at_all() -> None:
    """The dual: the property would also hold where nobody ever reads anything."""
    machine = Operation()
    machine.begin()
    machine.invite("hamid")
    machine.accept("hamid")
    machine.release(LEAD, widen=False)
    machine.write("hamid", "log")
    machine.nobody_reads_what_the_model_does_not_say()
    assert any("hamid" in readers for readers in machine.readers.values())
    machine.invite("farrukh")
    machine.accept("farrukh")
    machine.name_officer("tj_coordinator", "tj_analyst")
    machine.name_officer("kz_coordinator", "bolat")
    machine.name_officer(LEAD, "bolat")
    machine.write("tj_analyst", "log")
    machine.write("bolat", "task")
    machine.nobody_reads_what_the_model_does_not_say()
    machine.end_officer("tj_analyst", "tj_analyst")
    machine.end_officer("bolat", "bolat")
    machine.remove("hamid")
    machine.nobody_reads_what_the_model_does_not_say()
    machine.teardown()
