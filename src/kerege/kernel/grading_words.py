"""The grades of the three schemes in English and Russian, and the sentences about what a conversion loses."""

from __future__ import annotations

from typing import Final

__all__ = ["INFORMATION", "LOSSES", "NOT_GRADED_WORDS", "SOURCES"]

_Words = tuple[str, str]

NOT_GRADED_WORDS: Final[_Words] = ("not graded (counts as untested)", "не оценено (считается непроверенным)")

SOURCES: Final[dict[str, dict[str, _Words]]] = {
    "admiralty": {
        "A": ("source completely reliable", "источник полностью надёжен"),
        "B": ("source usually reliable", "источник обычно надёжен"),
        "C": ("source fairly reliable", "источник довольно надёжен"),
        "D": ("source not usually reliable", "источник обычно ненадёжен"),
        "E": ("source unreliable", "источник ненадёжен"),
        "F": ("reliability of the source cannot be judged", "надёжность источника нельзя оценить"),
    },
    "europol": {
        "A": ("source without doubt reliable", "источник, вне сомнения, надёжен"),
        "B": ("source mostly reliable", "источник чаще всего надёжен"),
        "C": ("source mostly unreliable", "источник чаще всего ненадёжен"),
        "X": ("reliability of the source cannot be assessed", "надёжность источника нельзя установить"),
    },
    "uk": {
        "1": ("source reliable", "источник надёжен"),
        "2": ("source untested", "источник не проверен"),
        "3": ("source not reliable", "источник не надёжен"),
    },
}
"""Grades of the source by scheme: English, Russian."""

INFORMATION: Final[dict[str, dict[str, _Words]]] = {
    "admiralty": {
        "1": ("confirmed", "подтверждено"),
        "2": ("probably true", "вероятно, верно"),
        "3": ("possibly true", "возможно, верно"),
        "4": ("doubtful", "сомнительно"),
        "5": ("improbable", "маловероятно"),
        "6": ("truth cannot be judged", "достоверность нельзя оценить"),
    },
    "europol": {
        "1": ("accuracy not in doubt", "точность не вызывает сомнений"),
        "2": (
            "known personally to the source, not to the officer",
            "известно лично источнику, но не сотруднику",
        ),
        "3": (
            "not known personally to the source, but corroborated",
            "не известно лично источнику, но подкреплено другими сведениями",
        ),
        "4": (
            "not known personally to the source and not corroborated",
            "не известно лично источнику и не подкреплено",
        ),
    },
    "uk": {
        "A": ("known directly to the source", "известно источнику непосредственно"),
        "B": ("known indirectly, but corroborated", "известно источнику с чужих слов, но подкреплено"),
        "C": ("known indirectly", "известно источнику с чужих слов"),
        "D": ("not known how the source knows", "не известно, откуда знает источник"),
        "E": ("suspected to be false", "предположительно ложно"),
    },
}
"""Grades of the information by scheme: English, Russian."""

LOSSES: Final[dict[str, _Words]] = {
    "source": (
        "Source {before} ({said}) is told as {after} ({now}).",
        "Оценка источника {before} ({said}) передана как {after} ({now}).",
    ),
    "information": (
        "Information {before} ({said}) is told as {after} ({now}).",
        "Оценка сведений {before} ({said}) передана как {after} ({now}).",
    ),
    "false": (
        "The scheme has no grade for information believed to be untrue: say so in words.",
        "В этой схеме нет оценки для сведений, которые считают неверными: скажите об этом словами.",
    ),
    "handling": (
        "Handling C (conditions) has no place in the scheme: state the conditions.",
        "Отметке C (с условиями) нет места в этой схеме: назовите условия.",
    ),
}
"""Sentences of a conversion: English, Russian."""
