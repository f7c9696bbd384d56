"""Plans and officers for tests: a road from Dushanbe to Orenburg over four states; everything is invented."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from kerege.kernel.canonical import content_hash
from kerege.rooms.operations.rules.course import begin, play
from kerege.rooms.operations.rules.file import By, File
from kerege.rooms.operations.rules.plan import Item, Leg, Plan, Point, written
from kerege.rooms.operations.rules.steps import Step
from kerege.rooms.operations.rules.words import Goods, Kind, Replacing, Transport

START = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
ROUTE = ("TJ", "KG", "KZ", "RU")
POINTS = (
    ("EXERCISE Dushanbe", "Asia/Dushanbe"),
    ("EXERCISE Karamyk", "Asia/Bishkek"),
    ("EXERCISE Korday", "Asia/Almaty"),
    ("EXERCISE Sagarchin", "Asia/Yekaterinburg"),
    ("EXERCISE Orenburg", "Asia/Yekaterinburg"),
)
CENTRE = By(officer="c1", agency="CENTRE-OPS", party="CENTRE", centre=True)


def officer(party: str, number: int = 1) -> By:
    """An officer of a state's agency."""
    return By(officer=f"{party}-{number}", agency=f"{party}-DCA", party=party)


def powder(**given: Any) -> Item:
    """Goods that nothing forbids to send."""
    fixed: dict[str, Any] = {"name": "EXERCISE heroin", "kind": Goods.NARCOTIC, "stated_grams": Decimal(13000)}
    return Item(**{**fixed, **given})


def road(*, days: int = 1, goods: tuple[Item, ...] | None = None) -> Plan:
    """Dushanbe, Osh, Almaty, Orenburg: a window of a day for each point."""
    points = tuple(
        Point(
            name=name,
            zone=zone,
            opens=START + timedelta(days=at * days),
            closes=START + timedelta(days=at * days + days),
        )
        for at, (name, zone) in enumerate(POINTS)
    )
    return Plan(
        points=points,
        legs=tuple(Leg(party=party, transport=Transport.ROAD, vehicle="EX 123 TJ") for party in ROUTE),
        goods=goods or (powder(),),
        expires=START + timedelta(days=12),
        case="EX-1",
        legal_basis="UN 1988, art. 11",
        officer="EXERCISE office, +992 00 000 00 00",
    )


def moved(plan: Plan, point: int, hours: int) -> Plan:
    """The plan with the window of one point moved."""
    at = plan.points[point]
    later = replace(at, opens=at.opens + timedelta(hours=hours), closes=at.closes + timedelta(hours=hours))
    return replace(plan, points=(*plan.points[:point], later, *plan.points[point + 1 :]))


def step(kind: Kind, by: By, at: datetime, **given: Any) -> Step:
    """One step; of words the machine learns that there are some."""
    worded = {"worded": True} if given.pop("words", "") else {}
    return Step(kind=kind, at=at, by=by, given=given | worded)


def drafted(plan: Plan | None = None) -> File:
    """A file that Dushanbe made."""
    return begin(step(Kind.PLAN, officer("TJ"), START, plan=(plan or road()).wire()))


def sent(plan: Plan | None = None, **given: Any) -> File:
    """A file that the centre checked and that was sent to every state."""
    file = play(drafted(plan), step(Kind.CHECK, CENTRE, START))
    answer_by = written(START + timedelta(hours=12))
    return play(file, step(Kind.SEND, officer("TJ"), START, answer_by=answer_by, **given))


def agreement(file: File, party: str, **given: Any) -> dict[str, Any]:
    """What a state writes when it agrees to its legs."""
    return {
        "covers": [file.plan.terms(leg) for leg in file.plan.legs_of(party)],
        "word": "agree",
        "authority": "prosecutor",
        "authority_name": "EXERCISE prosecutor",
        "authority_number": "12/3",
        "valid_from": written(START - timedelta(days=1)),
        "valid_until": written(START + timedelta(days=10)),
        "penalty": "term",
        "tried": party,
        "legal_basis": "EXERCISE law on operative work, art. 7",
    } | given


def agreed(file: File, *parties: str, at: datetime = START, **given: Any) -> File:
    """The file after these states agreed."""
    for party in parties:
        file = play(file, step(Kind.ANSWER, officer(party), at, **agreement(file, party, **given)))
    return file


def under_way(plan: Plan | None = None) -> File:
    """All four agreed and Dushanbe has taken the load over."""
    return play(agreed(sent(plan), *ROUTE), step(Kind.TAKE_OVER, officer("TJ"), START + timedelta(hours=1)))


def given_over(file: File, at: datetime, **sheet: Any) -> File:
    """The holder has signed a hand-over."""
    content = {"point": file.plan.points[file.next_leg].name, "seals": "EX-77"} | sheet
    holder = officer(file.holder or "")
    return play(file, step(Kind.GIVE, holder, at, bytes=content_hash(content).hex(), sheet=content))


def crossed(file: File, at: datetime) -> File:
    """The load has crossed: both sides signed."""
    file = given_over(file, at)
    assert file.offered is not None
    taker = officer(file.plan.legs[file.next_leg].party)
    return play(file, step(Kind.TAKE, taker, at, bytes=file.offered.bytes))


def replaced(item: Item) -> Item:
    """To be replaced as a whole."""
    return replace(item, replacing=Replacing.WHOLE)
