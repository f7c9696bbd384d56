"""A large bank of invented subjects: 20 agencies of 7 parties, each with records of every finding mode.

Reports themselves are not filled: a check reads entries and their keys, and these rows are exactly those that the
door writes for a report (`tests/benchmarks/test_bank.py` compares them). The bulk way: label and findability are read
off one report a desk and mode that went through the door; rows go by COPY through the table's own triggers, as the
database's administrator, from as many processes as there are cores; the index of keys is built after.
"""

import json
import multiprocessing
from bisect import bisect_left
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain
from uuid import UUID

import psycopg

from kerege.rooms.exercise.rules import persons
from kerege.rooms.exercise.rules.dice import Dice

COUNTRIES = ("KZ", "TJ", "UZ", "KG", "RU", "CENTRE", "OBS")
AGENCIES = 20
MODES = {"hit": ("suspect", 0.68), "silent": ("contact", 0.15), "none": ("victim", 0.12), "open": ("convicted", 0.05)}
LANGUAGES = {"ru": 0.25, "kk": 0.2, "uz": 0.22, "tg": 0.15, "ky": 0.1, "az": 0.05, "tk": 0.03}
MOST_GIVEN_TO, RARE_FAMILIES = 0.9, 0.55
SYLLABLES = tuple(a + b for a in "бвгджзклмнпрстфхч" for b in "аеиоу")
PIECE = 10_000
PATTERN = """SELECT e.owner, p.code, e.category, e.label, e.finding, e.keeper, e.number FROM crosscheck_entry e
    JOIN directory_desk d ON d.id = e.owner JOIN directory_agency g ON g.id = d.agency
    JOIN directory_party p ON p.id = g.party WHERE e.report = %s"""
COLUMNS = "id, owner, label, finding, keeper, report, number, kind, category, names, birth, country, identifiers, sex, company, places, keys, scheme"  # noqa: E501  # as one list


@dataclass(frozen=True)
class Pattern:
    """What one report that went through the door wrote for its desk and mode."""

    owner: UUID
    party: str
    category: str
    label: int
    finding: int
    keeper: int
    number: str


@dataclass(frozen=True)
class Invented:
    """One invented subject."""

    name: str
    birth: str
    country: str
    phone: str


@cache
def skewed(count: int, exponent: float) -> list[float]:
    """Cumulated shares of ranks that fall off as a power: a few names are everybody's, most are few people's."""
    shares = [1.0 / rank**exponent for rank in range(1, count + 1)]
    whole, total, made = sum(shares), 0.0, []
    for share in shares:
        total += share / whole
        made.append(total)
    return made


def pick(dice: Dice, count: int, exponent: float) -> int:
    """A rank by its share."""
    return min(count - 1, bisect_left(skewed(count, exponent), dice.share()))


def invented(number: int) -> Invented:
    """The subject of a number: common given names, surnames with a long tail, in the person's own spelling or another.

    One in fifty shares a telephone with others.
    """
    dice = Dice(f"bank|{number}")
    language = dice.weighed(LANGUAGES)
    female = dice.below(8) == 0
    given = persons.given_names(language, "f" if female else "m")
    fathers = persons.given_names(language, "m")
    families = persons.surnames(language, female=female)
    family = families[pick(dice, len(families), 0.8)]
    if dice.share() < RARE_FAMILIES:
        begun = "".join(dice.pick(SYLLABLES) for _ in range(dice.between(1, 3))).capitalize()
        family = persons.Word(begun + family.own.lower(), begun + family.russian.lower())
    one = persons.person(language, number % 1000)
    one = replace(
        one,
        female=female,
        given=given[pick(dice, len(given), MOST_GIVEN_TO)],
        father=fathers[pick(dice, len(fathers), MOST_GIVEN_TO)],
        surname=family,
    )
    way = "russian" if one.surname.persian == "" and dice.share() < 0.6 else dice.pick(["own", "latin", "russian"])
    born = 1950 + dice.below(55)
    birth = f"{born}-{dice.between(1, 12):02d}-{dice.between(1, 28):02d}" if dice.share() < 0.6 else str(born)
    shared = dice.below(50) == 0
    phone = f"+7701{dice.below(20_000) if shared else 1_000_000 + number % 9_000_000:07d}"
    return Invented(persons.written(one, way, dice), birth, one.country, phone)


# -- twenty agencies, and what the door writes for each of their desks -------------------------------------------------


