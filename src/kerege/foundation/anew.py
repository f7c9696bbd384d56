"""Acts that are done anew when the policy changed before they were committed: one way for every face and job."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib.messages import get_messages
from django.http import HttpRequest

from kerege.foundation.viewing import PolicyChangedError, viewing
from kerege.kernel.law import Viewer

T = TypeVar("T")
TIMES = 3
"""So often an act is begun; the last time changes of the policy wait for it, so that it comes to an end."""


def within_one_policy(
    viewer: Viewer, act: Callable[[], T], *, before_again: Callable[[], None] | None = None, reads: bool = False
) -> T:
    """Do an act in this viewer's context, wholly under one policy: anew where it changed meanwhile.

    Nothing of an act that is done anew was kept; `before_again` undoes what it did outside of the database. `reads`: it
    only reads, and what it gives is served when all is committed, so its leaves are written last.
    """
    for _ in range(TIMES - 1):
        try:
            with viewing(viewer, reads=reads):
                return act()
        except PolicyChangedError:
            if before_again is not None:
                before_again()
    with viewing(viewer, hold_policy=True, reads=reads):
        return act()


def rewound(request: HttpRequest) -> Callable[[], None]:
    """What makes a request as it is now, for an act that reads it again: files unread, the same messages waiting."""
    waiting = get_messages(request)
    said = list(getattr(waiting, "_queued_messages", ()))

    def rewind() -> None:
        for _, files in request.FILES.lists():
            for each in files:
                each.seek(0)
        if hasattr(waiting, "_queued_messages"):
            waiting._queued_messages[:] = said

    return rewind
