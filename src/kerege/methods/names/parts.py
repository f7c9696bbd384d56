"""A name taken apart: parts with their phones, stems and kinds, in any script and any order."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kerege.methods.names import organisations
from kerege.methods.names import vocabulary as words
from kerege.methods.names.cantonese import cantonese_phones
from kerege.methods.names.chinese import SPOKEN, foreign_phones
from kerege.methods.names.cleaning import CLEAN, MARK
from kerege.methods.names.distance import Writing
from kerege.methods.names.endings import SHORTEST_STEM, Ending, stem_of
from kerege.methods.names.hearings import (
    DOUBLED,
    LONGEST_PART,
    bare,
    canonical,
    second_hearing,
    told_apart,
    without_god,
)
from kerege.methods.names.palladius import SYLLABLES
from kerege.methods.names.same_names import FULL
from kerege.methods.names.transcription import Script, phones, script_of
from kerege.methods.names.translations import TRANSLATED

LONGEST_NAME: Final = 400
MOST_PARTS: Final = 12
FEWEST_PARTS: Final = 2
LEAST_FOREIGN: Final = 4  # characters of a foreign name in Chinese, behind its title
WRITINGS: Final = {
    Script.ARABIC: Writing.UNWRITTEN,
    Script.CHINESE: Writing.NATIVE,
    Script.CYRILLIC: Writing.CYRILLIC,
}
# Several letters for one, before a point, are an initial too; the mark stands for the point until parts are made.
_LONG_INITIAL: Final = re.compile(r"\b(yu|ya|ye|yo|ch|sh|zh|kh|ts|dzh|sch|tsch|дж|[ieyи])\.", re.IGNORECASE)
_REPEAT: Final = re.compile(r"(.)\1+", re.DOTALL)


class Kind(StrEnum):
    """What a part is within its name."""

    NAME = "name"
    INITIAL = "initial"
    HONORIFIC = "honorific"
    FORM = "form"
    COMMON = "common"
    ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: as written, and as heard."""

    text: str
    phones: str
    script: Script
    kind: Kind
    stem: str = ""
    ending: Ending | None = None
    other: str = ""
    by_sound: bool = False
    child_of: bool = False  # behind bin, ibn, bint: a father's name, unless it is the family's (Bin Laden)

    def __hash__(self) -> int:
        """Return a hash of what mostly tells parts apart, quickly: parts are looked up more often than made."""
        return hash((self.text, self.phones))

    @property
    def writing(self) -> Writing:
        """Return how the part's script writes vowels."""
        return Writing.SYLLABIC if self.by_sound else WRITINGS.get(self.script, Writing.FULL)


def _without_words_between(found: list[str]) -> list[str]:
    """Return words without those that tell another name of the same person, where they stand between two."""
    out: list[str] = []
    index = 0
    while index < len(found):
        rest = found[index:]
        said = words.BETWEEN.get(rest[0], ()) if out else ()
        taken = next((len(each) for each in said if tuple(rest[: len(each)]) == each and len(rest) > len(each)), 0)
        if not taken:
            out.append(found[index])
        index += max(taken, 1)
    return out


def tokens(name: str) -> list[str]:
    """Return the lower-case words of a name, punctuation gone."""
    text = unicodedata.normalize("NFKC", name[:LONGEST_NAME].replace(MARK, " ")).replace("İ", "i").lower()
    if "." in text:
        text = _LONG_INITIAL.sub(rf"\1{MARK} ", text)
    text = text.translate(CLEAN)
    text = unicodedata.normalize("NFC", text)
    found = text.split() if "'" not in text else [t for t in (word.strip("'") for word in text.split()) if t]
    if not words.BETWEEN_NAMES.isdisjoint(found):
        found = _without_words_between(found)
    if len(found) == 1 and script_of(found[0]) is Script.CHINESE:
        return _undivided_chinese(found[0])
    return found


