"""The Jinja2 environment of the pages: translation, formats, words of the law, and what the base layout asks for."""

from functools import cache
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.contrib.messages import get_messages
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language_bidi, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined

from kerege.web.shell import formats, navigation, views, words
from kerege.web.shell.assets import asset

OPTIONS: dict[str, object] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "extensions": ["jinja2.ext.i18n"],
    "trim_blocks": True,
    "lstrip_blocks": True,
    "optimized": False,  # else constants are formatted once, in the language of whoever came first
}


def environment(**options: object) -> Environment:
    """An environment in which an unknown name is an error, everything is escaped, and texts are translated."""
    made = Environment(**(options | OPTIONS))  # type: ignore[arg-type]  # noqa: S701  # Django passes its own options
    made.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)  # type: ignore[attr-defined]  # from the extension
    made.globals |= {
        "asset": asset,
        "static": static,
        "url": url,
        "csrf_of": get_token,
        "get_messages": get_messages,
        "menu_of": navigation.menu_of,
        "address": navigation.address,
        "language": formats.language,
        "window": formats.window,
        "right_to_left": get_language_bidi,
        "preferences": views.preferences,
        "visit_line": views.visit_line,
    }
    made.filters |= {
        "word": words.word,
        "explanation": words.explanation,
        "day": formats.day,
        "moment": formats.moment,
        "ago": formats.ago,
        "clock": formats.clock,
        "dialled": formats.dialled,
        "number": formats.number,
        "iso_day": formats.iso_day,
        "period": formats.period,
        "signed": formats.signed,
    }
    return made


def url(name: str, **parts: object) -> str:
    """The address of a named page."""
    if not all(isinstance(each, UUID) for each in parts.values()):
        return reverse(name, kwargs=parts)
    made = pattern(name, tuple(parts), settings.ROOT_URLCONF, get_script_prefix())
    for part, each in parts.items():
        made = made.replace(str(place_of(part)), str(each))
    return made


@cache
def place_of(part: str) -> UUID:
    """What stands for the id of a part in the pattern of an address."""
    return UUID(bytes=sha256(f"place of {part}".encode()).digest()[:16], version=4)


@cache
def pattern(name: str, parts: tuple[str, ...], addresses: str, prefix: str) -> str:
    """The address of a named page with something else in the places of its ids: asked once, not for each row."""
    return reverse(name, kwargs={part: place_of(part) for part in parts} or None)
