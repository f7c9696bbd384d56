"""Fields of a wish in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext

from kerege.rooms.notices.rules.wishes import FIELDS


def called(fields: Iterable[str]) -> str:
    """What these fields are called, each with the name by which it is given."""
    return ", ".join(f"{gettext(FIELDS[each])} ({each})" for each in fields)
