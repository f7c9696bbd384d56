"""Proofs by planting faults: a missing check on each door, a journal that fails."""

from collections.abc import Iterator
from typing import Any

from kerege.foundation import chance, server
from kerege.kernel.law import Purpose
from tests import cast
from tests.access import doors, twins
from tests.proofs.nodes import fresh_database
from tests.proofs.proof import Step, seeds

UNWRITABLE = "REVOKE INSERT ON journal_leaf FROM kerege_app, kerege_search"
WRITABLE = "GRANT INSERT ON journal_leaf TO kerege_app, kerege_search"


def endpoint_mutants(cases: int, seed: str) -> Iterator[Step]:
    """A missing check on each page and operation, in two ways each; always all of them."""
    with fresh_database("doors"):
        viewers = doors.everybody()
        for name, look in doors.planted():
            found = look(viewers)
            yield Step(1, frozenset({name.rpartition(",")[0]}), "" if found else f"nothing notices: {name}", seed)


def log_before_serve(cases: int, seed: str) -> Iterator[Step]:
    """Every address that writes a leaf answers 503, without content, when the journal cannot be written."""
    done = 0
    for each in seeds(seed):
        for name in ("farrukh", "tj_analyst", "aigerim"):
            with (
                fresh_database("served") as base,
                server.ensure_server(durable=False).administrator(base) as database,
                chance.seeded(each, twins.NOON),
            ):
                for step in unserved(each, name, database):
                    yield step
                    done += step.cases
        if done >= cases:
            return


def unserved(seed: str, name: str, database: Any) -> Iterator[Step]:
    """One viewer's addresses, each with a journal that can be written and one that cannot."""
    viewer = cast.viewer(name, Purpose.INVESTIGATION, case="EXERCISE")
    visible = twins.build(seed, viewer, with_hidden=True)
    client, token = twins.client_of(name, viewer)
    client.raise_request_exception = False
    for address in twins.addresses(visible):
        headers = {"Authorization": f"Bearer {token}"} if address.startswith("/api/") else {}
        before = leaves(database)
        served = client.get(address, headers=headers)
        if leaves(database) == before or served.status_code != 200:
            continue
        database.execute(UNWRITABLE)
        try:
            stopped = client.get(address, headers=headers)
        finally:
            database.execute(WRITABLE)
        wrong = stopped.status_code != 503 or any(str(each).encode() in stopped.content for each in visible)
        yield Step(1, frozenset({f"{address.partition('?')[0]} × {name}"}), f"served unlogged: {address}" * wrong, seed)


def leaves(database: Any) -> int:
    """How many leaves there are."""
    return int(database.execute("SELECT count(*) FROM journal_leaf").fetchone()[0])
