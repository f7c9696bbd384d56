"""The words of the declarations in every language of the interface, from the catalogues."""

from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.utils import translation


@cache
def words(text: str) -> Iterable[str]:
    """A text of a declaration in English and in every language that has a catalogue."""
    made = [text]
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            made.append(translation.gettext(text))
    return tuple(dict.fromkeys(made))
