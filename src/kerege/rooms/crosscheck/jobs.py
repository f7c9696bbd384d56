"""Work that follows a save: entries in its transaction, the check of what is new after it; and renewing old keys."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from kerege.foundation import jobs
from kerege.kernel.law import Viewer
from kerege.rooms.crosscheck.actions import check_waiting, forget_reports, index_reports, renew_keys

AT_ONCE = 1


def after_version(actor: Viewer, owner: UUID, reports: Sequence[UUID]) -> None:
    """Index a saved version; a single save is checked at once after its commit, a batch waits for `run_waiting`."""
    waiting = index_reports(actor=actor, owner=owner, reports=reports)
    if waiting and len(reports) <= AT_ONCE:
        transaction.on_commit(lambda: run_waiting_of(list(reports)), robust=True)


def before_erasure(actor: Viewer, owner: UUID, reports: Sequence[UUID]) -> None:
    """Take erased reports out of everything that finds."""
    forget_reports(owner=owner, reports=reports)


def run_waiting_of(reports: Sequence[UUID]) -> None:
    """Check these reports now; what fails stays in the queue."""
    check_waiting(reports=reports)


def run_waiting() -> int:
    """Check what waits, oldest first, for a turn; returns how many reports were checked."""
    return jobs.turns(check_waiting)


def renew() -> int:
    """Renew the keys of the next entries if their method has changed; returns how many."""
    return renew_keys()
