"""Groups of substances as bulletins and tables show them: the narrowest of a chosen set of the register's classes."""

from collections.abc import Sequence

SHOWN: tuple[str, ...] = (
    "opiates",
    "synthetic-opioids",
    "pharmaceutical-opioids",
    "cannabis-type",
    "synthetic-cathinones",
    "synthetic-cannabinoids",
    "ats",
    "coca-type",
    "nps",
    "stimulants",
    "opioids",
    "hallucinogens",
    "sedatives",
    "plant-based",
    "medicines",
    "precursors",
)
"""Classes of the register in the order in which they are shown; any other class follows them."""


def group_among(classes: Sequence[str]) -> str:
    """The group of a substance from its classes, the narrowest first; its widest class where none is shown."""
    return next((code for code in classes if code in SHOWN), classes[-1] if classes else "")


def rank(group: str) -> tuple[int, str]:
    """The place of a group in the order of groups; names that did not resolve come last."""
    if not group:
        return len(SHOWN) + 1, ""
    return (SHOWN.index(group), group) if group in SHOWN else (len(SHOWN), group)
