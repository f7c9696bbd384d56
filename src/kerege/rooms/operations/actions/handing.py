"""A hand-over: the giving officer signs its bytes, the taking officer signs the same; two officers, two sessions."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.kernel.canonical import content_hash
from kerege.kernel.law import Viewer
from kerege.rooms.operations.actions.taking import locked, take_step
from kerege.rooms.operations.rules.file import File
from kerege.rooms.operations.rules.plan import written
from kerege.rooms.operations.rules.words import Kind


def give(*, actor: Viewer, delivery: UUID, sheet: Mapping[str, Any], words: str = "", letter: str = "") -> File:
    """The giving side says what it hands over (seals, packages, weight, state) and signs it.

    The bytes also name file, point and both states, so that a signature fits this one border alone.
    """
    found = locked(actor=actor, delivery=delivery)
    file = found.file
    following = min(file.next_leg, len(file.plan.legs) - 1)
    content = {name: str(value).strip() for name, value in sheet.items()} | {
        "delivery": found.number,
        "point": file.plan.points[following].name,
        "from": file.holder or "",
        "to": file.plan.legs[following].party,
        "signed": written(chance.now()),
        "goods": [item.terms() for item in file.plan.goods],
    }
    signed = {"bytes": content_hash(content).hex(), "sheet": content} | by_letter(letter)
    return take_step(actor=actor, found=found, kind=Kind.GIVE, given=signed, words=words)


def take(*, actor: Viewer, delivery: UUID, signed: str, words: str = "", letter: str = "") -> File:
    """The taking side signs the bytes that it was shown, by their hash: the load has crossed."""
    found = locked(actor=actor, delivery=delivery)
    return take_step(
        actor=actor, found=found, kind=Kind.TAKE, given={"bytes": signed.strip()} | by_letter(letter), words=words
    )


def by_letter(number: str) -> dict[str, str]:
    """The letter from which a signature is entered: the officer signed on paper, his liaison officer entered it."""
    return {"letter": number} if number else {}
