"""Oversight: volumes and unusual look-ups, alerts, watched names, what the Council is shown."""

from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from kerege.api.face import door, viewer_of
from kerege.kernel.law import Act, Viewer
from kerege.rooms.oversight import actions, queries

router = Router()
DEFAULT_DAYS, MOST_DAYS = 30, 400


class WatchIn(Schema):
    """A public figure, or bait: a name of two parts or more, or an identifier."""

    kind: Literal["public_figure", "bait"]
    name: str = Field("", max_length=300)
    identifier_kind: str = Field("", max_length=24)
    identifier: str = Field("", max_length=120)
    reason: str = Field(min_length=3, max_length=300)


class SettleIn(Schema):
    """What was found out about an alert."""

    alert: UUID
    remark: str = Field(min_length=1, max_length=300)


class DangerIn(Schema):
    """Whose life is in danger, and which desk knows."""

    desk: str = Field(min_length=1, max_length=60)
    reference: str = Field(min_length=1, max_length=120)
    danger: str = Field(min_length=10, max_length=600)


class EndIn(Schema):
    """Which watching ends."""

    watched: UUID


def span(viewer: Viewer, since: date | None, until: date | None) -> tuple[date, date]:
    """The days asked for. Raises HttpError for a span that is too long."""
    last = until or queries.party_day(viewer)
    first = since or last - timedelta(days=DEFAULT_DAYS)
    if not 0 <= (last - first).days <= MOST_DAYS:
        raise HttpError(422, gettext("At most %(days)s days at a time.") % {"days": MOST_DAYS})
    return first, last


@router.get("/oversight/usage", response=dict[str, Any], summary="How the officers of your agency use the node")
@door(Act.ACCOUNT_FOR)
def usage(request: HttpRequest, since: date | None = None, until: date | None = None) -> dict[str, Any]:
    """Volumes by day, desk, purpose and act; unusual look-ups; nothing of any record."""
    viewer = viewer_of(request)
    first, last = span(viewer, since, until)
    found = queries.usage(viewer=viewer, since=first, until=last)
    return {
        "since": first,
        "until": last,
        "volumes": [
            {"day": v.day, "desk": v.desk, "purpose": v.purpose, "kind": v.kind, "acts": v.acts} for v in found.volumes
        ],
        "unusual": [
            {
                "what": each.kind.value, "officer_number": each.number, "desk": each.desk, "day": each.day,
                "count": each.count, "usual": each.usual,
            }
            for each in found.unusual
        ],
    }  # fmt: skip


@router.get("/oversight/council", response=dict[str, Any], summary="Volumes and alerts of whole parties")
@door(Act.ACCOUNT_FOR)
def council(request: HttpRequest, since: date | None = None, until: date | None = None) -> dict[str, Any]:
    """For the Council's overseers: no desk, no officer, no record, no bait."""
    viewer = viewer_of(request)
    first, last = span(viewer, since, until)
    volumes, alerts = queries.over_all(viewer=viewer, since=first, until=last)
    return {
        "volumes": [
            {"party": v.party, "day": v.day, "purpose": v.purpose, "kind": v.kind, "acts": v.acts} for v in volumes
        ],
        "alerts": [{"party": a.party, "what": a.kind, "noted": a.noted, "settled": a.settled} for a in alerts],
        "unheard": [{"party": party, "agency": agency} for party, agency in queries.unheard(viewer=viewer)],
    }


@router.get("/oversight/alerts", response=list[dict[str, Any]], summary="Look-ups that data protection should hear of")
@door(Act.ACCOUNT_FOR)
def alerts(request: HttpRequest) -> list[dict[str, Any]]:
    """Of officers, of public figures, of bait; those that wait first."""
    return [
        {
            "id": each.id, "at": each.at, "what": each.kind.value, "about": each.about, "desk": each.desk,
            "party": each.party, "officer_number": each.officer_number, "purpose": each.purpose,
            "times": each.times, "settled_at": each.settled_at, "remark": each.remark, "stands_in": each.stands_in,
        }
        for each in queries.alerts(viewer=viewer_of(request))
    ]  # fmt: skip


@router.post("/oversight/alerts/settle", response=dict[str, bool], summary="Settle an alert")
@door(Act.ACCOUNT_FOR)
def settle(request: HttpRequest, given: SettleIn) -> dict[str, bool]:
    """With what was found out."""
    actions.settle(actor=viewer_of(request), alert=given.alert, remark=given.remark)
    return {"settled": True}


@router.get("/oversight/watched", response=list[dict[str, Any]], summary="What your agency watches")
@door(Act.ACCOUNT_FOR)
def watched(request: HttpRequest) -> list[dict[str, Any]]:
    """Public figures and bait, as their keeper wrote them."""
    return [
        {
            "id": each.id, "kind": each.kind.value, "name": each.name, "identifier": each.identifier,
            "reason": each.reason, "made_at": each.made_at, "ended_at": each.ended_at,
        }
        for each in queries.watched(viewer=viewer_of(request))
    ]  # fmt: skip


@router.post("/oversight/watched", response={201: dict[str, UUID]}, summary="Watch a public figure, or plant bait")
@door(Act.ACCOUNT_FOR)
def watch(request: HttpRequest, given: WatchIn) -> Status[dict[str, UUID]]:
    """Whoever looks it up learns nothing of it."""
    asked = given.model_dump() | {"kind": queries.WatchKind(given.kind)}
    return Status(201, {"id": actions.watch(actor=viewer_of(request), **asked)})


@router.post("/oversight/watched/end", response=dict[str, bool], summary="Watch no more")
@door(Act.ACCOUNT_FOR)
def end(request: HttpRequest, given: EndIn) -> dict[str, bool]:
    """The entry stays with its days."""
    actions.end(actor=viewer_of(request), watched=given.watched)
    return {"ended": True}


@router.post("/danger", response=list[dict[str, Any]], summary="Danger to life: the owner's contact, nothing else")
@door(Act.FIND)
def danger(request: HttpRequest, given: DangerIn) -> list[dict[str, Any]]:
    """No record is opened; the owner is told."""
    found = actions.danger_to_life(actor=viewer_of(request), **given.model_dump())
    return [{"desk": each.code, "telephone": each.telephone, "coordinates": each.coordinates} for each in found]
