"""Persons and things of the nominal part as the forms would send them, each marked as exercise."""

from dataclasses import dataclass, field
from functools import cache

from kerege.rooms.exercise.rules import cast, numbers, persons
from kerege.rooms.exercise.rules.dice import Dice
from kerege.rooms.exercise.rules.persons import Person
from kerege.rooms.exercise.rules.plan import Plan, reports_of

Raw = dict[str, object]
PERSONS_A_REPORT = 3
FACTS = {
    "suspect": (
        "задержан при перевозке груза",
        "назван получателем в накладной",
        "опознан по записи камеры поста",
        "телефон найден у задержанного",
    ),
    "convicted": ("осуждён по приговору учебного суда",),
    "contact": ("звонил задержанному в день перевозки", "встречал груз"),
    "unwitting": ("на его имя без его ведома оформлена посылка",),
    "victim": ("принуждён к перевозке",),
    "witness": ("понятой при досмотре",),
}
FACTS_ENGLISH = {
    "suspect": ("detained with the load", "named as consignee"),
    "contact": ("called the detained on the day of the transport",),
}
CATEGORIES = {"suspect": 72.0, "contact": 10, "convicted": 7, "unwitting": 5, "witness": 4, "victim": 2}
CITIZENS = {
    "KZ": ("kk", "kk", "kk", "kk", "ru", "uz", "ky", "tg", "kk", "ru"),
    "KG": ("ky", "ky", "ky", "ky", "ky", "uz", "tg", "kk", "ru", "ky"),
    "UZ": ("uz", "uz", "uz", "uz", "uz", "uz", "tg", "kk", "uz", "tk"),
    "TJ": ("tg", "tg", "tg", "tg", "tg", "tg", "tg", "uz", "tg", "ky"),
    "TM": ("tk", "tk", "tk", "tk", "tk", "tk", "uz", "tk", "tg", "tk"),
    "AZ": ("az", "az", "az", "az", "az", "az", "ru", "az", "tk", "az"),
    "RU": ("ru", "ru", "tg", "uz", "ru", "kk", "ky", "ru", "az", "tg"),
    "OBS-A": ("tg",),
    "OBS-B": ("tg", "az"),
    "CENTRE": ("ru",),
}
"""In which language the persons of a desk's reports are named, one report after the other."""


@dataclass(slots=True)
class Scene:
    """The nominal part of one report while it is put together."""

    party: str
    dice: Dice
    case: str
    english: bool = False
    rows: list[Raw] = field(default_factory=list)
    links: list[Raw] = field(default_factory=list)

    def add(self, row: Raw) -> int:
        """Add a subject; its number as forms count, from one."""
        self.rows.append(row)
        return len(self.rows)

    def link(self, one: int, other: int, role: str, evidence: str) -> None:
        """Join two subjects."""
        self.links.append({"from": one, "to": other, "role": role, "evidence": f"{self.mark()}: {evidence}"})

    def mark(self) -> str:
        """The mark of exercise in the desk's language."""
        return cast.MARK_EN if self.english else cast.MARK_RU

    def raw(self) -> Raw:
        """The nominal part's fields."""
        made: Raw = {"case_reference": self.case, "subjects": self.rows}
        return made | ({"links": self.links} if self.links else {})


def identifier(kind: str, value: str, country: str = "") -> Raw:
    """One identifier as the form sends it."""
    made: Raw = {"kind": kind, "value": value}
    return made | ({"country": country} if country else {})


def person_row(one: Person, scene: Scene, *, category: str = "suspect", birth: str = "day") -> Raw:
    """A person: name as the desk writes it, category, offence, a stated fact that says it is an exercise, birth."""
    dice = scene.dice
    facts = (FACTS_ENGLISH if scene.english else FACTS).get(category) or FACTS[category]
    row: Raw = {
        "kind": "person",
        "name": persons.written_by(one, scene.party, dice),
        "category": category,
        "offence": dice.weighed({"trafficking": 4.0, "smuggling": 4, "storage": 2, "organisation": 1}),
        "stated_fact": f"{scene.mark()}: {dice.pick(facts)}",
        "sex": "female" if one.female else "male",
        "nationality": one.country,
    }
    if birth == "day":
        row["birth_date"] = f"{one.born:%d.%m.%Y}"
    elif birth == "year":
        row["birth_date"] = str(one.born.year)
    return row


