"""Which encoding and which separator a text file has, found from its bytes."""

import codecs
import csv
from collections.abc import Iterable

from kerege.rooms.intake.rules.limits import N_, UnreadableFileError

SAMPLE = 200_000
SEPARATORS = ";,\t|"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
COMMON = frozenset("оеаинтсрвлкмдпу")
"""The letters that make up most of a Russian text, in lower case."""


def detected_encoding(sample: bytes, *, whole: bool) -> str:
    """The encoding of a text: by its mark, as UTF-8 where it is valid, else the likeliest eight-bit one.

    Raises UnreadableFileError for bytes that are no text.
    """
    for mark, name in MARKS:
        if sample.startswith(mark):
            return name
    if name := unmarked_utf16(sample):
        return name
    if is_utf8(sample, whole=whole):
        return "utf-8"
    if b"\0" in sample:
        raise UnreadableFileError(
            N_("This is not a table in text form (it holds zero bytes): save it as XLSX, ODS or CSV and send it again.")
        )
    return eight_bit(sample)


def unmarked_utf16(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte of plain letters is zero."""
    head = sample[:2000]
    if len(head) < 4:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) // 8 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 8 and odd == 0 else ""


def is_utf8(sample: bytes, *, whole: bool) -> bool:
    """Whether the bytes are valid UTF-8; a sample may end within a letter."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=whole)
    except UnicodeDecodeError:
        return False
    return b"\0" not in sample


def eight_bit(sample: bytes) -> str:
    """The eight-bit encoding under which the text looks most like Russian, or Latin where nothing does."""
    scores = {name: cyrillic_likeness(sample.decode(name, "replace")) for name in ("cp1251", "koi8-r", "cp866")}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0 else "cp1252"


def cyrillic_likeness(text: str) -> float:
    """How much the text looks like Russian: common small letters count for it, strangers between letters against it."""
    score = 0.0
    before = " "
    for letter in text:
        if letter.isascii():
            before = letter
            continue
        if letter.lower() in COMMON:
            score += 1.0 if letter.islower() else 0.3
        elif not ("а" <= letter.lower() <= "я" or letter in "ёЁ№«»—–…“”\u00a0"):
            score -= 1.0
        if before.isascii() and before.isalpha():
            score -= 2.0
        elif letter.isupper() and before.islower() and not before.isascii():
            score -= 1.5
        before = letter
    return score


def detected_separator(lines: Iterable[str]) -> str:
    """The separator that gives the same number of columns in most rows, and most of them."""
    listed = [line for line in lines if line.strip()][:50]
    best, most = ",", 0.0
    for separator in SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(listed, delimiter=separator)]
        except csv.Error:
            continue
        width = max(set(widths), key=widths.count) if widths else 0
        value = (width - 1) * widths.count(width) / max(len(widths), 1)
        if value > most:
            best, most = separator, value
    return best
