"""Who takes part in the exercise: parties, agencies, desks, officers and their sign-ins, all invented and marked so."""

from dataclasses import dataclass
from functools import cache

from kerege.kernel.law import Gate, PartyClass, Role
from kerege.rooms.exercise.rules.tables import table

MARK_EN, MARK_RU = "EXERCISE", "УЧЕБНЫЕ ДАННЫЕ"


@dataclass(frozen=True, slots=True)
class PartySpec:
    """A party of the exercise: its class, names, gate for nominal parts and standing with the exchange agreement."""

    code: str
    party_class: PartyClass
    english: str
    russian: str
    gate_nominal: Gate
    exchange: str
    """State of the agreement on nominal exchange: in_force, signed, or nothing."""
    reads_facts: bool = False
    imposes_death: bool = False


@dataclass(frozen=True, slots=True)
class AgencySpec:
    """An agency of the exercise."""

    code: str
    party: str
    kind: str
    english: str
    russian: str


@dataclass(frozen=True, slots=True)
class Place:
    """A real town or crossing, where invented things happen; without a region for places of observers."""

    code: str
    region: str
    kind: str
    english: str
    russian: str
    latitude: float
    longitude: float

    @property
    def country(self) -> str:
        """The country's alpha-2 code."""
        return self.region[:2]


@dataclass(frozen=True, slots=True)
class DeskSpec:
    """A desk of the exercise; `weight` is its share of all reports."""

    code: str
    agency: str
    kind: str
    place: str
    weight: int
    english: str
    russian: str
    party: str
    agency_kind: str


@dataclass(frozen=True, slots=True)
class OfficerSpec:
    """An officer: number, agency, the hats as (desk, role), and a user name where he signs in."""

    number: str
    agency: str
    hats: tuple[tuple[str, Role], ...]
    username: str = ""
    language: str = "ru"


MEMBER = PartyClass.MEMBER
OBSERVER, OBSERVING_ORGANISATION = PartyClass.OBSERVER_STATE, PartyClass.OBSERVER_ORGANISATION
PARTIES = (
    PartySpec("AZ", MEMBER, "Republic of Azerbaijan", "Азербайджанская Республика", Gate.AUTOMATIC, "in_force"),
    PartySpec("KZ", MEMBER, "Republic of Kazakhstan", "Республика Казахстан", Gate.DESK, "in_force"),
    PartySpec("KG", MEMBER, "Kyrgyz Republic", "Кыргызская Республика", Gate.AUTOMATIC, "in_force"),
    PartySpec("RU", MEMBER, "Russian Federation", "Российская Федерация", Gate.DESK, "in_force"),
    PartySpec("TJ", MEMBER, "Republic of Tajikistan", "Республика Таджикистан", Gate.DESK, "in_force"),
    PartySpec("TM", MEMBER, "Turkmenistan", "Туркменистан", Gate.COORDINATOR, "signed"),
    PartySpec("UZ", MEMBER, "Republic of Uzbekistan", "Республика Узбекистан", Gate.AUTOMATIC, "in_force"),
    PartySpec("CENTRE", PartyClass.CENTRE, "The centre", "Центр", Gate.DESK, "in_force"),
    PartySpec("OBS-A", OBSERVER, "Tamrinistan", "Тамринистан", Gate.AUTOMATIC, "in_force", reads_facts=True),
    PartySpec("OBS-B", OBSERVER, "Samplonia", "Самплония", Gate.AUTOMATIC, "in_force", imposes_death=True),
    PartySpec(
        "OBS-C", OBSERVING_ORGANISATION, "Training Union", "Учебный союз", Gate.DESK, "", reads_facts=True
    ),
    PartySpec("ORG", PartyClass.ORGANISATION, "Drill Programme", "Программа тренировок", Gate.DESK, ""),
)  # fmt: skip
"""Only invented observers carry invented facts; of members nothing is stated but how the exercise sets their gates."""

