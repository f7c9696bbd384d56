"""Nothing said to a Russian reader is left in English: the policy table, refusals of the directory and of the faces."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext

from kerege.api.face import NOTHING
from kerege.cli.access import role_lines, table_lines
from kerege.cli.directory import suspensions
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Purpose
from kerege.rooms.access import queries as access
from kerege.rooms.directory import actions, queries
from tests import cast
from tests.api.test_reports import Caller

CYRILLIC = re.compile("[а-яё]")


@pytest.mark.parametrize("row", access.policy_table(), ids=lambda row: str(row.table))
def test_every_row_of_the_policy_table_is_said_in_russian(row: access.PolicyRow) -> None:
    with translation.override("ru"):
        for said in (row.readers(gettext), gettext(row.who_writes)):
            assert CYRILLIC.search(said), said
            assert "%(" not in said
        lines = list(table_lines(row))
    assert CYRILLIC.search(lines[1])
    assert CYRILLIC.search(lines[3])


def test_the_note_under_the_roles_is_said_in_russian() -> None:
    with translation.override("ru"):
        assert CYRILLIC.search(list(role_lines())[-1])


@pytest.mark.django_db
def test_refusals_of_the_directory_are_said_in_russian() -> None:
    actor = cast.viewer("aigerim")
    with translation.override("ru"), viewing(actor):
        refusals = [
            lambda: queries.party("XX"),
            lambda: queries.desk_by_code("nowhere"),
            lambda: queries.account_id("nobody"),
            lambda: queries.viewer_for(actor.officer),
            lambda: actions.suspend_all(actor=actor, reason="EXERCISE"),
            lambda: actions.token_grant("krg_nothing"),
            lambda: actions.make_change(actor=actor, code="appoint", given={}),
            lambda: actions.make_change(actor=actor, code="nothing", given={}),
        ]
        for refused in refusals:
            with pytest.raises((LookupError, PermissionError, ValueError)) as problem:
                refused()
            assert CYRILLIC.search(gettext(str(problem.value))), problem.value


@pytest.mark.django_db
def test_the_list_of_suspensions_is_said_in_russian_and_its_document_keeps_its_words() -> None:
    actor = cast.viewer("kz_coordinator", Purpose.OVERSIGHT)
    with translation.override("ru"), viewing(actor):
        closed = actions.suspend_all(actor=actor, reason="EXERCISE")
        document, lines = suspensions("ru")
        actions.lift_suspension(actor=actor, suspension=closed)
        after, later = suspensions("ru")
    for line in (lines[0], later[0]):
        assert len(re.findall("[а-яё]+", line)) > 1, line
    assert lines[0] != later[0]
    assert [each["state"] for each in (*document, *after) if isinstance(each, dict)] == ["in force", "lifted"]


@pytest.mark.django_db
def test_errors_of_the_api_are_said_in_russian() -> None:
    caller = Caller("aigerim", Act.READ)
    answers = [
        caller.call("get", "/reports/00000000-0000-4000-8000-000000000000"),
        caller.call("get", "/releases/waiting"),
    ]
    for answer in answers:
        assert CYRILLIC.search(answer.json()["error"]), answer.json()
    with translation.override("ru"):
        assert CYRILLIC.search(gettext(NOTHING))
