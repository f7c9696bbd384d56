"""Words of the register for people, in English and Russian: kinds, states of control, sizes, how a name was found."""

from enum import StrEnum
from typing import Final

from kerege.rooms.substances.rules.entries import Confidence, Kind, NameKind, SinceKind, Size
from kerege.rooms.substances.rules.reasons import Reason
from kerege.rooms.substances.rules.status import ControlState

LABELS: Final[dict[StrEnum | str, Reason]] = {
    Kind.SUBSTANCE: Reason("substance", "вещество"),
    Kind.FORM: Reason("form of a substance", "форма вещества"),
    Kind.PRODUCT: Reason("product", "продукт"),
    Kind.PLANT: Reason("plant", "растение"),
    Kind.CLASS: Reason("class", "класс"),
    NameKind.SYNONYM: Reason("synonym", "синоним"),
    NameKind.STREET: Reason("street name", "уличное название"),
    NameKind.AMBIGUOUS: Reason("street name, ambiguous", "уличное название, неоднозначное"),
    SinceKind.IN_FORCE: Reason("in force since", "действует с"),
    SinceKind.DECISION: Reason("decided", "решение от"),
    SinceKind.RECOMMENDATION: Reason("recommended", "рекомендовано"),
    SinceKind.NOT_KNOWN: Reason("date not known", "дата не известна"),
    Confidence.PUBLISHED: Reason("published", "опубликовано"),
    Confidence.RECALLED: Reason("recalled, look the source up", "по памяти, сверьте с источником"),
    Size.BELOW: Reason("below significant", "менее значительного"),
    Size.SIGNIFICANT: Reason("significant", "значительный"),
    Size.LARGE: Reason("large", "крупный"),
    Size.ESPECIALLY_LARGE: Reason("especially large", "особо крупный"),
    ControlState.CONTROLLED: Reason("controlled", "под контролем"),
    ControlState.DECIDED: Reason(
        "control decided, may not be in force yet", "контроль решён, может ещё не действовать"
    ),
    ControlState.LISTED_DATE_NOT_KNOWN: Reason(
        "listed, since when is not known", "в списке, с какого дня — не известно"
    ),
    ControlState.RECOMMENDED: Reason("recommended for control", "рекомендовано к контролю"),
    ControlState.NOT_LISTED: Reason("the register has no entry", "в реестре записи нет"),
    "exact": Reason("exact", "точно"),
    "normalised": Reason("by spelling", "по написанию"),
    "unresolved": Reason("not resolved", "не определено"),
}
"""The label of every word; how a name was found is a plain word ("synonym" serves both)."""

INSTRUMENTS: Final[dict[str, Reason]] = {
    str(each): each
    for each in (
        Reason("Single Convention on Narcotic Drugs, 1961", "Единая конвенция о наркотических средствах 1961 года"),
        Reason("Convention on Psychotropic Substances, 1971", "Конвенция о психотропных веществах 1971 года"),
        Reason("UN Convention against Illicit Traffic, 1988", "Конвенция ООН против незаконного оборота 1988 года"),
        Reason(
            "Decree No. 681 of the Government of the Russian Federation of 30 June 1998",
            "Постановление Правительства РФ от 30 июня 1998 г. № 681",
        ),
    )
}
"""The legal instruments of the control rows, by their English name."""


def label(word: StrEnum | str, lang: str) -> str:
    """The word as people read it, in Russian for "ru", else in English."""
    return LABELS[word].text(lang)


def instrument(name: str, lang: str) -> str:
    """The name of a legal instrument in the reader's language; one that has no translation stays as it is."""
    known = INSTRUMENTS.get(name)
    return known.text(lang) if known is not None else name
