"""Reading single values and rows of raw input: one parser a field type, every fault with its path."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from unicodedata import category

from kerege.kernel import regions
from kerege.kernel.countries import country_code, says_no_country
from kerege.kernel.dates import DateError, parse_date
from kerege.rooms.records.rules.claims import Fault
from kerege.rooms.records.rules.fields import N_, Field, FieldType, Group

Raw = Mapping[str, object]
NOT_KNOWN = frozenset({"not known", "unknown", "not_known", "не известно", "неизвестно", "n/k", "?"})
YES = frozenset({"1", "true", "yes", "да", "y", "on", "+"})
NO = frozenset({"", "0", "false", "no", "нет", "n", "off", "-"})


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading needs from outside: the substance register, the day, and a default year for dates without one."""

    substance: Callable[[str], str | None]
    day: date
    default_year: int | None = None


def rows_of(raw: Raw, group: Group | None, faults: list[Fault]) -> Sequence[tuple[int, Raw]]:
    """The rows of a group that hold anything, with their positions; too many or too few are faults."""
    if group is None:
        return ()
    given = raw.get(group.name) or ()
    if not given and not group.least:
        return ()
    if not isinstance(given, Sequence) or isinstance(given, str):
        faults.append(Fault(group.name, "list", N_("This must be a list.")))
        return ()
    rows = [
        (at, row) for at, row in enumerate(given) if isinstance(row, Mapping) and any(filled(v) for v in row.values())
    ]
    if len(rows) < group.least:
        faults.append(Fault(group.name, "least", N_("At least one is needed.")))
    if len(rows) > group.most:
        faults.append(
            Fault(group.name, "most", N_("At most %(most)s are kept in one report."), {"most": str(group.most)})
        )
    return rows


def filled(value: object) -> bool:
    """Whether a raw value holds anything."""
    if type(value) is str:
        return not (value == "" or value.isspace())
    return (
        bool(value) if isinstance(value, list | dict | tuple) else str(value if value is not None else "").strip() != ""
    )


def read_fields(fields: Sequence[Field], raw: Raw, prefix: str, reader: Reader, faults: list[Fault]) -> dict[str, str]:
    """Read fields into canonical texts; what is empty is left out, what is wrong becomes a fault."""
    values: dict[str, str] = {}
    for field in fields:
        given = raw.get(field.name)
        text = "" if given is None else str(given).strip()
        path = prefix + field.name
        if not text:
            if field.required and field.type not in {FieldType.QUANTITY, FieldType.SUBSTANCE}:
                faults.append(Fault(path, "required", N_("Enter: %(label)s."), {"label": field.label}))
            continue
        fault_or_value = read_value(field, text, reader, values)
        if isinstance(fault_or_value, Fault):
            faults.append(Fault(path, fault_or_value.code, fault_or_value.message, fault_or_value.values))
        elif fault_or_value:
            values[field.name] = fault_or_value
    return values


def read_value(field: Field, text: str, reader: Reader, before: Mapping[str, str]) -> str | Fault:
    """One value's canonical text, or what is wrong with it."""
    if field.may_be_unknown and text.casefold() in NOT_KNOWN:
        return "not_known"
    if not text.isprintable() and any(category(letter) == "Cc" and letter not in "\n\r\t" for letter in text):
        return Fault("", "control", N_("It holds control characters: remove them and send it again."))
    if len(text) > field.max_length:
        values = {"most": str(field.max_length), "length": str(len(text))}
        return Fault("", "length", N_("At most %(most)s characters; this has %(length)s."), values)
    parser = PARSERS.get(field.type)
    return parser(field, text, reader, before) if parser else text


def read_date(field: Field, text: str, reader: Reader, before: Mapping[str, str]) -> str | Fault:
    """A partial date's code."""
    try:
        return parse_date(text, default_year=reader.default_year).code()
    except DateError as problem:
        return Fault("", "date", problem.message, problem.values)


def read_country(field: Field, text: str, reader: Reader, before: Mapping[str, str]) -> str | Fault:
    """A country's alpha-2 code; "unknown" reads as nothing."""
    if says_no_country(text):
        return ""
    code = country_code(text)
    return code or Fault(
        "", "country", N_("“%(given)s” is not a country we know; use its name or its ISO code."), {"given": text}
    )


def read_region(field: Field, text: str, reader: Reader, before: Mapping[str, str]) -> str | Fault:
    """An ISO 3166-2 code where it is sure, else the text as given."""
    found = regions.locate(text, before["country"]) if before.get("country") else None
    return found.code if found else text


def read_decimal(field: Field, text: str, reader: Reader, before: Mapping[str, str]) -> str | Fault:
    """A decimal number with point or comma, not negative unless it is a coordinate."""
    limits = {FieldType.LATITUDE: Decimal(90), FieldType.LONGITUDE: Decimal(180)}
    try:
        number = Decimal(text.replace(" ", "").replace("\u00a0", "").replace(",", ".").rstrip("%"))
    except InvalidOperation:
        return Fault("", "number", N_("“%(given)s” is not a number."), {"given": text})
    if not number.is_finite() or abs(number) > limits.get(field.type, Decimal(10) ** 15):
        return Fault("", "range", N_("“%(given)s” is out of range."), {"given": text})
    if field.type is FieldType.DECIMAL and number < 0:
        return Fault("", "negative", N_("A negative number is not possible here."))
    return format(number, "f")


def read_integer(field: Field, text: str, reader: Reader, before: Mapping[str, str]) -> str | Fault:
    """A whole number, not negative."""
    plain = text.removesuffix(".0").replace(" ", "")
    if not plain.isascii() or not plain.isdigit() or len(plain) > 9:
        return Fault("", "integer", N_("“%(given)s” is not a whole number."), {"given": text})
    return str(int(plain))


def read_choice(field: Field, text: str, reader: Reader, before: Mapping[str, str]) -> str | Fault:
    """A stored code, by code or by its English words."""
    folded = text.casefold()
    for choice in field.choices:
        if folded in {choice.code.casefold(), choice.label.casefold()}:
            return choice.code
    known = ", ".join(choice.code for choice in field.choices)
    words = "; ".join(choice.label for choice in field.choices)
    values = {"given": text, "known": known, "words": words}
    return Fault("", "choice", N_("“%(given)s” is not one of: %(known)s."), values)


def read_yes_no(field: Field, text: str, reader: Reader, before: Mapping[str, str]) -> str | Fault:
    """Yes or no."""
    folded = text.casefold()
    if folded in YES:
        return "yes"
    return "" if folded in NO else Fault("", "yes_no", N_("Answer yes or no, not “%(given)s”."), {"given": text})


def read_url(field: Field, text: str, reader: Reader, before: Mapping[str, str]) -> str | Fault:
    """A web address with http or https."""
    if text.casefold().startswith(("http://", "https://")) and " " not in text:
        return text
    return Fault("", "url", N_("A link begins with https:// or http:// and holds no spaces."))


Parser = Callable[[Field, str, Reader, Mapping[str, str]], str | Fault]
PARSERS: dict[FieldType, Parser] = {
    FieldType.DATE: read_date,
    FieldType.COUNTRY: read_country,
    FieldType.REGION: read_region,
    FieldType.LATITUDE: read_decimal,
    FieldType.LONGITUDE: read_decimal,
    FieldType.DECIMAL: read_decimal,
    FieldType.INTEGER: read_integer,
    FieldType.CHOICE: read_choice,
    FieldType.YES_NO: read_yes_no,
    FieldType.URL: read_url,
}
