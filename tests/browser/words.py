"""The texts of the interface in a reader's language, as the journeys look for them on a page."""

import gettext
from pathlib import Path

LOCALES = Path(__file__).resolve().parents[2] / "src" / "kerege" / "locale"


class Words:
    """`say("Import")`: the text of a page in this language; a text that the catalogue lacks fails the test."""

    def __init__(self, language: str) -> None:
        """Read the catalogue of a language; English is the language of the texts themselves."""
        self.language = language
        self.catalogue = None if language == "en" else gettext.translation("django", LOCALES, [language])

    def __call__(self, text: str, context: str = "", **values: object) -> str:
        """One text, with its values filled in."""
        return self.translated(text, context) % values if values else self.translated(text, context)

    def translated(self, text: str, context: str) -> str:
        """The text in this language."""
        if self.catalogue is None:
            return text
        found = self.catalogue.pgettext(context, text) if context else self.catalogue.gettext(text)
        assert found != text, f"no {self.language} text for {text!r}"
        return found
