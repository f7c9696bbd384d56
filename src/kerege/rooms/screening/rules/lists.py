"""Rows of a list as they are screened: columns by their headings, each row read whole or refused with its reasons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kerege.kernel.countries import country_code
from kerege.kernel.dates import DateError, PartialDate, parse_date
from kerege.kernel.identifiers import IdentifierError, IdentifierKind, normalise

EMPTY, BIRTH, COUNTRY, IDENTIFIER = "empty", "birth", "country", "identifier"
LONGEST_NAME: Final = 300
MOST_NAMES: Final = 20
HEADINGS: Final[Mapping[str, frozenset[str]]] = {
    "id": frozenset({"id", "no", "number", "№", "row", "reference", "номер", "п п", "№ п п"}),
    "name": frozenset(
        {"name", "full name", "names", "имя полностью", "фио", "ф.и.о", "имя", "passenger", "пассажир", "recipient"}
        | {"sender", "получатель", "отправитель", "аты жөні", "owner", "владелец"}
    ),
    "alias": frozenset({"alias", "aliases", "also known as", "other names", "другие имена", "псевдоним", "latin name"}),
    "surname": frozenset({"surname", "last name", "family name", "фамилия", "тегі"}),
    "given": frozenset({"given name", "given names", "first name", "имя собственное", "given"}),
    "patronymic": frozenset({"patronymic", "middle name", "отчество", "әкесінің аты"}),
    "birth": frozenset(
        {"birth", "birth date", "date of birth", "dob", "born", "дата рождения", "год рождения", "д.р", "др"}
        | {"year of birth", "туған күні"}
    ),
    "nationality": frozenset({"nationality", "citizenship", "country", "гражданство", "страна", "азаматтығы"}),
    "sex": frozenset({"sex", "gender", "пол", "жынысы"}),
    "place": frozenset({"place", "address", "places", "адрес", "место жительства", "населенный пункт", "residence"}),
}
SPOKEN: Final[Mapping[str, IdentifierKind]] = {
    "phone": IdentifierKind.PHONE,
    "telephone": IdentifierKind.PHONE,
    "mobile": IdentifierKind.PHONE,
    "телефон": IdentifierKind.PHONE,
    "passport": IdentifierKind.PASSPORT,
    "passport number": IdentifierKind.PASSPORT,
    "document": IdentifierKind.PASSPORT,
    "паспорт": IdentifierKind.PASSPORT,
    "номер паспорта": IdentifierKind.PASSPORT,
    "документ": IdentifierKind.PASSPORT,
    "national number": IdentifierKind.NATIONAL_NUMBER,
    "iin": IdentifierKind.NATIONAL_NUMBER,
    "иин": IdentifierKind.NATIONAL_NUMBER,
    "инн": IdentifierKind.NATIONAL_NUMBER,
    "пинфл": IdentifierKind.NATIONAL_NUMBER,
    "plate": IdentifierKind.PLATE,
    "госномер": IdentifierKind.PLATE,
    "parcel": IdentifierKind.PARCEL,
    "посылка": IdentifierKind.PARCEL,
    "e mail": IdentifierKind.EMAIL,
    "почта": IdentifierKind.EMAIL,
}
MALE: Final = frozenset({"m", "male", "м", "муж", "мужской", "ер"})
FEMALE: Final = frozenset({"f", "female", "ж", "жен", "женский", "әйел"})


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row as it is screened; `number` is its row in the file."""

    number: int
    reference: str
    names: tuple[str, ...]
    birth: str = ""
    """Code of a partial date."""
    sex: str = ""
    nationality: str = ""
    places: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()

    def wire(self) -> list[object]:
        """As a sealed list holds it."""
        return [
            self.number, self.reference, list(self.names), self.birth, self.sex, self.nationality, list(self.places),
            [list(pair) for pair in self.identifiers],
        ]  # fmt: skip

    @classmethod
    def of(cls, wire: Sequence[object]) -> "ListRow":
        """A row of a sealed list."""
        number, reference, names, birth, sex, nationality, places, identifiers = wire
        pairs = tuple((str(kind), str(value)) for kind, value in map(listed, listed(identifiers)))
        return cls(
            int(str(number)), str(reference), tuple(map(str, listed(names))), str(birth), str(sex), str(nationality),
            tuple(map(str, listed(places))), pairs,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not screened: its number, and why, as pairs of column and code; never what stood in it."""

    number: int
    faults: tuple[tuple[str, str], ...]


def listed(value: object) -> list[object]:
    """A list as it was written."""
    return list(value) if isinstance(value, list | tuple) else []


def folded(heading: str) -> str:
    """A heading as it is compared."""
    plain = heading.casefold().replace("ё", "е").replace("_", " ").replace("-", " ").replace("/", " ")
    return " ".join(plain.split()).strip(". ")


def columns_of(headings: Sequence[str]) -> dict[int, str]:
    """What each column holds: a field, or `identifier:KIND`; unknown columns are left out."""
    kinds = {kind.value: kind for kind in IdentifierKind} | {k.value.replace("_", " "): k for k in IdentifierKind}
    found: dict[int, str] = {}
    for at, heading in enumerate(headings):
        plain = folded(heading)
        field = next((name for name, words in HEADINGS.items() if plain in words), "")
        kind = SPOKEN.get(plain) or kinds.get(plain)
        if field:
            found[at] = field
        elif kind is not None:
            found[at] = f"identifier:{kind.value}"
    return found


def finds_something(columns: Mapping[int, str]) -> bool:
    """Whether the columns hold a name or an identifier."""
    return any(each in {"name", "surname", "alias"} or ":" in each for each in columns.values())


def known_headings() -> tuple[str, ...]:
    """Every heading that is known, to find the heading row below a title."""
    return tuple({word for words in HEADINGS.values() for word in words} | set(SPOKEN))


def read_rows(headings: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[ListRow | RefusedRow]:
    """Every row, read or refused; one unreadable field refuses the whole row, so nothing is dropped in silence."""
    columns = columns_of(headings)
    for number, cells in rows:
        yield read_row(number, [str(cell).strip() for cell in cells], columns)


def read_row(number: int, cells: Sequence[str], columns: Mapping[int, str]) -> ListRow | RefusedRow:
    """One row."""
    given: dict[str, list[str]] = {}
    for at, field in columns.items():
        if at < len(cells) and cells[at]:
            given.setdefault(field, []).append(cells[at])
    faults: list[tuple[str, str]] = []
    nationality = nationality_of(given, faults)
    row = ListRow(
        number=number,
        reference=" ".join(given.get("id", []))[:80],
        names=names_of(given),
        birth=birth_of(given, faults),
        sex=sex_of(given),
        nationality=nationality,
        places=tuple(given.get("place", []))[:MOST_NAMES],
        identifiers=identifiers_of(given, nationality, faults),
    )
    if not faults and not row.names and not any("?" not in value for _, value in row.identifiers):
        faults.append(("", EMPTY))
    return RefusedRow(number, tuple(faults)) if faults else row


def names_of(given: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The names of a row: whole ones or one put together of its parts, then aliases."""
    first = given.get("given") or given.get("name", []) if given.get("surname") else given.get("given", [])
    parts = [*given.get("surname", []), *first, *given.get("patronymic", [])]
    whole = [" ".join(parts)] if given.get("surname") else [*given.get("name", []), " ".join(parts)]
    written = [name for text in (*whole, *given.get("alias", [])) for name in text.split(";")]
    found = (" ".join(each.split())[:LONGEST_NAME] for each in written)
    return tuple(dict.fromkeys(each for each in found if each))[:MOST_NAMES]


def birth_of(given: Mapping[str, Sequence[str]], faults: list[tuple[str, str]]) -> str:
    """The date of birth as a code."""
    for text in given.get("birth", []):
        try:
            return parse_date(text).code()
        except DateError:
            faults.append(("birth", BIRTH))
    return ""


def nationality_of(given: Mapping[str, Sequence[str]], faults: list[tuple[str, str]]) -> str:
    """The nationality as a country's code."""
    for text in given.get("nationality", []):
        code = country_code(text)
        if code:
            return code
        faults.append(("nationality", COUNTRY))
    return ""


def sex_of(given: Mapping[str, Sequence[str]]) -> str:
    """The sex, where a word says it."""
    words = {text.casefold() for text in given.get("sex", [])}
    return "m" if words & MALE else "f" if words & FEMALE else ""


def identifiers_of(
    given: Mapping[str, Sequence[str]], nationality: str, faults: list[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """The identifiers in their normal forms."""
    found: dict[tuple[str, str], None] = {}
    for field, texts in given.items():
        if ":" not in field:
            continue
        kind = IdentifierKind(field.split(":")[1])
        for text in texts:
            try:
                one = normalise(kind, text, country=nationality or None)
            except IdentifierError:
                faults.append((kind.value, IDENTIFIER))
            else:
                found[(one.kind.value, one.value)] = None
    return tuple(found)[:MOST_NAMES]


def date_of(code: str) -> PartialDate | None:
    """A date of birth from its code."""
    return PartialDate.from_code(code) if code else None
