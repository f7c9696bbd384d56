"""What is unusual, in words of the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kerege.rooms.oversight.queries import Oddity, Unusual, WatchKind

ODDITIES = {
    Oddity.SELF: gettext_lazy("looked up himself"),
    Oddity.COLLEAGUE: gettext_lazy("looked up a colleague"),
    Oddity.PUBLIC_FIGURE: gettext_lazy("looked up a public figure"),
    Oddity.BAIT: gettext_lazy("looked up bait"),
    Oddity.BURST: gettext_lazy("many times his usual number"),
    Oddity.OFF_HOURS: gettext_lazy("outside working hours"),
    Oddity.FRUITLESS: gettext_lazy("many look-ups, hardly anything followed"),
}
WATCHED = {
    WatchKind.PUBLIC_FIGURE: pgettext_lazy("what is watched", "public figure"),
    WatchKind.BAIT: pgettext_lazy("what is watched", "bait"),
}


def oddity_word(kind: Oddity) -> str:
    """The name of an oddity."""
    return str(ODDITIES[kind])


def watch_word(kind: WatchKind) -> str:
    """The name of a kind of watching."""
    return str(WATCHED[kind])


def explained(each: Unusual) -> str:
    """The figures behind an oddity in one line."""
    if each.kind is Oddity.BURST and each.usual is not None:
        return _("%(count)s look-ups; on his other days %(usual)s") % {"count": each.count, "usual": f"{each.usual:g}"}
    if each.kind is Oddity.FRUITLESS:
        return _("%(count)s look-ups; acts that followed: %(usual)s") % {
            "count": each.count,
            "usual": f"{each.usual or 0:g}",
        }
    return _("%(count)s look-ups") % {"count": each.count}
