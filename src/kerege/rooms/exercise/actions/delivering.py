"""Playing the two controlled deliveries of the exercise through the doors, by the officers of every state."""

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
        """The releasing officer who acts for a state."""
        return self.exercise.viewer(dict(self.route.desks)[party], Role.RELEASING)

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
        """Take a step as a state's officer."""
        with self.by(party) as actor:
            actions.step(actor=actor, delivery=self.id, name=name, given=given, words=words)

    def agree(self, party: str) -> None:
        """A state agrees to what it is asked now."""
        with self.by(party) as actor:
            view = queries.delivery(viewer=actor, delivery_id=self.id)
            actions.answer(actor=actor, delivery=self.id, given=consent(view, self.start, party))

    def hand_over(self, giver: str, taker: str) -> None:
        """Both sides sign."""
        self.step(giver, "give", packages="4", seals="EX-0077", weight="")
        with self.by(taker) as actor:
            offered = queries.delivery(viewer=actor, delivery_id=self.id).offered
            signed = offered.bytes if offered else ""
            actions.take(actor=actor, delivery=self.id, signed=signed)


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


def outcome(exercise: Node, route: Route, delivery: UUID) -> dict[str, object]:
    """Where it ended, as its requester sees it."""
    viewer = exercise.viewer(route.desks[0][1], Role.RELEASING)
    with viewing(viewer):
        view = queries.delivery(viewer=viewer, delivery_id=delivery)
    crossings = sum(line.kind is Kind.TAKE for line in view.log)
    return {"stage": view.stage.value, "crossings": crossings, "steps": len(view.log)}


def begun(exercise: Node, route: Route, start: datetime, clock: chance.Seeded) -> Play:
    """Drafted, checked by the centre, sent, agreed by every state."""
    requester, desk = route.desks[0]
    actor = exercise.viewer(desk, Role.RELEASING)
    with viewing(actor):
        made = actions.draft(actor=actor, title=route.title, plan=plan_of(route, start))
        actions.admit(actor=actor, delivery=made, desk=CENTRE)
    checker = exercise.viewer(CENTRE, Role.ANALYST)
    with viewing(checker):
        actions.act(actor=checker, delivery=made, kind=Kind.CHECK)
    played = Play(exercise, route, start, clock, made)
    played.step(requester, "send", answer_by=queries.written(start))
    for party, _desk in route.desks:
        played.agree(party)
    return played


def plan_of(route: Route, start: datetime) -> queries.Plan:
    """The plan of a route."""
    return queries.Plan(
        points=tuple(point_of(stop, start) for stop in route.stops),
        legs=tuple(
            queries.Leg(party=party, transport=queries.Transport(route.transport), vehicle=route.vehicle)
            for party, _desk in route.desks
        ),
        goods=(queries.Item(name=route.goods, kind=queries.Goods.NARCOTIC, stated_grams=Decimal(route.grams)),),
        expires=rules.instant(start, route.stops[-1].after + 48),
        case="УЧЕБНОЕ дело 13",
        legal_basis="Конвенция ООН 1988 года, статья 11",
        officer="УЧЕБНАЯ дежурная часть, +000 00 000",
    )


def point_of(stop: Stop, start: datetime) -> queries.Point:
    """A stop as a point of the plan."""
    opens = rules.instant(start, stop.after)
    return queries.Point(name=stop.name, zone=stop.zone, opens=opens, closes=opens + timedelta(hours=stop.hours))


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
    """A withdrawal before the border, a substitution on the way, another crossing than the planned one."""
    played.step("KG", "withdraw")
    played.agree("KG")
    played.at(1)
    played.step("TJ", "take_over")
    played.at(25)
    played.hand_over("TJ", "KG")
    whole = str(rules.KEPT_GRAMS)
    sample = "5 г, УЧЕБНАЯ лаборатория"
    played.step("KG", "substitute", item="0", replacing="part", left_grams=whole, substitute="мел", trace_sample=sample)
    change_border(played)
    for party in ("KG", "KZ", "RU"):
        played.agree(party)
    played.at(73)
    played.hand_over("KG", "KZ")
    played.step("KZ", "lose_contact", words="маяк молчит")
    played.at(75)
    played.step("KZ", "regain_contact", words="машина замечена на посту")
    played.at(122)
    played.hand_over("KZ", "RU")
    played.at(146)
    played.step("RU", "deliver", words="груз получен, трое задержаны")
    close(played, {"TJ": 0, "KG": 0, "KZ": 1, "RU": 3})


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
