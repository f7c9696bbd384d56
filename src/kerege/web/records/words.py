"""Words that pages of reports share: kinds, states, who will see a part, codes of closed lists."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from kerege.kernel.gradings import Grading, GradingError, Scheme
from kerege.kernel.identifiers.notes import sentence_of
from kerege.kernel.law import Purpose, State
from kerege.kernel.units import unit
from kerege.rooms.access.queries import Seer
from kerege.rooms.records.queries import KINDS, ItemEntry
from kerege.web.records.forms.options import substance_words
from kerege.web.shell.formats import day, language, number
from kerege.web.shell.words import word


def kind_word(code: str) -> str:
    """The name of a kind of reports."""
    return _(KINDS[code].label) if code in KINDS else code


def choice_word(field: str, code: str, group: str = "") -> str:
    """The words for a code of a closed list of some kind, by the field that carries it."""
    for kind in KINDS.values():
        path = f"{group}.0.{field}" if group else field
        declared = kind.paths().get(path)
        for each in declared.choices if declared else ():
            if each.code == code:
                return _(each.label)
    return code


def state_word(code: str) -> str:
    """How far a part has gone."""
    return word(State(code))


def seer_line(seer: Seer, reader: str) -> str:
    """Somebody who will see a part, in one line: name, purposes when not every one, last day when there is one."""
    line = seer.name(reader)
    if seer.kind in {"desk", "agency"}:
        line = f"{line} ({seer.code})"
    if not seer.every_purpose:
        line += " · " + ", ".join(word(Purpose(each)) for each in seer.purposes)
    if seer.last_day is not None:
        line += " · " + _("until %(day)s") % {"day": day(seer.last_day)}
    return line


def grading_words(grading: tuple[str, str, str]) -> str:
    """A grading in signs and words."""
    scheme, source, information = grading
    if not source and not information:
        return _("not graded")
    try:
        return Grading(Scheme(scheme), source, information).text(language())
    except (GradingError, ValueError):
        return f"{source}{information}"


def substance_line(item: ItemEntry) -> str:
    """A substance by the register's name, else as given."""
    return substance_words(item.substance, language()) or item.substance_given


def quantity_line(item: ItemEntry) -> str:
    """A quantity with its unit's sign; "not known" and "not reported" stay what they are."""
    if item.quantity_state == "not_known":
        return _("not known")
    if item.amount is None:
        return _("not reported")
    return f"{number(item.amount, 6)} {unit_sign(item.unit)}"


def unit_sign(code: str) -> str:
    """A unit's sign in the reader's language; a word that is no code stays as it is."""
    try:
        return unit(code).symbol(language())
    except KeyError:
        return code


def given_line(item: ItemEntry) -> str:
    """Substance and quantity as given; a unit chosen from the list by its sign."""
    amount, _space, code = item.quantity_given.rpartition(" ")
    quantity = f"{amount} {unit_sign(code)}" if amount else item.quantity_given
    return "; ".join(part for part in (item.substance_given, quantity) if part)


def items_line(items: tuple[ItemEntry, ...]) -> str:
    """The items of a report in one line of a list."""
    shown = "; ".join(f"{substance_line(each)} {quantity_line(each)}" for each in items[:3])
    rest = len(items) - 3
    more = ngettext("and %(count)s more", "and %(count)s more", rest) % {"count": rest} if rest > 0 else ""
    return f"{shown}; {more}" if more else shown


LEAF_KINDS = {
    "collect": pgettext_lazy("journal: what was done", "reported"),
    "alter": pgettext_lazy("journal: what was done", "changed"),
    "consult": pgettext_lazy("journal: what was done", "read"),
    "disclose": pgettext_lazy("journal: what was done", "released or took along"),
    "combine": pgettext_lazy("journal: what was done", "combined"),
    "erase": pgettext_lazy("journal: what was done", "erased"),
    "check": pgettext_lazy("journal: what was done", "checked"),
    "sign_in": pgettext_lazy("journal: what was done", "signed in"),
    "administer": pgettext_lazy("journal: what was done", "administered"),
}


def leaf_word(kind: str) -> str:
    """What kind of act the journal holds."""
    return str(LEAF_KINDS.get(kind, kind))


def purpose_word(code: str) -> str:
    """The name of a purpose."""
    return word(Purpose(code)) if code in set(Purpose) else code


def note_words(note: str) -> str:
    """The notes on an identifier, each in the reader's language."""
    return "; ".join(map(_note, note.split("; "))) if note else ""


def _note(note: str) -> str:
    said = _(note)
    sentence, values = ("", {}) if said != note else sentence_of(note)
    if not values:
        return said
    if "fields" in values:
        values["fields"] = ", ".join(map(_, values["fields"].split(", ")))
    return _(sentence) % values


def purposes_line(purposes: Iterable[Purpose]) -> str:
    """Purposes in one line, in the order of the law; every purpose that needs a case in two words."""
    held = set(purposes) - {Purpose.OWN_WORK}
    if held == set(Purpose) - {Purpose.OWN_WORK}:
        return _("every purpose")
    return ", ".join(word(each) for each in Purpose if each in held)


CHANGES = {
    "original": gettext_lazy("original"),
    "correction": gettext_lazy("correction"),
    "retraction": gettext_lazy("retraction"),
}


def change_word(code: str) -> str:
    """What a version is against the one before it."""
    return str(CHANGES.get(code, code))


WORDS = {"state_word": state_word, "purpose_word": purpose_word, "change_word": change_word, "note_words": note_words}
"""What templates of records call."""
