"""Kinds of notices: each room that tells declares its own, with one sentence and the page that opens the thing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a notice says: `text` is one sentence without content; `page` takes the thing's id as `argument`."""

    code: str
    text: str
    page: str
    argument: str


_kinds: dict[str, Kind] = {}


def declare(*kinds: Kind) -> None:
    """Called in a room's `apps.py`; a code belongs to one kind. Raises RuntimeError."""
    for kind in kinds:
        if _kinds.get(kind.code, kind) != kind:
            raise RuntimeError(f"the kind of notice {kind.code} is declared twice")
        _kinds[kind.code] = kind


def kind_of(code: str) -> Kind | None:
    """The kind of a code; none for one whose room is gone."""
    return _kinds.get(code)


def known(code: str) -> bool:
    """Whether a room declared it."""
    return code in _kinds
