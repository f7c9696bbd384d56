"""How far an edition has come."""

from enum import StrEnum

from kerege.rooms.bulletins.rules.texts import N_


class EditionState(StrEnum):
    """Draft → released → withdrawn; nothing goes back."""

    DRAFT = "draft"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


STATES: dict[EditionState, str] = {
    EditionState.DRAFT: N_("Draft"),
    EditionState.RELEASED: N_("Released"),
    EditionState.WITHDRAWN: N_("Withdrawn"),
}