def found() -> None:
    """The named cast of the tests, and further agencies up to twenty, each with a desk and a releasing officer."""
    from kerege.foundation import chance
    from kerege.foundation.viewing import viewing
    from kerege.kernel.law import Role
    from kerege.rooms.directory import actions, queries
    from kerege.rooms.directory.queries import AgencyKind, DeskKind
    from tests import cast

    cast.build()
    with chance.seeded("bank"), viewing(queries.system_viewer("found-node")):
        parties = {each.code: each.id for each in queries.parties()}
        for at in range(AGENCIES - len(queries.agencies())):
            code = f"BANK-{at:02d}"
            names = {"name_en": f"EXERCISE {code}", "name_ru": f"УЧЕБНОЕ {code}"}
            party = parties[COUNTRIES[at % 5]]
            agency = actions.add_agency(party=party, code=code, kind=AgencyKind.POLICE, **names)
            desk = actions.add_desk(agency=agency, code=code.lower(), kind=DeskKind.ANALYSIS, **names)
            account = actions.make_account(username=code.lower(), password=cast.PASSWORD, language="en")
            officer = actions.add_officer(agency=agency, name=f"EXERCISE {at}", number=f"BK-{at:03d}", account=account)
            actions.appoint(officer=officer, desk=desk, role=Role.RELEASING, since=cast.SINCE)


def reporters() -> list[str]:
    """Who reports for each agency that may: the releasing officers of the cast and of the further agencies."""
    from kerege.rooms.directory import queries

    named = ["aigerim", "erlan", "farrukh", "hamid", "iskender", "ksenia"]
    with_bank = [*named, *(f"bank-{at:02d}" for at in range(AGENCIES))]
    return [name for name in with_bank if is_account(queries, name)]


def is_account(queries: object, name: str) -> bool:
    """Whether somebody of this name has an account."""
    try:
        return bool(queries.account_id(name))  # type: ignore[attr-defined]  # the room's door
    except LookupError:
        return False


def raw_report(category: str, one: Invented) -> dict[str, object]:
    """A subject as a form gives it."""
    subject = {
        "kind": "person",
        "name": one.name,
        "category": category,
        "offence": "smuggling",
        "stated_fact": "EXERCISE",
        "birth_date": one.birth,
        "nationality": one.country,
        "identifiers": [{"kind": "phone", "value": one.phone}],
    }
    return {
        "kind": "subject_note",
        "occurred": "2026-01",
        "country": "KZ",
        "case_reference": "EXERCISE",
        "subjects": [subject],
    }


def through_the_door(who: str, mode: str, one: Invented) -> UUID:
    """One report by the door, released to the asker's party where its mode is open; returns its id."""
    from kerege.foundation import chance
    from kerege.foundation.viewing import viewing
    from kerege.kernel.law import Part, Purpose
    from kerege.rooms.directory import queries as directory
    from kerege.rooms.records import actions, queries
    from tests import cast

    actor = cast.viewer(who)
    with viewing(actor):
        reader = queries.Reader(substance=lambda text: None, day=chance.today())
        claim = queries.read_claim(raw_report(MODES[mode][0], one), reader)
        report = actions.report(actor=actor, claim=claim, send=True).report
    if mode == "open":
        with viewing(actor):
            actions.release(
                actor=actor,
                report_id=report,
                part=Part.NOMINAL,
                audience=directory.party("TJ" if actor.party_code == "KZ" else "KZ").id,
                audience_kind="party",
                purposes=[Purpose.INVESTIGATION, Purpose.ANALYSIS],
            )
    return report


def patterns(database: "psycopg.Connection[tuple[object, ...]]") -> dict[str, list[Pattern]]:
    """By mode: what the door writes for each desk, read off one report each."""
    made: dict[str, list[Pattern]] = {mode: [] for mode in MODES}
    for at, who in enumerate(reporters()):
        for mode in MODES:
            try:
                report = through_the_door(who, mode, invented(-1 - at))
            except PermissionError:
                report = through_the_door(who, "hit", invented(-1 - at))
            row = database.execute(PATTERN, [report]).fetchone()
            if row is not None:
                made[mode].append(Pattern(*row))  # type: ignore[arg-type]  # as selected
    return made


# -- the bulk way ------------------------------------------------------------------------------------------------------


