"""Suggestions for a name that does not resolve: letters mistaken for others, near spellings, the look of a class."""

from __future__ import annotations

from collections import defaultdict

from rapidfuzz import fuzz, process

from kerege.rooms.substances.rules import reasons
from kerege.rooms.substances.rules.entries import NameKind, Suggestion
from kerege.rooms.substances.rules.index import NameTable
from kerege.rooms.substances.rules.phrases import CLASS_ENDINGS, NOT_OF_THE_CLASS
from kerege.rooms.substances.rules.register import Register
from kerege.rooms.substances.rules.spelling import compact, skeleton

SOUND_SCORE = 0.9
CLASS_SCORE = 0.5
LEAST_LIKE = 78.0
_SHORTEST = 4
_SHORTEST_SKELETON = 4
_MOST = 5


class Likeness:
    """Finds entries whose names look or sound like a text."""

    def __init__(self, register: Register, table: NameTable) -> None:
        """Gather the spellings that may be suggested."""
        self._spellings = {short: code for short, code in table.spellings.items() if len(short) >= _SHORTEST}
        self._list = list(self._spellings)
        self._sounds: dict[str, set[str]] = defaultdict(set)
        for entry in register.entries:
            self._add_sound(entry.en, entry.code)
        for name in register.names:
            if name.lang == "en" and name.kind is NameKind.SYNONYM:
                self._add_sound(name.text, name.code)

    def suggestions(self, plain: str) -> tuple[Suggestion, ...]:
        """The likeliest entries, the best first."""
        short = compact(plain)
        if len(short) < _SHORTEST:
            return ()
        return (*self._sounding(plain), *self._near(short), *_of_class(short))

    def _add_sound(self, text: str, code: str) -> None:
        sound = skeleton(text)
        if len(sound) >= _SHORTEST_SKELETON:
            self._sounds[sound].add(code)

    def _sounding(self, plain: str) -> list[Suggestion]:
        codes = self._sounds.get(skeleton(plain), set())
        return [Suggestion(code, SOUND_SCORE, reasons.SOUNDS_ALIKE) for code in sorted(codes)]

    def _near(self, short: str) -> list[Suggestion]:
        found = process.extract(short, self._list, scorer=fuzz.ratio, score_cutoff=LEAST_LIKE, limit=_MOST)
        return [
            Suggestion(
                self._spellings[spelling], round(score / 100 * SOUND_SCORE, 2), reasons.SPELT_LIKE.about(spelling)
            )
            for spelling, score, _ in found
        ]


def _of_class(short: str) -> list[Suggestion]:
    if short in NOT_OF_THE_CLASS:
        return []
    for ending, code in CLASS_ENDINGS:
        if ending in short:
            return [Suggestion(code, CLASS_SCORE, reasons.LOOKS_LIKE_CLASS.about(ending))]
    return []