SIGN_INS: tuple[tuple[str, str, Role, str], ...] = (
    ("post", "kz-korday", Role.POST, "ru"),
    ("unit", "kg-osh", Role.DESK, "ru"),
    ("analyst", "kz-analysis", Role.ANALYST, "ru"),
    ("releasing", "kz-analysis", Role.RELEASING, "ru"),
    ("tj_analyst", "tj-analysis", Role.ANALYST, "en"),
    ("uz_releasing", "uz-analysis", Role.RELEASING, "ru"),
    ("chemist", "kz-lab", Role.CHEMIST, "ru"),
    ("liaison", "centre-liaison", Role.LIAISON, "ru"),
    ("duty", "centre-duty", Role.DUTY, "ru"),
    ("centre_analyst", "centre-iau", Role.ANALYST, "ru"),
    ("coordinator", "kz-analysis", Role.COORDINATOR, "ru"),
    ("protection", "kz-analysis", Role.DATA_PROTECTION, "ru"),
    ("centre_protection", "centre-iau", Role.DATA_PROTECTION, "ru"),
    ("observer", "obs-a-desk", Role.REPRESENTATIVE, "en"),
    ("organisation", "org-desk", Role.ANALYST, "en"),
    ("admin", "centre-office", Role.ADMINISTRATOR, "ru"),
)
"""User name, desk, role and language of those who sign in."""

ROLES: dict[str, tuple[Role, ...]] = {
    "post": (Role.POST,),
    "unit": (Role.DESK, Role.RELEASING),
    "analysis": (Role.ANALYST, Role.RELEASING, Role.COORDINATOR),
    "laboratory": (Role.CHEMIST,),
    "liaison": (Role.LIAISON,),
    "duty": (Role.DUTY,),
    "administration": (Role.ADMINISTRATOR, Role.AUDITOR),
}
REPORTERS = {"post": Role.POST, "unit": Role.RELEASING, "analysis": Role.RELEASING, "laboratory": Role.CHEMIST}
"""The role under which a desk of each kind reports."""


@cache
def agencies() -> tuple[AgencySpec, ...]:
    """Every agency."""
    return tuple(AgencySpec(**row) for row in table("agencies"))


@cache
def desks() -> tuple[DeskSpec, ...]:
    """Every desk."""
    owners = {each.code: each for each in agencies()}
    return tuple(
        DeskSpec(
            **{name: row[name] for name in ("code", "agency", "kind", "place", "english", "russian")},
            weight=int(row["weight"]),
            party=owners[row["agency"]].party,
            agency_kind=owners[row["agency"]].kind,
        )
        for row in table("desks")
    )


@cache
def places() -> dict[str, Place]:
    """Every place by its code."""
    return {
        row["code"]: Place(
            **{name: row[name] for name in ("code", "region", "kind", "english", "russian")},
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
        )
        for row in table("places")
    }


@cache
def places_of(country: str, kind: str = "") -> tuple[Place, ...]:
    """The places of a country, of one kind or all."""
    return tuple(each for each in places().values() if each.country == country and kind in {"", each.kind})


@cache
def officers() -> tuple[OfficerSpec, ...]:
    """One officer for each desk and role, those who sign in among them; liaison officers wear two hats."""
    named = {(desk, role): (username, language) for username, desk, role, language in SIGN_INS}
    made: list[OfficerSpec] = []
    for desk in desks():
        roles = (Role.REPRESENTATIVE,) if desk.party.startswith("OBS") and desk.kind == "liaison" else ROLES[desk.kind]
        extra = tuple(role for code, role in named if code == desk.code and role not in roles)
        for role in (*roles, *extra):
            if desk.code == "centre-liaison":
                continue
            username, language = named.get((desk.code, role), ("", "ru"))
            made.append(OfficerSpec(f"EX-{len(made) + 1:03d}", desk.agency, ((desk.code, role),), username, language))
    seconded = OfficerSpec(
        f"EX-{len(made) + 1:03d}",
        "KZ-DRUG",
        (("centre-liaison", Role.LIAISON), ("kz-liaison", Role.LIAISON)),
        "liaison",
    )
    return (*made, seconded)
