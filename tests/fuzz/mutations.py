"""Damaged input: a known text or file cut, repeated, swapped, turned over and strewn with what trips parsers up."""

import copy
import io
import random
import zipfile
from typing import Any

TRAPS = (
    "\0", "\ufeff", "\u202e", "\u200d", "\ud7ff", "\U0001f600",
    "İ", "ß", "ﬃ", "٣", "৪", "Ⅷ", "²", "½", "𝟘", "ё", "̈" * 40,
    "-", "−", "'", '"', ";", "=cmd|' /C calc'!A0", "${x}", "%s%n", "{{7*7}}", "../../", "1e999", "NaN", "-0", "9" * 400,
    "<<<<<<", "A" * 4096, "(" * 300, "[" * 300, "[" * 8000, '{"a":' * 3000, "\r\n", "\t", "\x1f", "\x85",
    "\u2028", "http://", "@", "+" * 20, "٫", "·",
)  # fmt: skip
BYTES = (
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"PK\x03\x04",
    b"\xff\xd8",
    b"%PDF-",
    b"\x1f\x8b",
    b"\x80",
    b"\xc0\xaf",
    b"\n" * 50,
)
LONGEST = 60_000


def damaged_text(dice: random.Random, seeds: list[str]) -> str:
    """One of the texts, changed in one to six places; now and then a text made of traps alone."""
    if dice.random() < 0.05:
        return "".join(dice.choice(TRAPS) for _ in range(dice.randint(0, 12)))[:LONGEST]
    text = dice.choice(seeds)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        at, to = sorted((dice.randint(0, len(text)), dice.randint(0, len(text))))
        match dice.randrange(8):
            case 0:
                text = text[:at] + dice.choice(TRAPS) + text[at:]
            case 1:
                text = text[:at] + text[to:]
            case 2:
                text = text[:to] + text[at:to] * dice.randint(1, 4) + text[to:]
            case 3:
                text = text[:at] + text[at:to][::-1] + text[to:]
            case 4:
                other = dice.choice(seeds)
                text = text[:at] + other[dice.randint(0, len(other)) :]
            case 5:
                text = (
                    text[:at]
                    + chr(dice.choice((dice.randrange(0x3000), dice.randrange(0xE000, 0x11000))))
                    + text[at + 1 :]
                )
            case 6:
                text = text.swapcase()
            case _:
                text = text[:at]
    return text[:LONGEST]


def damaged_bytes(dice: random.Random, seeds: list[bytes]) -> bytes:
    """One of the files with bytes turned over, cut out, doubled or put in."""
    content = bytearray(dice.choice(seeds))
    for _ in range(dice.randint(1, 6)):
        at = dice.randint(0, len(content))
        many = min(len(content) - at, dice.choice((1, 2, 4, 16, 200)))
        match dice.randrange(6):
            case 0 if at < len(content):
                content[at] ^= 1 << dice.randrange(8)
            case 1:
                del content[at : at + many]
            case 2:
                content[at:at] = content[at : at + many]
            case 3:
                content[at:at] = dice.choice(BYTES)
            case 4 if many:
                content[at : at + many] = dice.randbytes(many)
            case _:
                del content[at + 8 :]
    return bytes(content)


def damaged_package(dice: random.Random, seeds: list[bytes]) -> bytes:
    """A package (a zip) one of whose parts is damaged, packed again, so that it is opened and its parts are read."""
    with zipfile.ZipFile(io.BytesIO(dice.choice(seeds))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    at = dice.choice(list(parts))
    parts[at] = damaged_bytes(dice, [parts[at]]) if dice.random() < 0.5 else damaged_markup(dice, parts[at])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def damaged_markup(dice: random.Random, content: bytes) -> bytes:
    """A part as text, changed in a few places."""
    return damaged_text(dice, [content.decode("utf-8", "replace")]).encode("utf-8", "replace")


ODD: tuple[object, ...] = (
    None, True, 0, -1, 10**30, 0.5, float("nan"), float("inf"), "", [], {}, [[]], {"": None}, ["x"] * 60, [None],
)  # fmt: skip
"""Values of other sorts than a document's fields have."""


def damaged_document(dice: random.Random, seeds: list[dict[str, Any]]) -> dict[str, Any]:
    """One of the documents with one to five of its values, at any depth, replaced, cut out, doubled or renamed."""
    document = copy.deepcopy(dice.choice(seeds))
    for _ in range(dice.randint(1, 5)):
        holder = holder_in(dice, document)
        if not holder:
            continue
        at: Any = dice.randrange(len(holder)) if isinstance(holder, list) else dice.choice(list(holder))
        match dice.randrange(6):
            case 0:
                holder[at] = copy.deepcopy(dice.choice(ODD))
            case 1:
                del holder[at]
            case 2 if isinstance(holder, list):
                holder[at:at] = copy.deepcopy(holder[at : at + 1]) * dice.choice((1, 2, 30))
            case 3 if isinstance(holder, dict):
                holder[dice.choice(TRAPS)] = copy.deepcopy(holder[at])
            case 4:
                holder[at] = copy.deepcopy(holder_in(dice, dice.choice(seeds)))
            case _:
                holder[at] = damaged_text(dice, [each for each in (holder[at], "x") if isinstance(each, str)])
    return document


def holder_in(dice: random.Random, document: Any) -> Any:
    """A list or a dictionary inside a document, itself among them."""
    found = [document]
    for each in found:
        inner = each.values() if isinstance(each, dict) else each
        found += [one for one in inner if isinstance(one, dict | list)]
    return dice.choice(found)
