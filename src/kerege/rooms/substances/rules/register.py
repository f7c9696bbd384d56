"""The register: every entry with its names, controls, size limits and hints, looked up by code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from kerege.rooms.substances.rules.entries import Control, Entry, Hint, Kind, Name, SizeLimits, Source


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=_Coded)


class UnknownSubstanceError(LookupError):
    """No entry of the register has this code."""


@dataclass(frozen=True)
class Register:
    """Reference data on substances, whole and in memory; a lookup by code is one step."""

    entries: tuple[Entry, ...]
    names: tuple[Name, ...] = ()
    controls: tuple[Control, ...] = ()
    sizes: tuple[SizeLimits, ...] = ()
    hints: tuple[Hint, ...] = ()
    sources: tuple[Source, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, Entry]:
        """Entries by their code."""
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def names_by_code(self) -> Mapping[str, tuple[Name, ...]]:
        """Names by the code of their entry."""
        return _grouped(self.names)

    @cached_property
    def controls_by_code(self) -> Mapping[str, tuple[Control, ...]]:
        """Controls by the code of their entry."""
        return _grouped(self.controls)

    @cached_property
    def sizes_by_code(self) -> Mapping[str, tuple[SizeLimits, ...]]:
        """Size limits by the code of their entry."""
        return _grouped(self.sizes)

    def entry(self, code: str) -> Entry:
        """The entry of this code; raises `UnknownSubstanceError`."""
        found = self.by_code.get(code)
        if found is None:
            raise UnknownSubstanceError(f"the register of substances has no entry {code!r}")
        return found

    def base(self, code: str) -> Entry:
        """The substance whose control and sizes the entry follows: itself, or what it is a form of."""
        entry = self.entry(code)
        return self.entry(entry.form_of) if entry.form_of else entry

    def classes_of(self, code: str) -> tuple[Entry, ...]:
        """The classes an entry belongs to, the narrowest first; a class counts as its own."""
        entry = self.entry(code)
        found = [entry] if entry.kind is Kind.CLASS else []
        while entry.class_code:
            entry = self.entry(entry.class_code)
            found.append(entry)
        return tuple(found)

    def members(self, class_code: str) -> tuple[Entry, ...]:
        """Every entry of a class and of the classes within it, the classes themselves left out."""
        self.entry(class_code)
        inside = (e for e in self.entries if e.kind is not Kind.CLASS)
        return tuple(e for e in inside if class_code in {c.code for c in self.classes_of(e.code)})


def _grouped(rows: Iterable[C]) -> dict[str, tuple[C, ...]]:
    found: dict[str, list[C]] = defaultdict(list)
    for row in rows:
        found[row.code].append(row)
    return {code: tuple(of_code) for code, of_code in found.items()}
