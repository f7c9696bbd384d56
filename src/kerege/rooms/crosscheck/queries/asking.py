"""Before a check: the question read from a pasted text, and who will be told of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel import identifiers
from kerege.kernel.dates import parse_date
from kerege.kernel.identifiers.detection import LONGEST_TEXT
from kerege.kernel.law import PartyClass, Viewer
from kerege.rooms.crosscheck.queries.desks import Desks, desks_left_out
from kerege.rooms.crosscheck.rules import entries, questions
from kerege.rooms.crosscheck.rules.comparing import Explained, of_questions
from kerege.rooms.crosscheck.rules.questions import Question
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import PartyEntry

LONGEST_PLACE = 200
ANSWERING = frozenset({PartyClass.MEMBER, PartyClass.CENTRE, PartyClass.OBSERVER_STATE})


def read_question(text: str, *, country: str = "", sex: str = "", places: Sequence[str] = ()) -> Question:
    """The question that a pasted text asks: names in any script, identifiers, a birth date, a country.

    `sex` ("m" or "f") and `places` as written are added where the text asks for a name: nothing else has them.
    """
    read = questions.read_text(
        text[:LONGEST_TEXT], identifiers.detect, latest_year=chance.today().year, country=country
    )
    return replace(read, sex=sex, places=places_as_written(places)) if read.names else read


def places_as_written(given: Sequence[str]) -> tuple[str, ...]:
    """Places without signs that no writing has, each once."""
    return tuple(entries.places_of(";".join(questions.readable(each)[:LONGEST_PLACE] for each in given)))


def question(
    *,
    names: Sequence[str] = (),
    identifiers: Sequence[tuple[str, str]] = (),
    birth: str = "",
    country: str = "",
    sex: str = "",
    places: Sequence[str] = (),
) -> Question:
    """A question from its fields: identifiers with their kinds, birth, country, places as written, sex "m" or "f".

    Raises ValueError (DateError, IdentifierError) saying what cannot be read.
    """
    asked = [questions.of_kind(kind, questions.readable(value), country or None) for kind, value in identifiers]
    written = (" ".join(questions.readable(name).split())[: questions.LONGEST_NAME] for name in names)
    return Question(
        names=tuple(dict.fromkeys(name for name in written if name)),
        identifiers=tuple(dict.fromkeys(asked)),
        birth=parse_date(birth) if birth.strip() else None,
        country=questions.country_of(country),
        sex=sex,
        places=places_as_written(places),
    )


def compared(one: str, other: str) -> Explained:
    """Two pasted texts compared with each other and with nothing that is held: no record is touched, none told."""
    return of_questions(read_question(one), read_question(other))


def read_lines(text: str) -> list[Question]:
    """One question a line; lines that ask nothing are left out."""
    found = (read_question(line) for line in text.splitlines() if line.strip())
    return [each for each in found if not each.is_empty]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who learns of a check: the desks of these parties whose records match, and nobody of those left out.

    It says who may be told by agreement and suspension, never who holds anything.
    """

    parties: tuple[PartyEntry, ...]
    left_out_parties: tuple[PartyEntry, ...]
    left_out_desks: tuple[str, ...]


def who_will_be_told(*, viewer: Viewer, exclude: Sequence[str] = ()) -> Told:
    """Before sending: the parties whose desks are told if a record of theirs matches.

    Raises NoSuchPartyError for a code that is neither a party's nor a desk's.
    """
    require_viewer(viewer)
    desks_left_out(Desks(), exclude)
    codes = {code.strip().casefold() for code in exclude}
    parties = directory.parties()
    out = tuple(each for each in parties if each.code.casefold() in codes)
    reached = viewer.standing.nominal_parties if viewer.party in viewer.standing.nominal_parties else frozenset()
    told = tuple(
        each
        for each in parties
        if each not in out
        and (each.id == viewer.party or (each.id in reached and each.id not in viewer.standing.estranged))
        and each.party_class in ANSWERING
    )
    known = {each.code.casefold() for each in parties}
    return Told(parties=told, left_out_parties=out, left_out_desks=tuple(sorted(codes - known)))
