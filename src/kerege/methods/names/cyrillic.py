"""Cyrillic spelling to phones, letter by letter, for the languages of the region and their neighbours."""

from __future__ import annotations

from typing import Final

CYRILLIC: Final[dict[str, str]] = {
    "а": "a", "б": "b", "в": "в", "г": "г", "д": "d", "е": "e", "ё": "jё", "ж": "ж", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "х", "ц": "c", "ч": "C", "ш": "S", "щ": "S", "ъ": "ъ", "ы": "I", "ь": "", "э": "e", "ю": "ju", "я": "ja",
    "^е": "je", "ье": "je", "ъе": "je", "ие": "ie", "ый": "I", "ий": "i", "дж": "J", "кс": "ξ", "тс": "c", "дз": "ʣ",
    "цз": "ʦ", "чж": "ж",
    "тч": "C", "тш": "C", "зс": "z", "қс": "ξ", "ҡс": "ξ", "қк": "q", "кқ": "q", "нң": "N", "ңн": "N",
    "сч": "S", "ау": "au", "ия": "ia", "ье$": "je", "йя": "ja", "йе": "ye", "йо": "jo", "ьё": "jё",
    # Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian
    "ґ": "g", "і": "i", "ї": "ji", "є": "je", "ў": "ў", "ђ": "J", "ј": "y", "љ": "l", "њ": "n", "ћ": "C", "џ": "J",
    "ѓ": "g", "ќ": "k", "ѕ": "z",
    # Kazakh, Kyrgyz, Tajik, Uzbek, Azerbaijani, Turkmen, Mongolian, Tatar, Bashkir
    "қ": "q", "ғ": "G", "ң": "N", "ө": "O", "ұ": "u", "ү": "U", "һ": "h", "ә": "A", "ӣ": "i", "ӯ": "u", "ҳ": "h",
    "ҷ": "J", "ҹ": "J", "ҝ": "g", "җ": "J", "ҙ": "D", "ҫ": "s", "ҡ": "q", "ӊ": "N", "ҥ": "N", "ҕ": "G", "ӈ": "N",
    "ӱ": "U", "ӧ": "O", "ӓ": "A", "ӑ": "a", "ӗ": "e", "ғғ": "G", "нг": "N", "ӂ": "J",
}  # fmt: skip
