"""What is asked: names, identifiers, birth, country; read from a pasted text; its anchor and its likeness to others."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.countries import country_code
from kerege.kernel.dates import PartialDate
from kerege.kernel.identifiers import Identifier, IdentifierKind, normalise, read_mrz
from kerege.kernel.saying import N_, SaidError
from kerege.methods.names import query_keys
from kerege.rooms.crosscheck.rules import births
from kerege.rooms.crosscheck.rules.keys import hashed

MOST = 20
LONGEST_NAME = 300
CHUNK = re.compile(r"[,;|\n\t]+|\s[–—-]\s|\s/\s")
SEPARATED = re.compile(r"[,;|\n\t]+")
CITIZEN = re.compile(r"(?:гражданин\w*|гражданк\w*|гр-н|гр-ка|гр\.|citizen of)\s+(\w+)", re.IGNORECASE)
LETTERS = re.compile(r"[^\W\d_]")
LABELS = re.compile(
    r"""(?<!\w)(?:
        д\.?\s?р\.?|г\.?\s?р\.?|гр\.|дата\s+рождения|год\s+рождения|рожд\w*|born|date\s+of\s+birth|dob|d\.o\.b\.|b\.
        |тел(?:ефон\w*)?\.?|моб(?:ильн\w*)?\.?|phone|tel\.?|mobile|whatsapp|telegram|телеграмм?
        |паспорт\w*|passport|удостоверение(?:\s+личности)?|иин|инн|пинфл|жшшир|iin|pinfl|imei|vin|iban
        |гос\.?\s?номер|госномер|номер|№|no\.|number|plate|а/м|автомобил\w*|авто|карта|card|счёт|счет|account
        |ф\.?\s?и\.?\s?о\.?|имя|фамилия|name|surname|гражданств\w*|гражданин\w*|гражданк\w*|гр-н|гр-ка|nationality|citizen(?:\s+of)?
        |вагон\w*|wagon|цистерн\w*|imo|awb|авианакладн\w*|air\s+waybill|снилс|огрн|огрнип|voen|грнз|рпо|шпи|трек|tracking
        |посылка|parcel|контейнер|container|кошел[её]к|wallet|e-?mail|почта|сайт|site
    )(?=[\s:.,;)№#]|$)[:.]?""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that say what follows; they are no part of a name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One identifier of a question: its kind, what is compared, what was written."""

    kind: str
    value: str
    given: str = ""

    @classmethod
    def of(cls, identifier: Identifier) -> "Asked":
        """From a normalised identifier."""
        return cls(identifier.kind.value, identifier.value, identifier.given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks whether it is known."""

    names: tuple[str, ...] = ()
    identifiers: tuple[Asked, ...] = ()
    birth: PartialDate | None = None
    country: str = ""
    sex: str = ""
    """"m", "f", or nothing."""
    company: tuple[int, ...] = ()
    """Of a saved report's own subject: the marks of the others there."""
    places: tuple[str, ...] = ()
    """Where the person lives or stays, as written."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look up: a birth date or a country alone finds nobody."""
        return not self.names and not self.identifiers

    @property
    def fields(self) -> tuple[str, ...]:
        """The codes of what was submitted, in a fixed order."""
        given = {
            "name": self.names, "birth": self.birth, "sex": self.sex, "country": self.country, "place": self.places,
        }  # fmt: skip
        found = [code for code, value in given.items() if value]
        return tuple(found + sorted({each.kind for each in self.identifiers}))

    def content(self) -> dict[str, object]:
        """A canonical form: equal questions have equal contents."""
        return {
            "names": sorted(" ".join(name.split()).casefold() for name in self.names),
            "identifiers": sorted([each.kind, each.value] for each in self.identifiers),
            "birth": self.birth.code() if self.birth else "",
            "country": self.country,
            **self.stated,
        }

    @property
    def stated(self) -> dict[str, object]:
        """Sex and places, only where they were stated: contents without them stay as they were before they could be."""
        found: dict[str, object] = {"sex": self.sex, "places": list(self.places)}
        return {name: value for name, value in found.items() if value}

    def kept(self) -> dict[str, object]:
        """The question as the asker's record keeps it: as written."""
        return {
            "names": list(self.names),
            "identifiers": [[each.kind, each.value, each.given] for each in self.identifiers],
            "birth": self.birth.code() if self.birth else "",
            "country": self.country,
            **self.stated,
        }


def from_kept(kept: dict[str, object]) -> Question:
    """The question of a stored check."""
    identifiers: Iterable[Sequence[str]] = kept.get("identifiers", ())  # type: ignore[assignment]  # as `kept` wrote it
    return Question(
        names=tuple(kept.get("names", ())),  # type: ignore[arg-type]  # as `kept` wrote it
        identifiers=tuple(Asked(kind, value, given) for kind, value, given in identifiers),
        birth=PartialDate.from_code(str(kept["birth"])) if kept.get("birth") else None,
        country=str(kept.get("country", "")),
        sex=str(kept.get("sex", "")),
        places=tuple(kept.get("places", ())),  # type: ignore[arg-type]  # as `kept` wrote it
    )


def digest_id(*parts: object) -> UUID:
    """An id that stands for a content: equal parts give equal ids."""
    return UUID(bytes=sha256(canonical_bytes([str(part) for part in parts])).digest()[:16])


def anchor_of(agency: UUID, question: Question) -> UUID:
    """The anchor of a question: the same for the same question of one agency, so that judgements are remembered."""
    return digest_id("question", agency, canonical_bytes(question.content()).decode())


def pair_of(one: UUID, other: UUID) -> UUID:
    """The id of a pair, the same whichever side comes first."""
    return digest_id("pair", *sorted((str(one), str(other))))


def likeness(question: Question) -> list[int]:
    """Marks that nearly equal questions share: pairs of name parts, identifiers without their last two signs."""
    found = {hashed("like", key) for name in question.names for key in query_keys(name) if "+" in key}
    found |= {hashed("like", f"{each.kind}|{each.value[:-2]}") for each in question.identifiers if len(each.value) > 5}
    return sorted(found)


def read_text(text: str, detect: Callable[[str], list[Identifier]], *, latest_year: int, country: str = "") -> Question:
    """Read a pasted text: identifiers in it, a birth date, a country, and what is left as names."""
    text = readable(text)
    zone = read_mrz(text)
    if zone is not None:
        identifiers = tuple(dict.fromkeys(Asked.of(found) for found in detect(text)))
        name = f"{zone.surname} {zone.given_names}".strip()
        nationality = country_code(zone.nationality) or ""
        return Question(names=(name,), identifiers=identifiers, birth=zone.birth, country=nationality)
    pieces = SEPARATED.split(births.without_dates(text))
    identifiers = tuple(dict.fromkeys(Asked.of(found) for piece in pieces for found in detect(piece)))
    birth, rest = births.take_birth(text, latest_year)
    if named := CITIZEN.search(rest):
        country = country or country_of_word(named[1])
        rest = rest[: named.start()] + "\n" + rest[named.end() :] if country else rest
    for each in sorted(identifiers, key=lambda found: -len(found.given)):
        rest = without(rest, each.given)
    names: list[str] = []
    for chunk in (part.strip(' .:()"«»') for part in CHUNK.split(LABELS.sub(" ", rest))):
        code = country_code(chunk) if len(chunk) > 1 else None
        if code:
            country = country or code
        elif len(LETTERS.findall(chunk)) > 1:
            names.append(" ".join(LETTERS_AND_MARKS.sub(" ", chunk).split())[:LONGEST_NAME])
    found = tuple(dict.fromkeys(name for name in names if name))
    return Question(names=found, identifiers=identifiers, birth=birth if found else None, country=country)


LETTERS_AND_MARKS = re.compile(r"[\d+№#*?=]+")


def readable(text: str) -> str:
    """The text without signs that no writing has: control characters, halves of pairs."""
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return "".join(sign if sign in "\n\t" or unicodedata.category(sign) != "Cc" else " " for sign in whole)


def country_of_word(word: str) -> str:
    """The country that a word names, also in the Russian genitive; nothing where it names none."""
    forms = (word, word[:-1], word[:-1] + "я", word[:-2] + "ия")
    return next((code for form in forms if len(form) > 1 and (code := country_code(form))), "")


def without(text: str, given: str) -> str:
    """The text with a piece taken out, however its spaces were written."""
    words = given.split()
    if not words:
        return text
    return re.sub(r"\s+".join(map(re.escape, words)), "\n", text)


def of_kind(kind: str, value: str, country: str | None) -> Asked:
    """One identifier given with its kind. Raises ValueError naming the kinds there are, or what is wrong with it."""
    try:
        known = IdentifierKind(kind)
    except ValueError:
        raise SaidError(
            N_("“%(kind)s” is no kind of identifier; there are: %(kinds)s"), kind=kind, kinds=", ".join(IdentifierKind)
        ) from None
    return Asked.of(normalise(known, value, country=country))


def country_of(text: str) -> str:
    """A country's code, or nothing. Raises ValueError for a text that names no country."""
    code = country_code(text) if text.strip() else ""
    if code is None:
        raise SaidError(N_("“%(given)s” is not a country we know; use its name or its ISO code"), given=text)
    return code
