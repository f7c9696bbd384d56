"""Commands of the register of substances: resolve a name, show an entry, say a size, write the page of the docs."""

import argparse
import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kerege.cli.terminal import CommandError, Terminal

if TYPE_CHECKING:
    from kerege.rooms.substances import queries


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `substance resolve | show | size | page`."""
    substance = commands.add_parser("substance", help="the register of substances")
    acts = substance.add_subparsers(dest="act", metavar="ACT", required=True)

    resolve = acts.add_parser("resolve", help="what a written name means", parents=_shared())
    resolve.add_argument("text", nargs="+", metavar="TEXT", help="the name as it was written")
    resolve.set_defaults(run=run_resolve)

    show = acts.add_parser("show", help="everything the register holds on an entry", parents=_shared())
    show.add_argument("code", metavar="CODE", help="code of an entry, or its name")
    show.set_defaults(run=run_show)

    size = acts.add_parser("size", help="the size of an amount in criminal law", parents=_shared())
    size.add_argument("code", metavar="CODE", help="code of an entry, or its name")
    size.add_argument("grams", metavar="GRAMS", help="bulk weight in grams")
    size.add_argument("--in", dest="jurisdiction", default="RU", metavar="COUNTRY", help="jurisdiction (default: RU)")
    size.set_defaults(run=run_size)

    page = acts.add_parser("page", help="write docs/substances.md to standard output", parents=_shared())
    page.add_argument("ids", type=Path, metavar="IDS_FILE", help="the UNODC IDS file (zip or csv)")
    page.set_defaults(run=run_page, needs_database=False)


def _shared() -> list[argparse.ArgumentParser]:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="answer with one JSON document", default=argparse.SUPPRESS)
    shared.add_argument("--language", choices=("ru", "en"), help="language of texts", default=argparse.SUPPRESS)
    return [shared]


def run_resolve(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Say what a written name means, or what it may mean."""
    from kerege.rooms.substances import queries

    text, lang = " ".join(arguments.text), terminal.language
    answer = queries.resolve(text)
    titles = {each.code: each.title for each in queries.names(lang)}
    document = {
        "text": text,
        "code": answer.code,
        "title": titles.get(answer.code or ""),
        "how": answer.how,
        "note": answer.note.text(lang),
        "suggestions": [
            {"code": each.code, "title": titles[each.code], "score": each.score, "why": each.why.text(lang)}
            for each in answer.suggestions
        ],
    }
    found = f"{answer.code}  {titles[answer.code]}  " if answer.code else ""
    reason = f" ({answer.note.text(lang)})" if answer.note else ""
    lines = [f"{found}{queries.label(answer.how, lang)}{reason}"]
    lines += [f"  ? {s.code}  {titles[s.code]}  {s.score:.2f}  {s.why.text(lang)}" for s in answer.suggestions]
    terminal.answer(document, lines)
    return 0