def row_of(pattern: Pattern, report: UUID, number: str, one: Invented) -> tuple[object, ...]:
    """The entry of one invented subject, made by the door's own function; in the order of `COLUMNS`."""
    from kerege.kernel.dates import PartialDate
    from kerege.rooms.crosscheck.actions.indexing import entry_of
    from kerege.rooms.records.queries import CheckedSubject, IdentifierEntry, SubjectEntry

    identifier = IdentifierEntry(
        id=report, kind="phone", value=one.phone, given=one.phone, country="", valid=True, partial=False, note=""
    )
    subject = SubjectEntry(
        id=report,
        position=0,
        kind="person",
        category=pattern.category,
        name=one.name,
        aliases=(),
        birth=PartialDate.from_code(one.birth),
        sex="",
        nationality=one.country,
        challenged=False,
        covert=False,
        integrity=False,
        details={},
        identifiers=(identifier,),
    )
    checked = CheckedSubject(
        owner=pattern.owner,
        report=report,
        number=number,
        label=pattern.label,
        finding=pattern.finding,
        offered=True,
        retracted=False,
        lapsed=False,
        subject=subject,
    )
    entry = entry_of(checked, pattern.keeper, pattern.finding)
    identifiers = json.dumps(entry.identifiers)
    return tuple(identifiers if name == "identifiers" else getattr(entry, name) for name in COLUMNS.split(", "))


def piece(patterns_of: dict[str, list[Pattern]], phone: str, start: int, stop: int) -> list[tuple[object, ...]]:
    """The rows of the subjects of these numbers; `phone` given is everybody's."""
    made = []
    for number in range(start, stop):
        dice = Dice(f"place|{number}")
        mode = dice.weighed({name: share for name, (_, share) in MODES.items()})
        pattern = dice.pick(patterns_of[mode])
        report = UUID(int=(dice.bits() << 64) | dice.bits(), version=4)
        one = invented(number)
        one = replace(one, phone=phone) if phone else one
        made.append(row_of(pattern, report, f"{pattern.number}-{number}", one))
    return made


def fill(
    database: "psycopg.Connection[tuple[object, ...]]",
    patterns_of: dict[str, list[Pattern]],
    numbers: range,
    *,
    phone: str = "",
    workers: int = 2,
) -> None:
    """Keep these subjects; where they are many the index of keys is built after them."""
    many = len(numbers) >= PIECE
    if many:
        database.execute("ALTER TABLE crosscheck_key DROP CONSTRAINT crosscheck_key_pkey")
    starts = range(numbers.start, numbers.stop, PIECE)
    work = partial(fill_piece, database.info.dsn, patterns_of, phone)
    if workers == 1:
        for at in starts:
            work(at, min(at + PIECE, numbers.stop))
    else:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
            list(pool.map(work, starts, [min(at + PIECE, numbers.stop) for at in starts]))
    if many:
        database.execute("SET maintenance_work_mem = '1GB'")
        database.execute("ALTER TABLE crosscheck_key ADD PRIMARY KEY (key, fence, entry)")
    database.execute("VACUUM ANALYZE crosscheck_entry")
    database.execute("VACUUM ANALYZE crosscheck_key")


def fill_piece(address: str, patterns_of: dict[str, list[Pattern]], phone: str, start: int, stop: int) -> None:
    """Make the rows of these numbers and keep them.

    Left out is who has two keys of one half, two of ten million: an index built after would hold them twice, where the
    door's own way keeps one.
    """
    at = COLUMNS.split(", ").index("keys")
    rows = piece(patterns_of, phone, start, stop)
    keep(address, [row for row in rows if len({key >> 32 for key in row[at]}) == len(row[at])])  # type: ignore[attr-defined, arg-type]  # numbers


def keep(address: str, rows: list[tuple[object, ...]]) -> None:
    """COPY rows in a connection of their own, through the triggers."""
    copying = f"COPY crosscheck_entry ({COLUMNS}) FROM STDIN"
    with psycopg.connect(address) as database, database.cursor() as cursor, cursor.copy(copying) as copy:
        for row in rows:
            copy.write_row(row)


def questions(count: int, bank: int) -> list[str]:
    """What to ask for, repeatably: half of it held (by name and year, or by telephone), half of it nobody's."""
    held = [invented(Dice(f"question|{at}").below(max(bank, 1))) for at in range(count // 2)]
    known = [f"{one.name} {one.birth[:4]}" if at % 2 else one.phone for at, one in enumerate(held)]
    strangers = [invented(bank + 1_000 + at).name for at in range(count - len(held))]
    return list(chain.from_iterable(zip(known, strangers, strict=False)))
