"""The error summary of the report form: every fault in the order of the page, with the control it leads to."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from kerege.rooms.records.queries import Kind
from kerege.web.records.forms.controls import ROW_WORDS, ClaimForm, GroupControls

Entry = tuple[str, str, str]
"""What to go to (the control itself where it is one), its label, the sentence."""


def summary_links(kind: Kind, form: ClaimForm, faults: Mapping[str, Sequence[str]]) -> list[Entry]:
    """The entries of the summary; what stands on no place of the claim itself comes last, as it was found."""
    place = {path: at for at, path in enumerate(page_order(form))}
    labels = {path: _(field.label) for path, field in kind.paths().items()}
    labels |= {group.name: _(group.label) for group in kind.groups}
    made = []
    for path in sorted(faults, key=lambda path: place.get(path, len(place))):
        plain = ".".join("0" if part.isdigit() else part for part in path.split("."))
        label = labels.get(plain, "")
        target = path if plain in kind.paths() or path == "reason" else f"field-{path}"
        made += [(target, said_before(row_words(path), label, sentence), sentence) for sentence in faults[path]]
    return made


def said_before(row: str, label: str, sentence: str) -> str:
    """What stands before a sentence: its row, and its label unless the sentence names it."""
    return ": ".join(part for part in (row, "" if label.casefold() in sentence.casefold() else label) if part)


def row_words(path: str) -> str:
    """The rows a path lies in, called as the page calls them: "Item 1", "Person or thing 2, Identifier 1"."""
    parts = path.split(".")
    rows = [(name, at) for name, at in pairwise(parts) if at.isdigit()]
    return ", ".join(f"{ROW_WORDS[name][0]} {int(at) + 1}" for name, at in rows)


def page_order(form: ClaimForm) -> Iterator[str]:
    """The paths of all controls and groups from the top of the page down."""
    items = [group for group in form.facts_groups if group.name == "items"]
    yield from (each.path for each in form.first)
    yield from group_order(items)
    yield from (each.path for each in form.more)
    yield from group_order([group for group in form.facts_groups if group not in items])
    yield from (each.path for each in form.nominal)
    yield from group_order(form.nominal_groups)


def group_order(groups: Sequence[GroupControls]) -> Iterator[str]:
    """The paths of groups, their rows and the groups within."""
    for group in groups:
        yield group.path
        for row in group.rows:
            yield row.path
            yield from (each.path for each in (*row.first, *row.more))
            yield from group_order(row.groups)
