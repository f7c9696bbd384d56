"""Texts of the interface: `python -m tools.translations check | update [MORE.po …] | compile`."""

import fcntl
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path("src/kerege")
LOCALES = SOURCE / "locale"
COMPLETE = ("ru",)
"""Languages whose catalogue must hold every text; English is the language of the texts themselves."""

METHODS = [
    ("**/migrations/**.py", "ignore"),
    ("cli/**.py", "tools.commands:extract"),
    ("**.py", "python"),
    ("**/templates/**", "jinja2"),
]
TEMPLATES = {
    "extensions": "jinja2.ext.i18n,jinja2.ext.do,jinja2.ext.loopcontrols",
    "trimmed": "true",
    "silent": "false",
}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
LONE = re.compile(r"(?<!%)%(?![%(sd])")
FIELDS = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def template(root: Path) -> Catalog:
    """Return every text of the source, in English."""
    found = Catalog(domain="django", project="Kerege", charset="utf-8")
    options = {"**/templates/**": TEMPLATES}
    extracted = extract_from_dir(
        root / SOURCE, method_map=METHODS, options_map=options, keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for path, _, texts, comments, context in extracted:
        if texts and texts != "":
            found.add(texts, locations=[(path, 1)], auto_comments=comments, context=context)
    return found


def catalogue(root: Path, language: str) -> Catalog:
    """Return the catalogue of a language, an empty one if there is none yet."""
    path = catalogue_path(root, language)
    if not path.exists():
        return Catalog(locale=language, domain="django", project="Kerege")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def catalogue_path(root: Path, language: str) -> Path:
    """Return where the catalogue of a language lies."""
    return root / LOCALES / language / "LC_MESSAGES" / "django.po"


def check(root: Path) -> list[str]:
    """Return what is wrong with the catalogues, one line each."""
    source = template(root)
    return [problem for language in COMPLETE for problem in _problems(source, catalogue(root, language), language)]


def _problems(source: Catalog, known: Catalog, language: str) -> Iterator[str]:
    wanted = {(message.context, _key(message)): message for message in source if message.id}
    have = {(message.context, _key(message)): message for message in known if message.id}
    for key, message in wanted.items():
        shown = f"{language}: {_key(message)!r} ({message.locations[0][0]})"
        if key not in have:
            yield f"{shown}: not in the catalogue; ./run messages adds it"
        elif not _is_translated(have[key]):
            yield f"{shown}: not translated"
        elif have[key].fuzzy:
            yield f"{shown}: marked as unsure"
        elif bad := _lost_fields(have[key]):
            yield f"{shown}: fields differ in the translation: {bad}"
        elif any(LONE.search(text) for text in _texts(have[key].string)) and not LONE.search(_key(message)):
            yield f"{shown}: a lone % in the translation breaks its page; write it in words"
    for key in have.keys() - wanted.keys():
        yield f"{language}: {key[1]!r}: no longer used; ./run messages takes it out"


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (list, tuple)) else str(message.id)


def _texts(value: object) -> list[str]:
    return [str(text) for text in value] if isinstance(value, (list, tuple)) else [str(value or "")]


def _is_translated(message: Message) -> bool:
    return all(_texts(message.string))


def _lost_fields(message: Message) -> str:
    """Return the fields that one side has and the other has not; a plural may leave out its number."""
    asked = set(FIELDS.findall(_texts(message.id)[-1]))
    differing: set[str] = set()
    for text in _texts(message.string):
        differing |= asked ^ set(FIELDS.findall(text)) if len(_texts(message.id)) == 1 else set()
        differing |= set(FIELDS.findall(text)) - asked
    return " ".join(sorted(differing))


def update(root: Path, *others: Path) -> list[str]:
    """Bring the catalogues up to date with the source: new texts come in empty, unused ones go; return their paths.

    Other catalogues (a translator's file) are merged in: what they translate is taken, what they leave empty is kept.
    """
    source = template(root)
    return [_update_one(root, language, source, others) for language in COMPLETE]


def _update_one(root: Path, language: str, source: Catalog, others: tuple[Path, ...]) -> str:
    path = catalogue_path(root, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        known = catalogue(root, language) if path.stat().st_size else Catalog(locale=language, domain="django")
        for other in others:
            _take(known, other, language)
        known.update(source, no_fuzzy_matching=True)
        known.obsolete.clear()
        _set_header(known, language)
        content = io.BytesIO()
        write_po(content, known, width=110, sort_output=True, include_lineno=False)
        path.write_bytes(content.getvalue())
    return str(path.relative_to(root))


def _take(known: Catalog, other: Path, language: str) -> None:
    with other.open("rb") as file:
        for message in read_po(file, locale=language, domain="django"):
            if message.id and _is_translated(message):
                known.delete(_key(message), context=message.context)
                known.add(message.id, message.string, context=message.context)


def _set_header(known: Catalog, language: str) -> None:
    known.fuzzy = False
    known.project, known.version = "Kerege", "1"
    known.header_comment = f"# Texts of Kerege's interface, language: {language}."
    known.creation_date = known.revision_date = WRITTEN
    known.msgid_bugs_address = known.last_translator = known.language_team = "Kerege"


def compile_all(root: Path) -> list[str]:
    """Compile each catalogue beside itself for Django; return the paths written."""
    written = []
    for source in sorted((root / LOCALES).glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            known = read_po(file, locale=source.parents[1].name)
        target = source.with_suffix(".mo")
        draft = target.with_suffix(".mo.new")
        with draft.open("wb") as file:
            write_mo(file, known)
        draft.replace(target)
        written.append(str(target.relative_to(root)))
    return written


def main(words: list[str]) -> int:
    """Do what the first word says; return 1 if a check fails."""
    act = words[0] if words else "check"
    if act in {"update", "compile"}:
        others = [Path(word) for word in words[1:]]
        for path in update(ROOT, *others) if act == "update" else compile_all(ROOT):
            print(path)
        return 0
    problems = check(ROOT)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} texts to mend" if problems else "every text is translated")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
