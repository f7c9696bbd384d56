"""What is wrong with a wish, in the reader's language."""

from django.utils.translation import gettext

from kerege.rooms.notices.rules.wishes import FIELDS, Wish


def refused(wish: Wish) -> str:
    """Which values of a wish cannot be: what each field is called, and the name by which it is given."""
    said = gettext("not understood: {fields}; hours are 0 to 23, a zone is as Asia/Almaty")
    return said.format(fields=", ".join(f"{gettext(FIELDS[each])} ({each})" for each in wish.faults()))