def _undivided_chinese(text: str) -> list[str]:
    """Return family and given name of a native name; a foreign one, without its title, stays undivided."""
    double = text[:2] in words.CHINESE_DOUBLE_SURNAMES
    if len(text) in ({3, 4} if double else {2, 3}):
        cut = 2 if double else 1
        return [text[:cut], text[cut:]]
    title = next((title for title in words.CHINESE_TITLES if text.startswith(title)), "")
    return [text[len(title) :]] if len(text) - len(title) >= LEAST_FOREIGN else [text]


_BALTIC = re.compile(r"(?:(?<=...)[aiuyeė])?s$")
_CLOSING: Final = words.PARTICLES & {*SYLLABLES, *SYLLABLES.values()}  # Wang Bin is nobody's son


_PASSED: Final = words.PARTICLES | words.ABD  # a servant written twice, "Abd Abdul-Hamid", is one


def _compound(found: list[str], index: int) -> int:
    """Return how many words from here make one compound: servant of, father of, Persian son; 1 where none."""
    token = found[index]
    if index == 0 and token in words.POUR and len(found) > FEWEST_PARTS:
        return 2
    if token not in words.ABD and token not in words.ABU:
        return 1
    passed = _PASSED if token in words.ABD else words.PARTICLES
    follower = index + 1
    while follower < len(found) and found[follower] in passed:
        follower += 1
    if follower >= len(found) or (token in words.ABU and len(found) <= 2):
        return 1
    return follower + 1 - index


def _tail(token: str) -> str:
    """Return the spelling that joins to the word before: of the faith, of God; empty for any other word."""
    if token in words.DIN:
        return {Script.ARABIC: bare(token), Script.CYRILLIC: "дин"}.get(script_of(token), "din")
    if token in words.ALLAH:
        return {Script.ARABIC: "له", Script.CYRILLIC: "улла"}.get(script_of(token), "ullah")
    return ""


_JOINING: Final = words.ABD | words.ABU | words.DIN | words.ALLAH | words.POUR


def _joined(found: list[str]) -> list[tuple[str, str]]:
    """Return (spelling to hear, spelling to show) with the words of one compound joined."""
    if _JOINING.isdisjoint(found):
        return [(token, token) for token in found]
    out: list[tuple[str, str]] = []
    index = 0
    while index < len(found):
        token = found[index]
        taken = _compound(found, index)
        tail = _tail(token) if out else ""
        if taken > 1:
            head = ("عبد" if token == "عبد" else token[:3]) if token in words.ABD else token
            out.append((head + bare(found[index + taken - 1]), " ".join(found[index : index + taken])))
        elif tail:
            article = out.pop()[1] + " " if len(out) > 1 and out[-1][0] in words.PARTICLES else ""
            heard, shown = out[-1]
            out[-1] = (heard + tail, f"{shown} {article}{token}")
        else:
            out.append((token, token))
        index += taken
    return out


@lru_cache(maxsize=200_000)
def _part(token: str, shown: str) -> Part:
    script = script_of(token)
    if token.endswith(MARK):
        return Part(shown.rstrip(MARK), phones(token.rstrip(MARK)), script, Kind.INITIAL)
    heard = told_apart(token, phones(canonical(token)))[:LONGEST_PART]
    if len(token) == 1 and script in (Script.LATIN, Script.CYRILLIC, Script.ARABIC):
        return Part(shown, heard, script, Kind.INITIAL)
    godly = without_god(token, shown)
    stem, ending = (godly, Ending.HONOUR) if godly else stem_of(heard)
    if ending and token.endswith(DOUBLED):
        stem = heard[: len(stem) + 1]
    kind = Kind.HONORIFIC if token in words.HONORIFICS else Kind.NAME
    other = phones(FULL[token]) if token in FULL else second_hearing(token, script)
    return Part(shown, heard, script, kind, stem, ending, other)


