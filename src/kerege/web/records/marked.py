"""The marking of a page that shows something of several records: the join of their terms."""

from collections.abc import Iterable
from uuid import UUID

from kerege.kernel.law import Condition, Handling, Level, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import queries
from kerege.web.shell.marking import PAGE_MARKING, Marking, join_markings


def marking_of_reports(viewer: Viewer, reports: Iterable[UUID | None]) -> Marking:
    """The join of the terms of those of these reports that the viewer reads, and of what every page carries."""
    terms = queries.terms_of(viewer=viewer, reports=[each for each in reports if each is not None])
    if not terms:
        return PAGE_MARKING
    parties = {each.id: each.party for each in directory.desks()}
    printed = directory.official_words()
    return join_markings(
        [
            PAGE_MARKING,
            *(
                Marking(
                    level=Level(version.level),
                    handling=frozenset(Handling(code) for code in version.handling),
                    conditions=frozenset(Condition(word) for word in version.conditions),
                    words=version.restriction,
                    official_words=tuple(filter(None, [printed.get(parties[owner], "")])),
                )
                for owner, version in terms
            ),
        ]
    )
