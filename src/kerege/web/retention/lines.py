"""Reviews in words."""

from django.utils.translation import gettext_lazy as _

from kerege.kernel.law import PersonCategory
from kerege.rooms.directory import queries as directory
from kerege.rooms.retention.queries import DueEntry, Stage, Word
from kerege.web.records import words
from kerege.web.shell.formats import language
from kerege.web.shell.words import word

STAGES = {
    Stage.CURRENT: (_("not due yet"), ""),
    Stage.DUE: (_("due"), "call"),
    Stage.OVERDUE: (_("overdue: hidden from others"), "bad"),
    Stage.ESCALATED: (_("overdue: the data protection officer was asked"), "bad"),
    Stage.LAPSED: (_("about to be erased"), "bad"),
}
WORDS = {Word.JUSTIFIED: _("justified anew"), Word.BROUGHT_FORWARD: _("review brought forward")}


def category_word(code: str) -> str:
    """A category's name; things have none."""
    return word(PersonCategory(code)) if code else str(_("things"))


def due_line(entry: DueEntry) -> dict[str, object]:
    """One line of the list."""
    said, kind = STAGES[entry.stage]
    return {
        "report": entry.report,
        "number": entry.number,
        "kind": words.kind_word(entry.kind),
        "desk": directory.desk(entry.owner).name(language()),
        "categories": ", ".join(category_word(each) for each in entry.categories),
        "review_on": entry.review_on,
        "erased_after": entry.erased_after,
        "stage": said,
        "tag": kind,
    }
