"""Grading of source and information in three schemes; "not graded" is a value; conversion tells what it loses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from kerege.kernel.grading_words import INFORMATION, LOSSES, NOT_GRADED_WORDS, SOURCES

__all__ = ["NOT_GRADED", "Grading", "GradingError", "GradingKind", "Scheme", "convert", "default_grading", "may_alert"]


class Scheme(StrEnum):
    """The schemes in which members grade."""

    ADMIRALTY = "admiralty"
    """6x6: source A-F, information 1-6."""
    EUROPOL = "europol"
    """4x4: source A, B, C, X; information 1-4."""
    UK = "uk"
    """3x5x2: source 1-3, information A-E, handling P or C."""


class GradingError(ValueError):
    """The grades do not belong to the scheme."""


GradingKind = Literal["own_seizure", "own_arrest", "laboratory_result", "press", "other"]


@dataclass(frozen=True)
class Grading:
    """What the provider thinks of the source and of the information, in the scheme that he used.

    All of `scheme`, `source` and `information` are None when nobody graded. `handling` is the third part of 3x5x2.
    """

    scheme: Scheme | None = None
    source: str | None = None
    information: str | None = None
    handling: Literal["P", "C"] | None = None

    def __post_init__(self) -> None:
        if self.scheme is None:
            if self.source or self.information or self.handling:
                raise GradingError("grades without a scheme: say in which scheme they are")
            return
        if self.source not in SOURCES[self.scheme]:
            raise GradingError(
                f"{self.source!r} is not a source grade of {self.scheme}: {_listed(SOURCES[self.scheme])}"
            )
        if self.information not in INFORMATION[self.scheme]:
            known = _listed(INFORMATION[self.scheme])
            raise GradingError(f"{self.information!r} is not an information grade of {self.scheme}: {known}")
        if self.handling and self.scheme is not Scheme.UK:
            raise GradingError(f"{self.scheme} has no handling part")

    @classmethod
    def from_code(cls, code: str, scheme: Scheme) -> Grading:
        """Read "A1", "X4", "1A" or "1AC"; an empty code is "not graded". Raises GradingError."""
        letters = "".join(code.split()).upper().translate(_LOOK_ALIKES)
        if not letters:
            return NOT_GRADED
        if len(letters) not in (2, 3) or letters[2:] not in ("", "P", "C"):
            raise GradingError(f"{code!r} is not a grading such as A1")
        handling: Literal["P", "C"] | None = "P" if letters[2:] == "P" else "C" if letters[2:] == "C" else None
        return cls(scheme, letters[0], letters[1], handling)

    @property
    def graded(self) -> bool:
        """Whether anybody graded."""
        return self.scheme is not None

    @property
    def code(self) -> str:
        """The two (or three) signs, such as "A1"; empty if not graded."""
        return f"{self.source}{self.information}{self.handling or ''}" if self.scheme else ""

    def text(self, lang: str = "en") -> str:
        """Both grades in words for a reader of English ("en") or Russian ("ru")."""
        place = _place(lang)
        if self.scheme is None or self.source is None or self.information is None:
            return NOT_GRADED_WORDS[place]
        source = SOURCES[self.scheme][self.source][place]
        return f"{self.code}: {source}; {INFORMATION[self.scheme][self.information][place]}"


NOT_GRADED: Final = Grading()
"""Nobody graded: counts as untested."""

_LOOK_ALIKES = str.maketrans("АВСЕХРД", "ABCEXPD")
_UNTESTED = {Scheme.ADMIRALTY: ("F", "6"), Scheme.EUROPOL: ("X", "4"), Scheme.UK: ("2", "D")}
_FIRST_HAND = {Scheme.ADMIRALTY: ("A", "1"), Scheme.EUROPOL: ("A", "1"), Scheme.UK: ("1", "A")}

_SOURCE_WAYS: Final[dict[tuple[Scheme, Scheme], dict[str, str]]] = {
    (Scheme.ADMIRALTY, Scheme.EUROPOL): {"A": "A", "B": "B", "C": "C", "D": "C", "E": "C", "F": "X"},
    (Scheme.ADMIRALTY, Scheme.UK): {"A": "1", "B": "1", "C": "2", "D": "3", "E": "3", "F": "2"},
    (Scheme.EUROPOL, Scheme.ADMIRALTY): {"A": "A", "B": "B", "C": "D", "X": "F"},
    (Scheme.EUROPOL, Scheme.UK): {"A": "1", "B": "1", "C": "3", "X": "2"},
    (Scheme.UK, Scheme.ADMIRALTY): {"1": "B", "2": "F", "3": "E"},
    (Scheme.UK, Scheme.EUROPOL): {"1": "B", "2": "X", "3": "C"},
}
_INFORMATION_WAYS: Final[dict[tuple[Scheme, Scheme], dict[str, str]]] = {
    (Scheme.ADMIRALTY, Scheme.EUROPOL): {"1": "1", "2": "3", "3": "4", "4": "4", "5": "4", "6": "4"},
    (Scheme.ADMIRALTY, Scheme.UK): {"1": "B", "2": "C", "3": "C", "4": "D", "5": "E", "6": "D"},
    (Scheme.EUROPOL, Scheme.ADMIRALTY): {"1": "1", "2": "2", "3": "2", "4": "6"},
    (Scheme.EUROPOL, Scheme.UK): {"1": "B", "2": "A", "3": "B", "4": "D"},
    (Scheme.UK, Scheme.ADMIRALTY): {"A": "2", "B": "2", "C": "3", "D": "6", "E": "5"},
    (Scheme.UK, Scheme.EUROPOL): {"A": "2", "B": "3", "C": "4", "D": "4", "E": "4"},
}


def convert(grading: Grading, scheme: Scheme, *, lang: str = "en") -> tuple[Grading, str]:
    """The grading in another scheme, taken with caution, and in words what is lost; empty if nothing is.

    The original grading is kept beside the converted one; "not graded" stays "not graded".
    """
    if grading.scheme in (None, scheme) or grading.source is None or grading.information is None:
        return grading, ""
    way = (grading.scheme, scheme)
    source = _SOURCE_WAYS[way][grading.source]
    information = _INFORMATION_WAYS[way][grading.information]
    converted = Grading(scheme, source, information)
    return converted, _loss(grading, converted, _place(lang))


def default_grading(kind: GradingKind, scheme: Scheme = Scheme.ADMIRALTY) -> Grading:
    """The grading that a kind of report begins with: first-hand A1, press F6 (X4), all else not graded."""
    if kind in ("own_seizure", "own_arrest", "laboratory_result"):
        return Grading(scheme, *_FIRST_HAND[scheme])
    if kind == "press":
        return Grading(scheme, *_UNTESTED[scheme])
    return NOT_GRADED


def may_alert(grading: Grading) -> bool:
    """Whether an alert may rest on this grading: C3 or better in 6x6 terms; not graded counts as untested."""
    converted, _ = convert(grading, Scheme.ADMIRALTY)
    return converted.graded and (converted.source or "F") <= "C" and (converted.information or "6") <= "3"


def _loss(before: Grading, after: Grading, place: int) -> str:
    """One sentence for each grade whose meaning changes, and one for a warning or handling with no place."""
    words = [
        _changed("source", SOURCES, (before.scheme, before.source), (after.scheme, after.source))[place],
        _changed("information", INFORMATION, (before.scheme, before.information), (after.scheme, after.information))[
            place
        ],
    ]
    if after.scheme is Scheme.EUROPOL and before.information in ("5", "E"):
        words.append(LOSSES["false"][place])
    if before.handling == "C":
        words.append(LOSSES["handling"][place])
    return " ".join(word for word in words if word)


_Grade = tuple[str | None, str | None]
_Grades = dict[str, dict[str, tuple[str, str]]]


def _changed(part: str, table: _Grades, before: _Grade, after: _Grade) -> tuple[str, str]:
    """The sentence about one grade in English and Russian; empty where the words stay the same."""
    said, now = (table[scheme or ""][grade or ""] for scheme, grade in (before, after))
    if said == now:
        return "", ""
    english, russian = (
        sentence.format(before=before[1], said=said[place], after=after[1], now=now[place])
        for place, sentence in enumerate(LOSSES[part])
    )
    return english, russian


def _place(lang: str) -> int:
    return 1 if lang.lower().startswith("ru") else 0


def _listed(grades: dict[str, tuple[str, str]]) -> str:
    return ", ".join(grades)
