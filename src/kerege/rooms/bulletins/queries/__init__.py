"""Door for reading: the composed week, its layout in two languages, its PDF and page, and kept editions."""

from kerege.rooms.bulletins.queries.document import LANGUAGES, Document, document
from kerege.rooms.bulletins.queries.editions import (
    BentEditionError,
    EditionEntry,
    NoSuchEditionError,
    OpenedEdition,
    edition,
    editions,
)
from kerege.rooms.bulletins.queries.looking import LookedEditions, verify_editions
from kerege.rooms.bulletins.queries.printing import body, page, pdf, pictures
from kerege.rooms.bulletins.queries.taking import edition_file, weekly_file
from kerege.rooms.bulletins.queries.weekly import Issuer, Recipe, Weekly, week_before, weekly
from kerege.rooms.bulletins.rules.states import STATES, EditionState
from kerege.rooms.bulletins.rules.weekly import DOUBTS, Amount, Doubt, Entry, Question, Section, Spot

__all__ = [
    "DOUBTS",
    "LANGUAGES",
    "STATES",
    "Amount",
    "BentEditionError",
    "Document",
    "Doubt",
    "EditionEntry",
    "EditionState",
    "Entry",
    "Issuer",
    "LookedEditions",
    "NoSuchEditionError",
    "OpenedEdition",
    "Question",
    "Recipe",
    "Section",
    "Spot",
    "Weekly",
    "body",
    "document",
    "edition",
    "edition_file",
    "editions",
    "page",
    "pdf",
    "pictures",
    "verify_editions",
    "week_before",
    "weekly",
    "weekly_file",
]
