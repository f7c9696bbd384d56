"""Why an answer was given, in English and Russian: sentences for the person who reads it."""

from __future__ import annotations

from typing import Final, Self


class Reason(str):
    """A sentence in English that knows its Russian form; as a string it is the English one."""

    __slots__ = ("russian",)
    russian: str

    def __new__(cls, english: str, russian: str) -> Self:
        """Both forms of the sentence."""
        reason = super().__new__(cls, english)
        reason.russian = russian
        return reason

    def text(self, lang: str) -> str:
        """The sentence in Russian for "ru", else in English."""
        return self.russian if lang == "ru" else str(self)

    def about(self, detail: str) -> Reason:
        """The sentence with `{}` replaced by what it is about."""
        return Reason(self.replace("{}", detail), self.russian.replace("{}", detail))


NONE: Final = Reason("", "")
NOTHING_WRITTEN: Final = Reason("nothing is written", "ничего не написано")
TOO_LONG: Final = Reason("longer than {} characters: not a name", "длиннее {} знаков: это не название")
NOT_IN_REGISTER: Final = Reason("not in the register", "нет в реестре")
SEVERAL_NAMED: Final = Reason("several are named", "названо несколько веществ")
SPELLING: Final = Reason(
    "spaces, hyphens, brackets or look-alike letters differ",
    "отличаются пробелы, дефисы, скобки или похожие буквы",
)
ENDING: Final = Reason("another ending of the same name", "другое окончание того же названия")
BRACKETED: Final = Reason(
    "the name, or the name in brackets, is known", "известно само название или название в скобках"
)
LIST_OF_ONE: Final = Reason("all names of the list mean one substance", "все названия перечня означают одно вещество")
SALT: Final = Reason("a salt follows its base", "соль следует за основанием")
FORM: Final = Reason("the word for its form or for doubt is left aside", "слово о форме или о сомнении не учитывается")
SOME_OF_CLASS: Final = Reason(
    "some substance of this class, not specified", "какое-то вещество этого класса, без уточнения"
)
CLASS_WORD: Final = Reason("the text speaks of “{}”", "в тексте говорится о «{}»")
DERIVATIVES_ONLY_CLASS: Final = Reason(
    "the text speaks of its derivatives: only the class is certain", "речь о производных: достоверен только класс"
)
ONE_OF_DERIVATIVES: Final = Reason(
    "the text speaks of its derivatives: this one or another of its group",
    "речь о производных: это вещество или другое из его группы",
)
ONE_OF_SEVERAL: Final = Reason("one of several that the text names", "одно из нескольких названных в тексте")
AMONG_WORDS: Final = Reason("named among other words", "названо среди других слов")
EVERYDAY_WORD: Final = Reason(
    "a street name that is also an everyday word", "уличное название, которое ещё и обычное слово"
)
SOUNDS_ALIKE: Final = Reason("sounds alike, spelt differently", "звучит похоже, пишется иначе")
SPELT_LIKE: Final = Reason("spelt much like “{}”", "пишется почти как «{}»")
LOOKS_LIKE_CLASS: Final = Reason(
    "has “{}” in its name, like many of this class", "в названии есть «{}», как у многих веществ этого класса"
)