def _behind_child_of(joined: list[tuple[str, str]]) -> set[int]:
    """Return the places, particles not counted, of words behind "son of"; what it opens is a family: Bin Laden."""
    found: set[int] = set()
    place, behind = 0, False
    for heard, _ in joined:
        if heard not in words.PARTICLES:
            found |= {place} if behind and place else set()
            place, behind = place + 1, False
        elif heard in words.CHILD_OF:
            behind = True
    return found


def _with_father_word(part: Part, word: str) -> Part:
    return Part(f"{part.text} {word}", part.phones, part.script, part.kind, part.phones, Ending.PATRONYMIC)


def _organisation(found: list[str], name: str) -> tuple[Part, ...]:
    """Return the parts of an organisation's name: its own words, common words by meaning, legal form, numbers."""
    parts: list[Part] = []
    said = organisations.read(found)
    for heard, shown, kind in said:
        if kind == "name":
            parts.append(_translated(_part(heard, shown), heard))
        elif kind == "body":
            parts.append(Part(shown, phones(heard)[:LONGEST_PART], Script.LATIN, Kind.NAME))
        else:
            parts.append(Part(shown, phones(heard), Script.LATIN, Kind(kind)))
    parts += [Part(told, heard, Script.LATIN, Kind.NAME) for told, heard in organisations.numbers(name)]
    own, with_form = organisations.short_names(said)
    shorts = tuple(dict.fromkeys((own, *organisations.translated_short_names(said), with_form)))
    return _with_short_names([part for part in parts[:MOST_PARTS] if part.phones], shorts)


def _translated(part: Part, word: str) -> Part:
    """Let a word of an organisation's name be heard as the English one that says the same, too."""
    meaning = TRANSLATED.get(word)
    return replace(part, other=phones(meaning)) if meaning else part


def _with_short_names(parts: list[Part], shorts: tuple[str, ...]) -> tuple[Part, ...]:
    """Let the first words of an organisation's name be heard as its short name too; translated ones last."""
    named = [i for i, part in enumerate(parts) if part.kind is Kind.NAME and not part.other]
    free = [*named, *(i for i, part in enumerate(parts) if part.kind is not Kind.NAME and not part.other)]
    for at, short in zip(free, (short for short in shorts if short), strict=False):
        heard = phones(short)[:LONGEST_PART]
        parts[at] = replace(parts[at], other=heard, stem="", ending=Ending.SHORTENED)
    return tuple(parts)


def _by_sound(token: str) -> Part:
    """Return a part of a foreign name in Chinese: heard by the convention for such names, or else by pinyin."""
    part = _part(token, token)
    if part.script is not Script.CHINESE:
        return part
    heard = _REPEAT.sub(r"\1", foreign_phones(token))[:LONGEST_PART]
    if heard == part.phones:
        return replace(part, by_sound=True)
    return replace(part, phones=heard, other=part.phones, stem="", ending=None, by_sound=True)


def _own(token: str, spoken: str) -> Part:
    """Return a part of a name that its bearer writes in Chinese: heard by pinyin, and as the south says it."""
    part = _part(token, token)
    other = phones(spoken) if spoken else cantonese_phones(token)
    return replace(part, stem="", ending=None, other="" if other == part.phones else other)


def _chinese(found: list[str], *, native: bool) -> tuple[Part, ...]:
    """Return the parts of a name in Chinese: its bearer's own, or a foreign one written by sound."""
    if native:
        parts = [_own(token, SPOKEN.get(token, "") if at == 0 else "") for at, token in enumerate(found)]
    else:
        parts = [_by_sound(token) for token in found[:MOST_PARTS]]
    return tuple(part for part in parts if part.phones)


def _with_closing_servant(parts: list[Part], servant: str) -> list[Part]:
    """Let a list's "Karim Ali, Ali Abdul" be heard as Abdul Karim too: the compound's head stands last."""
    first, *between, last = parts
    joined = phones(canonical(servant[:3] + first.text))[:LONGEST_PART]
    return [replace(first, other=joined), *between, replace(last, kind=Kind.HONORIFIC)]


