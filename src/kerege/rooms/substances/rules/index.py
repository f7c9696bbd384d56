"""Tables from spelling to entry: titles, synonyms, compact spellings, stems; what two share is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from kerege.rooms.substances.rules import reasons
from kerege.rooms.substances.rules.entries import NameKind, Suggestion
from kerege.rooms.substances.rules.register import Register
from kerege.rooms.substances.rules.spelling import compact, folded, stem

STREET_SCORE = 0.7
_SHORTEST_COMPACT = 3


class NameTable:
    """Look-up tables of one register."""

    def __init__(self, register: Register) -> None:
        """Fill the tables; a spelling that two entries share is in none of them."""
        titles = [(text, e.code) for e in register.entries for text in (e.code, e.en, e.ru)]
        sure = [(name.text, name.code) for name in register.names if name.kind is not NameKind.AMBIGUOUS]
        self.titles = _unique(titles, folded)
        self.synonyms = _unique(sure, folded)
        self.spellings = _unique((*titles, *sure), compact)
        self.stems = _unique((*titles, *sure), stem)
        self.hints = _hints(register)

    def by_compact(self, text: str) -> str | None:
        """The entry of a spelling that differs in blanks, dashes and brackets only (three characters or more)."""
        short = compact(text)
        return self.spellings.get(short) if len(short) >= _SHORTEST_COMPACT else None


def _unique(pairs: Iterable[tuple[str, str]], key: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for text, code in pairs:
        found[key(text)].add(code)
    return {text: next(iter(codes)) for text, codes in found.items() if text and len(codes) == 1}


def _hints(register: Register) -> Mapping[str, tuple[Suggestion, ...]]:
    found: dict[str, list[Suggestion]] = defaultdict(list)
    for hint in register.hints:
        found[folded(hint.text)].append(Suggestion(hint.code, hint.score, hint.why))
    for name in register.names:
        if name.kind is NameKind.AMBIGUOUS:
            found[folded(name.text)].append(Suggestion(name.code, STREET_SCORE, reasons.EVERYDAY_WORD))
    return {text: tuple(of_text) for text, of_text in found.items()}