def vehicle_row(plate: str, country: str, dice: Dice) -> Raw:
    """A vehicle by its plate."""
    return {
        "kind": "vehicle",
        "description": dice.pick(("легковой автомобиль", "грузовой автомобиль с прицепом", "микроавтобус")),
        "identifiers": [identifier("plate", numbers.plate_as_written(plate, dice), country)],
    }


def phone_row(value: str, country: str, dice: Dice) -> Raw:
    """A telephone."""
    return {
        "kind": "phone",
        "identifiers": [identifier("phone", numbers.phone_as_written(value, country, dice), country)],
    }


def parcel_row(value: str, dice: Dice) -> Raw:
    """A parcel by its number."""
    return {"kind": "parcel", "identifiers": [identifier("parcel", numbers.parcel_as_written(value, dice))]}


def shop_row(value: str, dice: Dice) -> Raw:
    """An online shop by its address."""
    return {"kind": "shop", "identifiers": [identifier("url", numbers.shop_as_written(value, dice))]}


def thing_row(kind: str, named: str, value: str) -> Raw:
    """A thing by one identifier written in one way: a wallet, an account, an address, a container."""
    return {"kind": kind, "identifiers": [identifier(named, value)]}


@cache
def bases(plan: Plan) -> dict[str, tuple[int, dict[str, int]]]:
    """For each desk the number of its first report among all, and of its first person of each language."""
    made: dict[str, tuple[int, dict[str, int]]] = {}
    reports, languages = 0, dict.fromkeys(persons.COUNTRY_OF, 0)
    for desk in cast.desks():
        made[desk.code] = (reports, dict(languages))
        count, cycle = reports_of(plan, desk), CITIZENS.get(desk.party, ("ru",))
        for place, language in enumerate(cycle):
            languages[language] += count // len(cycle) + (place < count % len(cycle))
        reports += count
    made[""] = (reports, languages)
    return made


def citizen(plan: Plan, desk: cast.DeskSpec, number: int, slot: int) -> Person:
    """The person at a place of an ordinary report: nobody stands in two of them."""
    cycle = CITIZENS.get(desk.party, ("ru",))
    rounds, place = divmod(number, len(cycle))
    language = cycle[place]
    before = rounds * cycle.count(language) + cycle[:place].count(language)
    dense = bases(plan)[desk.code][1][language] + before
    return persons.person(language, PERSONS_A_REPORT * dense + slot)


def planted_person(plan: Plan, language: str, number: int) -> Person:
    """A person who stands in no ordinary report."""
    return persons.person(language, PERSONS_A_REPORT * bases(plan)[""][1][language] + number)


def ordinary_scene(plan: Plan, desk: cast.DeskSpec, number: int, dice: Dice, transport: str, *, needed: bool) -> Scene:
    """The nominal part of an ordinary report: one to three persons, now and then a vehicle, a telephone, a parcel."""
    scene = Scene(desk.party, dice, f"УЧ-{desk.code.upper()}-{number:05d}", desk.party.startswith("OBS"))
    count = dice.weighed({0: 0.1 if not needed else 0.0, 1: 0.62, 2: 0.22, 3: 0.06})
    unique = bases(plan)[desk.code][0] + number
    for slot in range(count):
        add_citizen(scene, citizen(plan, desk, number, slot), PERSONS_A_REPORT * unique + slot)
    if transport == "road" and dice.happens(0.5):
        country = desk.party if desk.party in numbers.PLATES else "UZ"
        at = scene.add(vehicle_row(numbers.plate(country, unique), country, dice))
        if count:
            scene.link(1, at, "user", "управлял в момент остановки" if not scene.english else "was driving")
    if transport == "post":
        at = scene.add(parcel_row(numbers.parcel(dice.pick(("CN", "NL", "DE", "PL", "RU")), unique), dice))
        if count:
            scene.link(1, at, "recipient", "указан получателем" if not scene.english else "named as addressee")
    return scene


def add_citizen(scene: Scene, one: Person, unique: int) -> None:
    """A person of an ordinary report, with documents and telephone where the desk knows them."""
    dice = scene.dice
    row = person_row(one, scene, category=dice.weighed(CATEGORIES), birth="day" if dice.happens(0.85) else "year")
    known: list[Raw] = []
    if dice.happens(0.5):
        value = numbers.passport_as_written(numbers.passport(one.country, unique), dice)
        known.append(identifier("passport", value, one.country))
    if dice.happens(0.35):
        value = numbers.phone_as_written(numbers.phone(one.country, unique), one.country, dice)
        known.append(identifier("phone", value, one.country))
    if known:
        row["identifiers"] = known
    if dice.happens(0.02):
        row["covert"] = "yes"
    scene.add(row)
