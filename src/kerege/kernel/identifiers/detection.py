"""Finding identifiers in one pasted text: every candidate with its kind, in the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kerege.kernel.identifiers.detection_masks import GROUP, asks, masked_candidates, may_go_on, open_ended
from kerege.kernel.identifiers.detection_rules import (
    KEYWORDS,
    LETTERED,
    LINKS,
    STATE_WORDS,
    WRITTEN,
    Rules,
    digit_candidates,
    lettered_candidates,
    said,
)
from kerege.kernel.identifiers.folding import has_mask, plain
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind
from kerege.kernel.identifiers.mrz import read_mrz
from kerege.kernel.identifiers.national_numbers import national_readings
from kerege.kernel.identifiers.online import handle_of_link, normalise_handle, phone_of_link
from kerege.kernel.identifiers.passports import normalise_passport
from kerege.kernel.identifiers.phones import normalise_phone

__all__ = ["LONGEST_TEXT", "detect"]

LONGEST_TEXT = 20_000
"""A pasted text is read up to this many signs."""

_Found = tuple[int, Identifier]
_DIGITS = re.compile(r"(?<![\w+*?•█▒])\+?\(?\d(?:[\d ()~.*•?█▒\-]{3,26})[\d*•?█▒](?![\w█▒])")
_TOO_LONG = re.compile(r"\S{301,}")
_SINGLE_NAME = re.compile(r"@?[A-Za-z][A-Za-z0-9_.]{3,31}")


def detect(text: str, *, country: str | None = None) -> list[Identifier]:
    """The identifiers that a pasted text may hold; one piece of text may come back under several kinds.

    Candidates that their own check digits contradict are left out, except wallets and sites, whose form tells them.
    A word before a number ("IMEI", "ИИН", "паспорт") decides its kind. `country` settles local forms. Words longer
    than any identifier are passed over.
    """
    lines = text[:LONGEST_TEXT].splitlines()
    found = list(_of_zone(text[:LONGEST_TEXT]))
    if found:
        lines = [line for line in lines if "<" not in line]
    offset = 0
    for line in (_TOO_LONG.sub(" ", plain(line)) for line in lines):
        found += [(offset + place, identifier) for place, identifier in _of_line(line, country)]
        offset += len(line) + 1
    return _unique(identifier for _, identifier in sorted(found, key=lambda pair: pair[0])) or _name(text)


def _of_zone(text: str) -> Iterator[_Found]:
    """A machine-readable zone gives the document and the personal number in it."""
    zone = read_mrz(text)
    if zone is None:
        return
    yield 0, normalise_passport(text)
    for part in re.findall(r"[A-Z0-9]+", zone.personal_number):
        yield from ((0, reading) for reading in national_readings(part, zone.issuer_country) if reading.valid)


def _of_line(line: str, country: str | None) -> Iterator[_Found]:
    """What has an unmistakable form is taken out of the line first; the rest is read as words and digits."""
    found: list[_Found] = []
    line = _taken(line, LINKS, country, found)
    line = _masked(line, country, found)
    line = _taken(line, WRITTEN, country, found)
    yield from found
    taken = []
    for match in LETTERED.finditer(line):
        keyword, state = _keyword(line, match.start())
        candidates = lettered_candidates(match[0], country, keyword, state)
        if candidates:
            taken.append(match.span())
        yield from ((match.start(), candidate) for candidate in candidates)
    yield from _of_digits(_without(line, taken), country)


def _taken(line: str, rules: Rules, country: str | None, found: list[_Found]) -> str:
    """The line without what these rules find in it."""
    for pattern, normaliser in rules:
        taken: list[tuple[int, int]] = []
        for match in pattern.finditer(line):
            identifier = _tried(_link_or(normaliser), match[0], country)
            if identifier:
                taken.append(match.span())
                found.append((match.start(), identifier))
        line = _without(line, taken)
    return line


def _masked(line: str, country: str | None, found: list[_Found]) -> str:
    """The line without numbers of which some signs are not known: what is left of one is no other number."""
    taken: list[tuple[int, int]] = []
    for match in GROUP.finditer(line):
        start, group = _after_words(match)
        keyword, state = _keyword(line, start)
        if not has_mask(group) or keyword is IdentifierKind.PHONE or not _has_both(group, keyword):
            continue
        made = list((_asked if asks(group) else _partly)(group, country, keyword, state))
        found += [(start, each) for each in made]
        if made or not asks(group):
            taken.append((start, match.end()))
    return _without(line, taken)


def _after_words(match: re.Match[str]) -> tuple[int, str]:
    """Where a group starts after words that name its kind, and the group from there."""
    start, group = match.start(), match[0]
    while (word := re.match(r"([^\W\d_]{2,6})[ \-]", group)) and _names_a_kind(word[1]):
        start, group = start + word.end(), group[word.end() :]
    return start, group


def _names_a_kind(word: str) -> bool:
    return any(pattern.fullmatch(word.casefold()) for pattern in KEYWORDS.values())


def _has_both(group: str, keyword: IdentifierKind | None) -> bool:
    """Whether a group is read here: digits with letters, or digits after a word that names their kind."""
    digits, letters = (any(map(test, group)) for test in (str.isdigit, str.isalpha))
    return (digits and (letters or keyword is not None)) or (keyword is not None and letters and "?" in group)


def _partly(group: str, country: str | None, keyword: IdentifierKind | None, state: str | None) -> Iterable[Identifier]:
    return said(group, country, keyword, state) if keyword else masked_candidates(group, country)


def _asked(group: str, country: str | None, keyword: IdentifierKind | None, state: str | None) -> Iterable[Identifier]:
    """A question mark at the end asks or stands for a sign: where both may be, the end is left open."""
    bare = group[:-1]
    read = lettered_candidates if any(map(str.isalpha, bare)) else digit_candidates
    whole = read(bare, country, keyword, state)
    if not any(each.valid is not False for each in whole):
        whole = list(_partly(group, country, keyword, state)) or whole
    return [open_ended(each, group) if may_go_on(each) else each for each in whole]


def _of_digits(line: str, country: str | None) -> Iterator[_Found]:
    for match in _DIGITS.finditer(line):
        for start, piece in _pieces(match[0]):
            place = match.start() + start
            keyword, state = _keyword(line, match.start())
            bare = digit_candidates(piece[:-1], country, keyword, state) if asks(piece) else []
            confirmed = [each for each in bare if each.valid]
            yield from ((place, each) for each in confirmed or digit_candidates(piece, country, keyword, state))


def _pieces(group: str) -> list[tuple[int, str]]:
    """Numbers set apart by spaces only, if each is long enough to be one."""
    parts = [(match.start(), match[0]) for match in re.finditer(r"\S+", group)]
    alone = all(sum(sign.isdigit() for sign in part) >= 9 for _, part in parts)
    return parts if alone else [(0, group)]


def _keyword(line: str, place: int) -> tuple[IdentifierKind | None, str | None]:
    """The kind that the nearest word before a number names, and the state whose word it is."""
    before = re.split(r"\d{4,}|\n", line[max(0, place - 32) : place].casefold())[-1]
    named = [(match.end(), kind, match[0]) for kind, pattern in KEYWORDS.items() for match in pattern.finditer(before)]
    if not named:
        return None, None
    _, kind, word = max(named)
    return kind, STATE_WORDS.get(word)


def _link_or(normaliser: Callable[[str, str | None], Identifier]) -> Callable[[str, str | None], Identifier]:
    """A link to a profile is a handle, and one that calls a telephone its number, whatever else it is."""

    def read(text: str, country: str | None) -> Identifier:
        if phone := phone_of_link(text):
            return replace(normalise_phone(phone), given=text)
        return (normalise_handle if handle_of_link(text) else normaliser)(text, country)

    return read


def _tried(normaliser: Callable[[str, str | None], Identifier], text: str, country: str | None) -> Identifier | None:
    try:
        identifier = normaliser(text, country)
    except IdentifierError:
        return None
    told_by_form = identifier.kind in (IdentifierKind.WALLET, IdentifierKind.URL)
    return identifier if identifier.valid is not False or told_by_form else None


def _without(line: str, taken: Iterable[tuple[int, int]]) -> str:
    for start, end in taken:
        line = line[:start] + "\n" * (end - start) + line[end:]
    return line


def _unique(identifiers: Iterable[Identifier]) -> list[Identifier]:
    return list({(found.kind, found.value, found.scheme): found for found in identifiers}.values())


def _name(text: str) -> list[Identifier]:
    """A single word with a digit or an underscore may be a handle."""
    word = text.strip()
    return [normalise_handle(word)] if _SINGLE_NAME.fullmatch(word) and re.search(r"[\d_@]", word) else []
