"""Setting a laid-out bulletin: PDF by typst with its own fonts, and a self-contained page."""

import json
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from kerege.rooms.bulletins.queries.document import Document

LAYOUT = "kerege.rooms.bulletins.rules"


def pdf(document: Document) -> bytes:
    """The document as PDF (A4; PDF/A-2a for archives, PDF/UA-1 for screen readers).

    The same document gives the same bytes, on every machine.
    """
    return cast(bytes, set_by_typst(document, "pdf"))


def pictures(document: Document, *, ppi: float = 110.0) -> list[bytes]:
    """The pages of the document as PNG, for looking at them."""
    made = set_by_typst(document, "png", ppi)
    return made if isinstance(made, list) else [made]


def set_by_typst(document: Document, form: Literal["pdf", "png"], ppi: float | None = None) -> bytes | list[bytes]:
    """Run typst over the template with the document as its only input; the library is loaded when first needed."""
    import typst

    made = typst.compile(
        layout("weekly.typ").encode(),
        format=form,
        ppi=ppi,
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
        timestamp=int(document["stamp"]),
        pdf_standards=["a-2a", "ua-1"] if form == "pdf" else None,
    )
    return cast("bytes | list[bytes]", made)


def page(document: Document) -> str:
    """The document as one HTML file with its style inside, for mail and archives."""
    inner, style = Markup(body(document)), Markup(layout("weekly.css"))  # noqa: S704 - texts are escaped in it; ours
    return template("weekly.html.jinja").render(document=document, body=inner, style=style)


def body(document: Document) -> str:
    """The inner part of the page, every text escaped, without style or script: what the web pages embed."""
    return template("weekly_body.html.jinja").render(document=document, drawing=Markup)


@cache
def layout(name: str) -> str:
    """A file of the layout."""
    return files(LAYOUT).joinpath(f"layout/{name}").read_text(encoding="utf-8")


@cache
def template(name: str) -> Template:
    """A template of the layout; every value is escaped, an unknown name is an error."""
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        layout(name)
    )
