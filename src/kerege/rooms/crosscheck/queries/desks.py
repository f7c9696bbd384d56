"""Desks as checks need them: codes, agencies, whom to call; read once for an act."""

from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from kerege.kernel.law import Role, Viewer
from kerege.rooms.crosscheck.rules.results import Call, Shown
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import DeskEntry
from kerege.rooms.journal.actions import Touched


class Desks:
    """The directory's desks, read when first asked for."""

    @cached_property
    def known(self) -> dict[UUID, DeskEntry]:
        """All desks by id."""
        return {entry.id: entry for entry in directory.desks()}

    def codes(self) -> dict[UUID, str]:
        """The code of each desk."""
        return {identity: entry.code for identity, entry in self.known.items()}

    def agencies(self) -> dict[UUID, UUID]:
        """The agency of each desk."""
        return {identity: entry.agency for identity, entry in self.known.items()}

    def touched(self, shown: Shown) -> Touched:
        """A shown record as the journal mentions it to its owner."""
        return Touched(shown.owner, self.known[shown.owner].agency, shown.report)

    def call(self, viewer: Viewer, desk: UUID) -> Call | None:
        """Whom the viewer may call: a desk by name; a post officer is told to call his own desk."""
        entry = self.known.get(desk)
        if entry is None or (viewer.role is Role.POST and entry.agency not in viewer.own_audiences):
            return None
        return Call(
            desk=entry.id,
            code=entry.code,
            name_en=entry.name_en,
            name_ru=entry.name_ru,
            party=entry.party_code,
            telephone=entry.telephone,
        )


def desks_left_out(desks: Desks, codes: Sequence[str]) -> list[UUID]:
    """The ids of the desks that these codes of parties and desks name. Raises NoSuchPartyError for an unknown one."""
    made: set[UUID] = set()
    for code in codes:
        wanted = code.strip().casefold()
        found = {e.id for e in desks.known.values() if wanted in {e.code.casefold(), e.party_code.casefold()}}
        if not found:
            directory.party(code.strip())
        made |= found
    return sorted(made)
