"""Playing the controlled deliveries of the exercise through the doors, by the officers of every state."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Role, Viewer
from kerege.rooms.exercise.actions.loading import Node, Progress
from kerege.rooms.exercise.rules import deliveries as rules
from kerege.rooms.exercise.rules.deliveries import POSTAL, ROAD, Route, Stop
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.queries import Kind

BEFORE = timedelta(days=12)
CENTRE = "centre-iau"


@dataclass(slots=True)
class Play:
    """One delivery being played: whose officers act, and the clock."""

    exercise: Node
    route: Route
    start: datetime
    clock: chance.Seeded
    id: UUID

    def viewer(self, party: str) -> Viewer:
        """The releasing officer who acts for a state; of one without accounts, its liaison officer."""
        role = Role.LIAISON if party == self.route.by_letter else Role.RELEASING
        return self.exercise.viewer(dict(self.route.desks)[party], role)

    @contextmanager
    def by(self, party: str) -> Iterator[Viewer]:
        """Act as a state's officer."""
        actor = self.viewer(party)
        with viewing(actor):
            yield actor

    def at(self, hours: int) -> None:
        """Let the clock stand at so many hours after the start."""
        self.clock.at = max(self.clock.at, rules.instant(self.start, hours))

    def step(self, party: str, name: str, words: str = "", **given: Any) -> None:
        """Take a step as a state's officer; of a state without accounts, as its letter says that is kept first."""
        given |= {"letter": self.letter(party)} if party == self.route.by_letter else {}
        with self.by(party) as actor:
            actions.step(actor=actor, delivery=self.id, name=name, given=given, words=words)

    def letter(self, party: str) -> str:
        """Keep what a state wrote: its answer's letter as it printed it; returns the number."""
        with self.by(party) as actor:
            view = queries.delivery(viewer=actor, delivery_id=self.id)
            number = f"7/{len(view.letters) + 1}"
            about = queries.About.ANSWER
            written = queries.letter(viewer=actor, delivery_id=self.id, state=party, about=about, language="ru")
            actions.keep_letter(
                actor=actor, delivery=self.id, number=number, name=written.name, content=written.content
            )
        return number

    def agree(self, *parties: str) -> None:
        """States agree to what they are asked now."""
        for party in parties:
            with self.by(party) as actor:
                view = queries.delivery(viewer=actor, delivery_id=self.id)
            self.step(party, "answer", **consent(view, self.start, party))

    def sign(self, giver: str) -> None:
        """The giving side signs the hand-over."""
        self.step(giver, "give", packages="4", seals="EX-0077", weight="")

    def hand_over(self, giver: str, taker: str) -> None:
        """Both sides sign."""
        self.sign(giver)
        with self.by(taker) as actor:
            offered = queries.delivery(viewer=actor, delivery_id=self.id).offered
        self.step(taker, "take", signed=offered.bytes if offered else "")


class NotHeldError(RuntimeError):
    """A load would have crossed a border without the next state's consent: the exercise found what must not be."""


def play(exercise: Node, progress: Progress) -> dict[str, object]:
    """Play both deliveries, unless they stand there already; where each ended, with its crossings."""
    start = datetime.combine(exercise.plan.last_day, time(4), tzinfo=UTC) - BEFORE
    ended: dict[str, object] = {}
    for number, (name, route) in enumerate({"postal": POSTAL, "road": ROAD}.items()):
        found = standing(exercise, route)
        if found is None:
            seed = f"exercise|{exercise.plan.seed}|delivery|{name}"
            with chance.seeded(seed, start - timedelta(days=1)) as clock:
                played = begun(exercise, route, start, clock)
                (play_postal if route is POSTAL else play_road)(played)
                found = played.id
        ended[name] = outcome(exercise, route, found)
        progress(number + 1, 2, "controlled deliveries")
    return ended


def standing(exercise: Node, route: Route) -> UUID | None:
    """The delivery that an exercise which was stopped has played already: it is closed."""
    viewer = exercise.viewer(route.desks[0][1], Role.RELEASING)
    with viewing(viewer):
        rows = queries.deliveries(viewer=viewer, over=True)
    return next((row.id for row in rows if row.title == route.title and row.stage is queries.Stage.CLOSED), None)


COUNTED = {
    "crossings": Kind.TAKE,
    "withdrawals": Kind.WITHDRAW,
    "changes": Kind.AMEND,
    "substitutions": Kind.SUBSTITUTE,
    "splits": Kind.SPLIT,
    "letters": Kind.LETTER,
}


