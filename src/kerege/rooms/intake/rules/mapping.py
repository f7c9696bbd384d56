"""Which column of a sheet is which field of a report: suggested by headings, in English and Russian."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kerege.rooms.intake.rules.sheets import folded
from kerege.rooms.records.queries import Field, Kind

Words = Callable[[str], Iterable[str]]
"""A text of the declarations in every language of the interface."""
LIKE = 87
SHORTEST = 4
JOINED = re.compile(r" (?:or|and|или|и) |, ?|/")
PREPOSITION = re.compile(r" (?:across|through|by|через|за|по) ")
NUMBERED = re.compile(r"(.+?)[ №#]*(\d{1,2})")
TERMS = (
    "grading_scheme", "grading_source", "grading_information", "handling", "conditions", "restriction", "level",
    "finding_mode", "mode_reason", "not_to_parties", "language",
)  # fmt: skip
"""What a column may also hold: how the owner lets the report be handled; only under these very names."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """One column and the field it probably is: 1.0 for a known heading, less for a similar one, 0 for none."""

    column: str
    path: str
    score: float


def headings(kind: Kind, words: Words) -> dict[str, str]:
    """Every heading under which a field is known, folded, with its path; the first field keeps a heading."""
    made: dict[str, str] = {}
    for path, field in kind.paths().items():
        for heading in (path, *words(field.label), *field.headings):
            made.setdefault(folded(heading), path)
    for path, field in kind.paths().items():
        made.setdefault(folded(field.name), path)
    for name in TERMS:
        made.setdefault(folded(name), name)
    return made


def suggest(columns: Sequence[str], kind: Kind, words: Words) -> list[Suggested]:
    """For each column the field it probably is; no field is suggested twice."""
    known = headings(kind, words)
    taken: set[str] = set()
    found: dict[str, Suggested] = {}
    for column in columns:
        path = exact(column, known, kind)
        if path and path not in taken:
            taken.add(path)
            found[column] = Suggested(column, path, 1.0)
    for column in columns:
        if column not in found:
            found[column] = similar(column, known, taken)
            taken.add(found[column].path)
    return [found[column] for column in columns]


def exact(column: str, known: Mapping[str, str], kind: Kind) -> str:
    """The path of a heading that is known as it stands, or with a number behind it (“Substance 2”)."""
    heading = folded(column)
    if is_path(column.strip(), kind):
        return column.strip()
    if heading in known:
        return known[heading]
    numbered = NUMBERED.fullmatch(heading)
    if numbered and (path := known.get(numbered[1].strip(), "")) and ".0." in path and int(numbered[2]) > 0:
        return path.replace(".0.", f".{int(numbered[2]) - 1}.", 1)
    return ""


def similar(column: str, known: Mapping[str, str], taken: set[str]) -> Suggested:
    """The most similar known heading whose field is still free."""
    heading = folded(column)
    free = [each for each, path in known.items() if path not in taken and len(each) >= SHORTEST]
    if len(heading) < SHORTEST or not free:
        return Suggested(column, "", 0.0)
    found = [
        process.extractOne(heading, free, scorer=each, score_cutoff=LIKE)
        for each in (fuzz.ratio, fuzz.token_sort_ratio)
    ]
    best = max((each for each in found if each), key=lambda each: each[1], default=None)
    return Suggested(column, known[best[0]], round(best[1] / 100, 2)) if best else Suggested(column, "", 0.0)


def plain_path(path: str) -> str:
    """A path with every number zero: `items.2.form` is `items.0.form`."""
    return re.sub(r"\.\d+\.", ".0.", path)


def is_path(path: str, kind: Kind) -> bool:
    """Whether a path names a field of the kind (or a term of handling)."""
    return plain_path(path) in kind.paths() or path in TERMS


def field_at(path: str, kind: Kind) -> Field | None:
    """The field at a path."""
    return kind.paths().get(plain_path(path))


def choice_words(kind: Kind, words: Words) -> dict[str, dict[str, str]]:
    """For each choice field (by plain path) the code of every word for it, in every language."""
    return {path: field_words(field, words) for path, field in kind.paths().items() if field.choices}


def field_words(field: Field, words: Words) -> dict[str, str]:
    """The code of every word for the choices of one field; short ones too, where they mean one choice alone."""
    whole = {folded(word): choice.code for choice in field.choices for word in (choice.code, *words(choice.label))}
    meant: dict[str, set[str]] = {}
    for choice in field.choices:
        for word in words(choice.label):
            for short in shortened(word):
                meant.setdefault(short, set()).add(choice.code)
    alone = {short: next(iter(codes)) for short, codes in meant.items() if len(codes) == 1}
    return {**alone, **whole}


def shortened(word: str) -> Iterator[str]:
    """What people write for a label of several words: one side of its "or", and what stands before a preposition."""
    for part in JOINED.split(word):
        yield folded(part)
        yield folded(PREPOSITION.split(part)[0])


def missing(paths: Iterable[str], kind: Kind) -> list[Field]:
    """Required fields that no column or constant gives: without them every row would wait in quarantine."""
    return [field for _, field in missing_paths(paths, kind)]


def missing_paths(paths: Iterable[str], kind: Kind) -> list[tuple[str, Field]]:
    """The same, each with the path under which it can be given."""
    given = {plain_path(path) for path in paths}
    needed = [(field.name, field) for field in kind.fields if field.required]
    for group in kind.groups:
        if group.least or any(path.startswith(f"{group.name}.0.") for path in given):
            needed += [(f"{group.name}.0.{field.name}", field) for field in group.fields if field.required]
    return [(path, field) for path, field in needed if path not in given and path != "subjects.0.kind"]
