"""Under which codes and conditions a viewer reads a report: the version's own, or those of a release to him."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from kerege.foundation.statements import asked
from kerege.kernel.law import Part
from kerege.rooms.records.queries.entries import VersionEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUnder:
    """The newest release by which the viewer reads one part: what it adds, what it takes away."""

    part: Part
    handling: frozenset[str]
    conditions: frozenset[str]
    lifted: frozenset[str]


def read_under(reports: Collection[UUID]) -> Mapping[UUID, list[ReadUnder]]:
    """The releases by which the viewer of the open context reads these reports; none for what is his agency's own."""
    found: dict[UUID, list[ReadUnder]] = {}
    rows = asked("SELECT * FROM release_terms(%s::uuid[])", [list(reports)])
    for report, part, handling, conditions, lifted in rows:
        under = ReadUnder(
            part=Part(part),
            handling=frozenset(handling),
            conditions=frozenset(conditions),
            lifted=frozenset(lifted),
        )
        found.setdefault(report, []).append(under)
    return found


def told(version: VersionEntry, releases: Collection[ReadUnder]) -> VersionEntry:
    """A version with the codes and conditions that bind this reader: of each part he reads, all of them together.

    A release adds its own to the version's, and takes away what the owner agreed to. The facts part without a release
    is read under the version's own; a nominal part is read by releases alone.
    """
    handling, conditions = set[str](), set[str]()
    for each in releases:
        handling |= (set(version.handling) - each.lifted) | each.handling
        conditions |= (set(version.conditions) - each.lifted) | each.conditions
    if all(each.part is not Part.FACTS for each in releases):
        handling |= set(version.handling)
        conditions |= set(version.conditions)
    return replace(version, handling=tuple(sorted(handling)), conditions=tuple(sorted(conditions)))