def outcome(exercise: Node, route: Route, delivery: UUID) -> dict[str, object]:
    """Where it ended, as its requester sees it: its places, and how often what happened on the way."""
    viewer = exercise.viewer(route.desks[0][1], Role.RELEASING)
    with viewing(viewer):
        view = queries.delivery(viewer=viewer, delivery_id=delivery)
    places = [view.plan.points[0].name]
    for leg, ends in zip(view.plan.legs, view.plan.points[1:], strict=True):
        places += [each.name for each in leg.via] + [ends.name]
    counts = {name: sum(line.kind is kind for line in view.log) for name, kind in COUNTED.items()}
    return {"stage": view.stage.value, "steps": len(view.log), "places": places, **counts}


def begun(exercise: Node, route: Route, start: datetime, clock: chance.Seeded) -> Play:
    """Drafted, checked by the centre, sent, agreed by every state."""
    requester, desk = route.desks[0]
    actor = exercise.viewer(desk, Role.RELEASING)
    with viewing(actor):
        made = actions.draft(actor=actor, title=route.title, plan=plan_of(route, start))
    played = Play(exercise, route, start, clock, made)
    asked(played, requester, [party for party, _desk in route.desks], until=start)
    return played


def asked(played: Play, requester: str, states: list[str], until: datetime) -> None:
    """The form is checked by the centre, the states are asked, and agree."""
    with played.by(requester) as actor:
        actions.admit(actor=actor, delivery=played.id, desk=CENTRE)
    checker = played.exercise.viewer(CENTRE, Role.ANALYST)
    with viewing(checker):
        actions.act(actor=checker, delivery=played.id, kind=Kind.CHECK)
    played.step(requester, "send", answer_by=queries.written(until))
    played.agree(*states)


def plan_of(route: Route, start: datetime) -> queries.Plan:
    """The plan of a route."""
    return queries.Plan(
        points=tuple(point_of(stop, start) for stop in route.stops),
        legs=tuple(leg_of(route, at, start) for at in range(len(route.desks))),
        goods=(queries.Item(name=route.goods, kind=queries.Goods.NARCOTIC, stated_grams=Decimal(route.grams)),),
        expires=rules.instant(start, route.stops[-1].after + 48),
        case="УЧЕБНОЕ дело 13",
        legal_basis="Конвенция ООН 1988 года, статья 11",
        substitution="На первой остановке после границы часть груза заменить мелом, 5 г сохранить как образец.",
        stop_conditions="Попытка вскрыть груз, потеря связи дольше двух часов, угроза людям.",
        officer="УЧЕБНАЯ дежурная часть, +000 00 000",
    )


def leg_of(route: Route, at: int, start: datetime) -> queries.Leg:
    """One leg of a route, with the places on its way."""
    passing = route.passing[at] if route.passing else ()
    via = tuple(passed_at(stop, start) for stop in passing)
    party, transport = route.desks[at][0], queries.Transport(route.transport)
    return queries.Leg(party=party, transport=transport, vehicle=route.vehicle, via=via)


def point_of(stop: Stop, start: datetime) -> queries.Point:
    """A stop as a point of the plan."""
    opens = rules.instant(start, stop.after)
    closes = opens + timedelta(hours=stop.hours)
    degrees = {"latitude": stop.latitude, "longitude": stop.longitude}
    return queries.Point(name=stop.name, zone=stop.zone, opens=opens, closes=closes, **degrees)


def passed_at(stop: Stop, start: datetime) -> queries.WayPoint:
    """A place on the way of a leg."""
    planned = rules.instant(start, stop.after)
    return queries.WayPoint(
        name=stop.name, zone=stop.zone, planned=planned, latitude=stop.latitude, longitude=stop.longitude
    )


def consent(view: queries.DeliveryView, start: datetime, party: str) -> dict[str, Any]:
    """What a state writes when it agrees to its legs as they stand."""
    return {
        "covers": [leg.terms for leg in view.legs if leg.own],
        "word": "agree",
        "authority": "prosecutor",
        "authority_name": "УЧЕБНАЯ прокуратура",
        "authority_number": f"EX-{party}-1",
        "valid_from": queries.written(start - timedelta(days=2)),
        "valid_until": queries.written(rules.instant(start, 240)),
        "penalty": "term",
        "tried": party,
        "legal_basis": "УЧЕБНЫЙ закон об оперативно-розыскной деятельности, Конвенция ООН 1988 года, статья 11",
    }


