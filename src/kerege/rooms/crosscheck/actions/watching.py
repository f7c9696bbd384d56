"""Who is asked beside the index: rooms above that keep standing instructions register here."""

from collections.abc import Callable, Sequence

from kerege.kernel.law import Viewer
from kerege.rooms.crosscheck.rules.results import Met
from kerege.rooms.crosscheck.rules.watching import Watched
from kerege.rooms.journal.actions import Touched

Answer = tuple[tuple[Met, ...], tuple[Touched, ...]]
"""What one question met, and the owners who were told."""
Watcher = Callable[[Viewer, Sequence[Watched]], Sequence[Answer]]
watchers: list[Watcher] = []


def watch(actor: Viewer, asked: Sequence[Watched]) -> list[Answer]:
    """What each of these meets, by every watcher."""
    found = [watcher(actor, asked) for watcher in watchers]
    return [
        (
            tuple(met for answers in found for met in answers[place][0]),
            tuple(told for answers in found for told in answers[place][1]),
        )
        for place in range(len(asked))
    ]