def run_show(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Show names, class, formula, control and sizes of an entry."""
    from kerege.rooms.substances import queries

    card = queries.substance(_code(arguments.code))
    terminal.answer(_document(card), _lines(card, terminal.language))
    return 0


def run_size(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Say the size of an amount today, by which limits, and how sure they are."""
    from kerege.foundation import chance
    from kerege.rooms.substances import queries

    code, grams, lang = _code(arguments.code), _grams(arguments.grams), terminal.language
    found = queries.size_class(code, arguments.jurisdiction.upper(), chance.today(), grams)
    if found is None:
        problem = _("the register holds no size limits of {code} in {country}")
        raise CommandError(problem.format(code=code, country=arguments.jurisdiction.upper()))
    limits = [_size_row(row) for row in (found.limits, *found.also)]
    terminal.answer(
        {"code": code, "grams": grams, "size": found.size.value, "limits": limits[0], "also": limits[1:]},
        [queries.label(found.size, lang), *(_size_line(row, lang) for row in (found.limits, *found.also))],
    )
    return 0


def run_page(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the page of the docs from the shipped vocabulary and the drug names of the IDS file."""
    from kerege.rooms.substances import queries

    text = queries.page(_reported(arguments.ids))
    terminal.answer({"page": text}, text.splitlines())
    return 0


def _code(text: str) -> str:
    """The code, or the entry that the name means; a name that does not resolve is the user's error."""
    from kerege.rooms.substances import queries

    found = queries.resolve(text)
    if found.code is not None:
        return found.code
    likely = ", ".join(each.code for each in found.suggestions)
    problem = (
        _("the register does not know “{text}”; did you mean: {likely}?")
        if likely
        else _("the register does not know “{text}”")
    )
    raise CommandError(problem.format(text=text, likely=likely))


def _grams(text: str) -> Decimal:
    try:
        grams = Decimal(text.replace(",", "."))
    except InvalidOperation:
        grams = Decimal("NaN")
    if not grams.is_finite() or grams < 0:
        raise CommandError(_("“{text}” is not an amount in grams").format(text=text))
    return grams


def _document(card: "queries.Card") -> dict[str, object]:
    entry = card.entry
    return {
        **{
            name: getattr(entry, name) for name in ("code", "kind", "en", "ru", "form_of", "formula", "cas", "inchikey")
        },
        "classes": [each.code for each in card.classes],
        "names": [{"text": n.text, "lang": n.lang, "kind": n.kind.value, "source": n.source} for n in card.names],
        "control": [_control_row(row) for row in card.controls],
        "sizes": [_size_row(row) for row in card.sizes],
    }


def _control_row(row: "queries.Control") -> dict[str, object]:
    return {
        "jurisdiction": row.jurisdiction,
        "instrument": row.instrument,
        "schedule": row.schedule,
        "since": row.since.code() if row.since else None,
        "since_kind": row.since_kind.value,
        "until": row.until,
        "source": row.source,
        "confidence": row.confidence.value,
    }


def _size_row(row: "queries.SizeLimits") -> dict[str, object]:
    return {
        "jurisdiction": row.jurisdiction,
        "significant": row.significant,
        "large": row.large,
        "especially_large": row.especially_large,
        "since": row.since,
        "source": row.source,
        "confidence": row.confidence.value,
    }


def _lines(card: "queries.Card", lang: str) -> Iterator[str]:
    from kerege.rooms.substances import queries

    entry = card.entry
    yield f"{entry.code}  {entry.title(lang)}  ({queries.label(entry.kind, lang)})"
    yield "  " + " < ".join(each.title(lang) for each in card.classes)
    yield from (f"  {word}: {value}" for word, value in _identity(entry) if value)
    named = "; ".join(f"{n.text}" for n in card.names if n.kind is not queries.NameKind.AMBIGUOUS)
    if named:
        yield f"  {_('names')}: {named}"
    for row in card.controls:
        since = row.since.text(lang) if row.since else ""
        told = f"{queries.label(row.since_kind, lang)} {since}".strip()
        listed = f"{queries.instrument(row.instrument, lang)}  {row.schedule}"
        yield f"  {row.jurisdiction}  {listed}  {told}  [{queries.label(row.confidence, lang)}]"
    yield from (f"  {_size_line(limits, lang)}" for limits in card.sizes)


def _identity(entry: "queries.Entry") -> tuple[tuple[str, str], ...]:
    return ((_("formula"), entry.formula), ("CAS", entry.cas), ("InChIKey", entry.inchikey))


def _size_line(row: "queries.SizeLimits", lang: str) -> str:
    from kerege.rooms.substances import queries

    limits = f"> {row.significant} / {row.large} / {row.especially_large} {_('g')}"
    since = row.since.isoformat() if row.since else queries.label(queries.SinceKind.NOT_KNOWN, lang)
    return f"{row.jurisdiction}  {limits}  {since}  {row.source}  [{queries.label(row.confidence, lang)}]"


def _reported(path: Path) -> Counter[str]:
    """The drug names of the IDS file with the number of their rows."""
    if not path.exists():
        raise CommandError(_("there is no file {path}").format(path=path))
    if not zipfile.is_zipfile(path):
        return _names_of(path.read_text(encoding="utf-8"))
    with zipfile.ZipFile(path) as archive:
        tables = [name for name in archive.namelist() if name.endswith(".csv")]
        return _names_of(archive.read(tables[0]).decode("utf-8"))


def _names_of(text: str) -> Counter[str]:
    return Counter(row["DRUG_NAME"] for row in csv.DictReader(io.StringIO(text), delimiter=";"))