def play_postal(played: Play) -> None:
    """Almaty takes over, Tashkent takes it at the exchange office, two are arrested at the counter."""
    played.at(1)
    played.step("KZ", "take_over")
    played.step("KZ", "position", words="в сортировочном центре", latitude=43.26, longitude=76.93)
    played.at(50)
    played.hand_over("KZ", "UZ")
    played.at(73)
    played.step("UZ", "deliver", words="посылка получена, двое задержаны")
    close(played, {"KZ": 0, "UZ": 2})


def play_road(played: Play) -> None:
    """A substitution on the way, a withdrawal that holds the load at a border, another route, a part split off."""
    played.at(1)
    played.step("TJ", "take_over")
    played.at(25)
    played.hand_over("TJ", "KG")
    whole = str(rules.KEPT_GRAMS)
    sample = "5 г, УЧЕБНАЯ лаборатория"
    played.step("KG", "substitute", item="0", replacing="part", left_grams=whole, substitute="мел", trace_sample=sample)
    played.agree("KG", "KZ", "RU")
    played.at(36)
    played.step("KG", "position", words="машина прошла Ош", latitude=40.53, longitude=72.8)
    played.at(40)
    played.step("KZ", "withdraw")
    played.at(73)
    held_at_the_border(played, "KG")
    change_border(played)
    played.agree("KZ", "RU")
    played.at(74)
    played.hand_over("KG", "KZ")
    played.step("KZ", "lose_contact", words="маяк молчит")
    played.at(75)
    played.step("KZ", "regain_contact", words="машина замечена на посту")
    played.at(82)
    played.step("KZ", "position", words="машина прошла Алматы", latitude=43.25, longitude=76.91)
    split_off(played)
    played.agree("KZ", "RU")
    played.at(122)
    played.hand_over("KZ", "RU")
    played.at(146)
    played.step("RU", "deliver", words="груз получен, трое задержаны")
    close(played, {"TJ": 0, "KG": 0, "KZ": 1, "RU": 3})


def held_at_the_border(played: Play, giver: str) -> None:
    """The state ahead took its consent back: the hand-over is refused, and the giving side writes that down.

    Raises NotHeldError where it is not refused.
    """
    try:
        played.sign(giver)
    except actions.RefusedStepError:
        played.step(giver, "note", words="Передача не состоялась: следующее государство отозвало согласие, груз стоит.")
        return
    raise NotHeldError(played.route.title)


def split_off(played: Play) -> None:
    """In Almaty a part goes to another receiver, in a file of its own; it is seized there, and that file is closed."""
    with played.by("KZ") as actor:
        goods = queries.delivery(viewer=actor, delivery_id=played.id).plan.goods
        part, live = Decimal(rules.PART_GRAMS), Decimal(rules.PART_LIVE)
        child = actions.split(
            actor=actor,
            delivery=played.id,
            title=rules.PART_TITLE,
            parts=[replace(item, stated_grams=part, left_grams=live) for item in goods],
            remaining=[
                replace(item, stated_grams=item.stated_grams - part, left_grams=item.left_grams - live)
                for item in goods
            ],
            words="две коробки переложены в другую машину",
        )
    own = replace(played, id=child)
    asked(own, "KZ", ["KZ"], until=rules.instant(played.start, 83))
    own.step("KZ", "take_over")
    own.step("KZ", "seize", words="получатель задержан при передаче")
    own.step("KZ", "result", seized="4 кг муляжа, из них 100 г героина", arrested=1, cases=1, costs="свои")
    own.step("KZ", "close", words="УЧЕБНЫЙ отчёт о части")


def change_border(played: Play) -> None:
    """The requester moves the last border: the consents of its two states are reopened."""
    with played.by("TJ") as actor:
        plan = queries.delivery(viewer=actor, delivery_id=played.id).plan
        points = (*plan.points[:3], point_of(rules.MOVED, played.start), *plan.points[4:])
        actions.amend(actor=actor, delivery=played.id, plan=replace(plan, points=points))


def close(played: Play, arrested: dict[str, int]) -> None:
    """Results by state, then the closing report."""
    for party, count in arrested.items():
        played.step(party, "result", seized="", arrested=count, cases=1 if count else 0, costs="каждый свои")
    played.step(played.route.desks[0][0], "close", words="УЧЕБНЫЙ заключительный отчёт")
