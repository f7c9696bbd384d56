"""Scenes of deliveries in a real node: the named cast, the road from Dushanbe to Omsk, all invented."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.queries import Kind, Plan, Stage
from tests import cast
from tests.rooms.operations import plans

STATES = {"TJ": "farrukh", "KG": "iskender", "KZ": "kz_coordinator", "RU": "ksenia"}
AGENCIES = {"TJ": "TJ-DCA", "KG": "KG-POLICE", "KZ": "KZ-POLICE", "RU": "RU-POLICE"}
DAY = timedelta(days=1)


def viewer(name: str, purpose: Purpose = Purpose.CONTROLLED_DELIVERY) -> Viewer:
    """Somebody on a case."""
    return cast.viewer(name, purpose, case="EX-CD-1", reason="")


def plan(start: datetime | None = None) -> Plan:
    """The road with the cast's agencies on its legs, starting at an instant."""
    made = plans.road()
    shift = (start or chance.now()) - plans.START
    return replace(
        made,
        legs=tuple(replace(leg, agency=AGENCIES[leg.party]) for leg in made.legs),
        points=tuple(replace(p, opens=p.opens + shift, closes=p.closes + shift) for p in made.points),
        expires=made.expires + shift,
    )


def drafted(who: str = "farrukh", given: Plan | None = None) -> UUID:
    """A draft."""
    actor = viewer(who)
    with viewing(actor):
        return actions.draft(actor=actor, title="EXERCISE Pamir", plan=given or plan())


def do(name: str, delivery: UUID, kind: Kind, words: str = "", **given: Any) -> None:
    """A plain step of somebody."""
    actor = viewer(name)
    with viewing(actor):
        actions.act(actor=actor, delivery=delivery, kind=kind, given=given, words=words)


def sent(given: Plan | None = None) -> UUID:
    """Checked by the centre's officer whom Dushanbe admitted, and sent to every state."""
    delivery = drafted(given=given)
    actor = viewer("farrukh")
    with viewing(actor):
        actions.admit(actor=actor, delivery=delivery, desk="centre-iau")
    do("director", delivery, Kind.CHECK)
    with viewing(actor):
        actions.send(actor=actor, delivery=delivery, answer_by=chance.now() + DAY / 2)
    return delivery


def agree(name: str, delivery: UUID, **given: Any) -> None:
    """A state agrees to its legs as it is shown them."""
    actor = viewer(name)
    now = chance.now()
    with viewing(actor):
        shown = queries.delivery(viewer=actor, delivery_id=delivery)
        content = {
            "covers": [leg.terms for leg in shown.asked],
            "word": "agree",
            "authority": "prosecutor",
            "authority_name": "EXERCISE prosecutor",
            "authority_number": "12/3",
            "valid_from": queries.written(now - DAY),
            "valid_until": queries.written(now + 10 * DAY),
            "penalty": "term",
            "tried": actor.party_code,
            "legal_basis": "EXERCISE law on operative work, art. 7",
        } | given
        actions.answer(actor=actor, delivery=delivery, given=content)


def under_way(given: Plan | None = None) -> UUID:
    """All agreed; Dushanbe has taken the load over."""
    delivery = sent(given)
    for name in STATES.values():
        agree(name, delivery)
    do("farrukh", delivery, Kind.TAKE_OVER)
    return delivery


def between_others() -> UUID:
    """A delivery of Omsk to Osh alone, its form checked by the centre's duty desk, with the load under way."""
    road = plan()
    legs = tuple(replace(road.legs[0], party=party, agency=AGENCIES[party]) for party in ("RU", "KG"))
    delivery = drafted("ksenia", replace(road, legs=legs, points=road.points[:3]))
    actor = viewer("ksenia")
    with viewing(actor):
        actions.admit(actor=actor, delivery=delivery, desk="centre-duty")
    do("duty", delivery, Kind.CHECK)
    with viewing(actor):
        actions.send(actor=actor, delivery=delivery, answer_by=chance.now() + DAY / 2)
    for name in ("ksenia", "iskender"):
        agree(name, delivery)
    do("ksenia", delivery, Kind.TAKE_OVER)
    return delivery


def give(name: str, delivery: UUID) -> None:
    """The giving side signs."""
    actor = viewer(name)
    with viewing(actor):
        actions.give(actor=actor, delivery=delivery, sheet={"seals": "EX-77", "packages": "4"})


def take(name: str, delivery: UUID) -> None:
    """The taking side signs what it is shown."""
    actor = viewer(name)
    with viewing(actor):
        shown = queries.delivery(viewer=actor, delivery_id=delivery)
        assert shown.offered is not None
        actions.take(actor=actor, delivery=delivery, signed=shown.offered.bytes)


def shown(name: str, delivery: UUID, purpose: Purpose = Purpose.CONTROLLED_DELIVERY) -> queries.DeliveryView:
    """A delivery as somebody sees it."""
    who = viewer(name, purpose)
    with viewing(who):
        return queries.delivery(viewer=who, delivery_id=delivery)


def stage(delivery: UUID) -> Stage:
    """Where it stands, as the requester sees it."""
    return shown("farrukh", delivery).stage
