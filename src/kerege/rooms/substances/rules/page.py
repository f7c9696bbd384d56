"""Writes docs/substances.md from the register: what it holds, what it cannot resolve, and where it all comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kerege.rooms.substances.rules.entries import Confidence, Kind
from kerege.rooms.substances.rules.register import Register
from kerege.rooms.substances.rules.resolver import Resolver

HEAD = """# Substances: the register

Generated from `src/kerege/rooms/substances/rules/vocabulary` by `kerege substance page`; do not edit by hand.

A row marked *published* was read in the source it names; one marked *recalled* was not: its source must be
looked up before it is relied on, and faces show the mark. What is not certain is left empty: each InChIKey was computed
from a structure whose formula agrees with the formula given; a CAS number has a right check digit, few were looked up.
Salts follow their base. Amounts are bulk weight, never purity-adjusted.
"""
RESOLVING = """## How a written name is resolved

| how | what was done |
| --- | --- |
| exact | the text is the code or a common name, whatever the case |
| synonym | the text is another name in the register |
| normalised | spelling made it certain: blanks, hyphens, brackets, look-alike letters, a Russian ending, \
a salt, a form, a list of names of one substance, a word for a class; the note says which |
| unresolved | nothing is taken; what it may be is suggested to a person, with a score and the reason |

Never done by itself, only suggested: a sound-alike ("Phentanyl"), an everyday word that is also slang ("соль"), the
look of a class (bupropion has the cathinone skeleton and is a medicine), one of several substances named in a cell.
Of "X and its derivatives" only the class is taken.
"""


def page(register: Register, reported: Mapping[str, int]) -> str:
    """The page; `reported` are the drug names of the IDS file with the number of their rows."""
    parts = (
        HEAD,
        _contents(register),
        _classes(register),
        _controls(register),
        _sizes(register),
        RESOLVING,
        _reported(register, reported),
        _sources(register),
    )
    return "\n".join(part.strip() + "\n" for part in parts)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def _contents(register: Register) -> str:
    kinds = Counter(entry.kind.value for entry in register.entries)
    known = {
        "with a formula": sum(1 for each in register.entries if each.formula),
        "with a CAS number": sum(1 for each in register.entries if each.cas),
        "with an InChIKey": sum(1 for each in register.entries if each.inchikey),
        "further names": len(register.names),
        "of them Russian": sum(1 for each in register.names if each.lang == "ru"),
        "control rows": len(register.controls),
        "rows of size limits": len(register.sizes),
        "hints": len(register.hints),
    }
    counts = [(f"entries: {kind}", times) for kind, times in kinds.most_common()] + list(known.items())
    return f"## What it holds\n\n{_table(('what', 'number'), counts)}"


def _classes(register: Register) -> str:
    classes = [entry for entry in register.entries if entry.kind is Kind.CLASS]
    rows = [(f"`{c.code}`", c.en, c.ru, len(register.members(c.code))) for c in classes]
    return f"## Classes\n\n{_table(('code', 'English', 'Russian', 'entries within'), rows)}"


def _controls(register: Register) -> str:
    counts = Counter((r.jurisdiction, r.instrument, r.since_kind.value, r.confidence.value) for r in register.controls)
    rows = [(*key, times) for key, times in sorted(counts.items())]
    head = ("jurisdiction", "instrument", "the date is that of", "confidence", "rows")
    note = (
        "A recommendation of WHO is not a control; a decision of the Commission on Narcotic Drugs counts as control a\n"
        "year later at the latest. No row means that the register does not know, never that a substance is free."
    )
    return f"## Control\n\n{note}\n\n{_table(head, rows)}"


def _sizes(register: Register) -> str:
    rows = [
        (
            register.entry(row.code).en,
            row.jurisdiction,
            row.significant,
            row.large,
            row.especially_large,
            row.since or "not known",
            row.confidence.value,
            row.source,
        )
        for row in register.sizes
    ]
    head = ("substance", "jurisdiction", "significant", "large", "especially large", "since", "confidence", "source")
    recalled = sum(1 for row in register.sizes if row.confidence is Confidence.RECALLED)
    note = f"Grams above which a size begins. {recalled} of {len(rows)} rows are recalled."
    return f"## Size classes\n\n{note}\n\n{_table(head, rows)}"


def _reported(register: Register, reported: Mapping[str, int]) -> str:
    resolver = Resolver(register)
    answers = {name: resolver.resolve(name) for name in reported}
    hows = Counter(answer.how for answer in answers.values())
    weights: Counter[str] = Counter()
    for name, answer in answers.items():
        weights[answer.how] += reported[name]
    counts = [(how, hows[how], weights[how]) for how in ("exact", "synonym", "normalised", "unresolved")]
    unresolved = [name for name, answer in answers.items() if answer.code is None]
    open_names = sorted(unresolved, key=lambda name: (-reported[name], name))
    rows = [
        (f"`{name}`", reported[name], "; ".join(f"{s.code} ({s.score}: {s.why})" for s in answers[name].suggestions))
        for name in open_names
    ]
    return (
        f"## The {len(reported)} drug names of the IDS file\n\n{_table(('how', 'names', 'rows'), counts)}\n\n"
        f"Unresolved, with what is suggested:\n\n{_table(('name', 'rows', 'suggestions'), rows)}"
    )


def _sources(register: Register) -> str:
    counts = Counter(name.source for name in register.names)
    rows = [(f"`{s.key}`", s.title, s.licence, counts[s.key]) for s in register.sources]
    legal = sorted({row.source for row in register.controls} | {row.source for row in register.sizes})
    listed = "\n".join(f"- {source}" for source in legal)
    return (
        f"## Sources\n\nOf names:\n\n{_table(('key', 'what', 'licence', 'names'), rows)}\n\n"
        f"Of control and sizes:\n\n{listed}"
    )