def _with_origins(parts: list[Part], found: list[str]) -> list[Part]:
    """Mark the by-names that say where somebody is from: al-Iraqi, аль-Шишани; one person is called by several."""
    said = {word for before, word in pairwise(["", *found]) if before in words.ORIGIN_ARTICLES or word[:2] == "ال"}
    marked = [replace(p, kind=Kind.ORIGIN) if p.text in words.ORIGINS & said else p for p in parts]
    named = any(part.kind is Kind.NAME and part.text not in words.PARTICLES for part in marked)
    return marked if named else parts


_UL: Final = ("ul", "ол", "ул", "ol")
LONG_BEFORE_UL: Final = 5


def _without_ul(part: Part, follower: Part) -> Part:
    """Let a word be heard without the article that is written together with it: Anwarul Haq is انوار الحق."""
    text = part.text
    if part.other or follower.text not in words.BEHIND_UL or len(text) < LONG_BEFORE_UL or not text.endswith(_UL):
        return part
    return replace(part, other=phones(canonical(text[:-2])))


def _baltic(part: Part) -> bool:
    """Say whether a part may end as every man's name does in Latvian and Lithuanian."""
    return part.kind is Kind.INITIAL or (part.script is Script.LATIN and part.text.endswith("s"))


def _without_baltic_ending(part: Part) -> Part:
    """Let a part be known by what stands before its ending -s, -is, -as or -us, foreign names too: Tonijs is Tony."""
    stem = phones(_BALTIC.sub("", part.text))
    if part.kind is Kind.INITIAL or len(stem) < SHORTEST_STEM:
        return part
    return replace(part, phones=stem + phones("s"), stem=stem, ending=Ending.SURNAME, other=part.other or stem)


def _without_particles(joined: list[tuple[str, str]], *, closed: bool) -> list[tuple[str, str]]:
    """Return words without particles, of which a syllable of Chinese is a name where it closes one: Wang Bin."""
    particles = words.PARTICLES
    kept = [pair for pair in joined if pair[0] not in particles]
    if closed and joined and joined[-1][0] in _CLOSING:
        kept.append(joined[-1])
    if len(kept) < FEWEST_PARTS:
        kept = [pair for pair in joined if pair[0] not in words.ARTICLES] or joined
    return kept


@lru_cache(maxsize=100_000)
def parse(name: str) -> tuple[Part, ...]:
    """Return the parts of a name; titles are marked, particles and articles left out."""
    found = tokens(name)
    if organisations.is_organisation(found) or organisations.is_firm(found, name):
        return _organisation(found, name)
    joined = _joined(found)
    kept = _without_particles(joined, closed="," not in name)
    if found and script_of(found[0]) is Script.CHINESE:
        return _chinese(found, native=len(found) == FEWEST_PARTS and "".join(found) in name)
    parts: list[Part] = []
    father_words = words.FATHER_WORDS
    fathers = () if words.CHILD_OF.isdisjoint(found) else _behind_child_of(joined)
    for at, (heard, shown) in enumerate(kept[: MOST_PARTS * 2]):
        if heard in father_words and parts and parts[-1].kind is Kind.NAME:
            parts[-1] = _with_father_word(parts[-1], heard)
            continue
        part = _part(heard, shown)
        if part.phones:
            parts.append(replace(part, child_of=True) if at in fathers else part)
    if len(parts) > 1 and _baltic(parts[0]) and all(_baltic(part) for part in parts):
        parts = [_without_baltic_ending(part) for part in parts]
    if not words.BEHIND_UL.isdisjoint(found):
        parts = [*map(_without_ul, parts, parts[1:]), *parts[-1:]]
    if not words.ORIGINS.isdisjoint(found):
        parts = _with_origins(parts, found)
    if "," in name and len(parts) > 1 and found[-1] in words.ABD_OPEN:
        parts = _with_closing_servant(parts, found[-1])
    return tuple(parts[:MOST_PARTS])
