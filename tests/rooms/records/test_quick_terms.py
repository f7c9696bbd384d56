"""Under which releases somebody reads: told as the former function told it, whatever was released to whom."""

import random
from contextlib import suppress
from datetime import date
from uuid import UUID

from kerege.foundation import chance, server
from kerege.foundation.statements import asked, named
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Condition, Handling, Part, Purpose
from kerege.rooms.records import actions
from tests import cast
from tests.rooms.records import desk

OWNERS = ("aigerim", "farrukh", "hamid")
READERS = (*OWNERS, "bolat", "gulnora", "observer", "org_analyst", "admin")
TIMES = 30


def released(drawn: random.Random, name: str, report: UUID) -> None:
    """Release a part of a report to some party as its owner may; now and then take it back."""
    viewer, to = cast.viewer(name), drawn.choice(["KZ", "TJ", "UZ", "OBS"])
    audience = desk.party(to, viewer)
    with suppress(PermissionError, ValueError, LookupError), viewing(viewer):
        made = actions.release(
            actor=viewer,
            report_id=report,
            part=drawn.choice(list(Part)),
            audience=audience,
            audience_kind="party",
            purposes=drawn.sample([Purpose.INVESTIGATION, Purpose.ANALYSIS, Purpose.PREVENTION], 2),
            last_day=drawn.choice([None, chance.today(), date(2099, 1, 1)]),
            handling=drawn.sample([Handling.H1, Handling.H2], drawn.randrange(3)),
            conditions=drawn.sample([Condition.NO_ONWARD, Condition.ASK_FIRST], drawn.randrange(3)),
            lifted=drawn.sample([Handling.H1, Condition.NO_ONWARD], drawn.randrange(2)),
        )
        if drawn.random() < 0.2:
            actions.withdraw_release(actor=viewer, release_id=made)


def test_it_tells_what_the_former_function_told(own_clone: str) -> None:
    drawn = random.Random("EXERCISE quick terms")
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        database.execute(named("records", "release_terms").replace("release_terms", "former_terms"))
    reports = [(name, desk.report(name, desk.raw(handling=["H1"])).report) for name in OWNERS * 2]
    for _ in range(TIMES):
        released(drawn, *drawn.choice(reports))
    asks, told = [report for _, report in reports] + [UUID(int=1), reports[0][1]], 0
    for name in READERS:
        for purpose in (Purpose.OWN_WORK, Purpose.INVESTIGATION, Purpose.ANALYSIS):
            with viewing(cast.viewer(name, purpose)):
                for some in (asks, asks[:1], []):
                    now = asked("SELECT * FROM release_terms(%s::uuid[])", [some])
                    assert now == asked("SELECT * FROM former_terms(%s::uuid[])", [some])
                    told += len(now)
    assert told > 20
