"""Whether whoever works through a face gave a fresh proof of who he is: what lets something out asks for it.

A page, an operation and a command say it as they begin; the one place where a disclosure is written down asks. So a
face that forgot to ask lets nothing out: the act ends before anything of it is kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import gettext_noop

_given: ContextVar[bool | None] = ContextVar("proof", default=None)
"""None where no face is open: work of the node itself."""


class NotProvenError(RuntimeError):
    """The act lets something out, and nobody has said lately who sits there."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            gettext_noop(
                "this lets something out, and whoever signed in for this token did so too long ago: sign in again with "
                "password and code (`kerege sign-in`); that counts for 8 hours"
            )
        )


@contextmanager
def proven(afresh: bool | None) -> Iterator[None]:
    """Inside, a face is open, and whoever works through it did or did not say afresh who he is; None: not known yet."""
    mark = _given.set(afresh)
    try:
        yield
    finally:
        _given.reset(mark)


def say(afresh: bool) -> None:
    """Say it in an open face that learns only now as whom it works."""
    _given.set(afresh)


def require_proof() -> None:
    """Raises NotProvenError inside a face through which nobody works who said lately who he is."""
    if _given.get() is False:
        raise NotProvenError
