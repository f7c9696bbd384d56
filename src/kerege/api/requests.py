"""REST of requests: drafting, lists, one thread, every deed by its name, figures."""

from base64 import b64decode
from datetime import UTC, date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Field, Router, Schema, Status
from ninja.errors import HttpError

from kerege.api.face import door, viewer_of
from kerege.foundation.saying import said
from kerege.kernel.law import Act
from kerege.rooms.files.actions import FileRefusedError
from kerege.rooms.requests import actions, queries

router = Router()
WRITING = (Act.REPORT, Act.RELEASE, Act.FIND, Act.ACCOUNT_FOR)
"""What a token must be for to take a step: never reading alone; which role may take which step is the room's to say."""
LONG = 8000


def both_codes() -> list[Literal["H1", "H2", "H3"]]:
    """What is sent is read under both codes where its sender says nothing."""
    return ["H1", "H2"]


class RequestIn(Schema):
    """What is asked, or told unasked, or looked out for; purpose and case come in the headers."""

    kind: Literal["request", "information", "look_out"] = "request"
    desks: list[str] = Field(default_factory=list, max_length=20, description="codes of the asked desks")
    hit: UUID | None = Field(None, description="ask whoever holds this hit")
    report: UUID | None = Field(None, description="your own report that it begins from")
    question: str = Field(max_length=LONG)
    translation: str = Field("", max_length=LONG)
    translator: str = Field("", max_length=120)
    legal_basis: str = Field("", max_length=2000)
    urgency: Literal["now", "hours_8", "days_3", "days_7"] = "days_7"
    urgent_for: Literal["life", "held_person", "moving_load", "vanishing_evidence"] | None = None
    hold_until: datetime | None = None
    names_persons: bool = True
    handling: list[Literal["H1", "H2", "H3"]] = Field(default_factory=both_codes, max_length=3)
    restriction: str = Field("", max_length=2000, description="the words of H3")
    level: Literal["open", "official_use"] = "official_use"
    records: list[UUID] = Field(
        default_factory=list, max_length=50, description="own reports, released with information"
    )
    action: Literal["observe", "call", "stop"] | None = None
    expires_on: date | None = None
    send: bool = False


class DeedIn(Schema):
    """The fields of a deed; what it does not ask is left out."""

    text: str = Field("", max_length=LONG)
    translation: str = Field("", max_length=LONG)
    translator: str = Field("", max_length=120)
    outcome: str = Field("", max_length=20)
    ground: str = Field("", max_length=30)
    records: list[UUID] = Field(default_factory=list, max_length=50)
    nominal: bool = False
    assurance: str = Field("", max_length=200)
    agreed: str = Field("", max_length=64)
    useful: str = Field("", max_length=20)
    used: str = Field("", max_length=20)
    result: str = Field("", max_length=20)
    handling: list[Literal["H1", "H2", "H3"]] = Field(default_factory=list, max_length=3)
    restriction: str = Field("", max_length=2000)
    level: str = Field("", max_length=20)
    use: str = Field("", max_length=20)
    reference: str = Field("", max_length=120)
    agree: bool = False

    def fields(self) -> dict[str, str]:
        """As texts."""
        plain = self.dict(exclude={"records", "nominal", "agree", "handling"})
        flags = {"nominal": "yes" if self.nominal else "", "agree": "yes" if self.agree else ""}
        lists = {"records": " ".join(map(str, self.records)), "handling": " ".join(self.handling)}
        return plain | flags | lists


class ScanIn(Schema):
    """A scanned letter: its number, the name of the file, its bytes in base64."""

    number: str = Field(max_length=60)
    name: str = Field(max_length=200)
    content: str = Field(max_length=28_000_000)


def wire(detail: queries.Detail) -> dict[str, Any]:
    """One thread as JSON."""
    return detail.card.wire() | {
        "history": [line.wire() for line in detail.history],
        "deeds": [deed.code for deed in detail.deeds],
        "agreed": detail.agreed,
    }


@router.post("/requests", response={201: list[dict[str, Any]]}, summary="Draft or send a request")
@door(*WRITING)
def new(request: HttpRequest, given: RequestIn) -> Status[list[dict[str, Any]]]:
    """One thread for each asked desk."""
    actor = viewer_of(request)
    content = queries.Draft(
        kind=queries.Kind(given.kind),
        desks=tuple(given.desks),
        hit=given.hit,
        report=given.report,
        question=given.question.strip(),
        translation=given.translation,
        translator=given.translator,
        basis=given.legal_basis,
        urgency=queries.Urgency(given.urgency),
        urgent_for=queries.UrgentFor(given.urgent_for) if given.urgent_for else None,
        hold_until=given.hold_until,
        nominal=given.names_persons,
        handling=tuple(given.handling),
        restriction=given.restriction,
        level=queries.LEVELS[given.level],
        records=tuple(given.records),
        action=queries.Action(given.action) if given.action else None,
        expires_on=given.expires_on,
    )
    threads = actions.draft(actor=actor, content=content)
    for thread in threads if given.send else ():
        actions.send(actor=actor, thread=thread)
    return Status(201, [wire(queries.detail(viewer=actor, thread=thread)) for thread in threads])


class DraftIn(Schema):
    """A draft as it shall stand from now on: its desk, kind, purpose and case stay."""

    question: str = Field(max_length=LONG)
    translation: str = Field("", max_length=LONG)
    translator: str = Field("", max_length=120)
    legal_basis: str = Field("", max_length=2000)
    urgency: Literal["now", "hours_8", "days_3", "days_7"] = "days_7"
    urgent_for: Literal["life", "held_person", "moving_load", "vanishing_evidence"] | None = None
    hold_until: datetime | None = None
    names_persons: bool = True
    handling: list[Literal["H1", "H2", "H3"]] = Field(default_factory=both_codes, max_length=3)
    restriction: str = Field("", max_length=2000, description="the words of H3")
    level: Literal["open", "official_use"] = "official_use"
    records: list[UUID] = Field(
        default_factory=list, max_length=50, description="own reports, released with information"
    )
    action: Literal["observe", "call", "stop"] | None = None
    expires_on: date | None = None

    def content(self) -> queries.Draft:
        """As the room takes it."""
        return queries.Draft(
            question=self.question.strip(),
            translation=self.translation,
            translator=self.translator,
            basis=self.legal_basis,
            urgency=queries.Urgency(self.urgency),
            urgent_for=queries.UrgentFor(self.urgent_for) if self.urgent_for else None,
            hold_until=self.hold_until,
            nominal=self.names_persons,
            handling=tuple(self.handling),
            restriction=self.restriction,
            level=queries.LEVELS[self.level],
            records=tuple(self.records),
            action=queries.Action(self.action) if self.action else None,
            expires_on=self.expires_on,
        )


@router.put("/requests/{uuid:thread}", response=dict[str, Any], summary="Change a draft")
@door(*WRITING)
def revise(request: HttpRequest, thread: UUID, given: DraftIn) -> dict[str, Any]:
    """Every former version stays in its history, under `edit`."""
    actor = viewer_of(request)
    actions.revise(actor=actor, thread=thread, content=given.content())
    return wire(queries.detail(viewer=actor, thread=thread))


class RestoreIn(Schema):
    """Which former version: its place in the history."""

    place: int = Field(ge=0, le=1_000_000)


@router.post("/requests/{uuid:thread}/restore", response=dict[str, Any], summary="Take a former version back")
@door(*WRITING)
def restore(request: HttpRequest, thread: UUID, given: RestoreIn) -> dict[str, Any]:
    """What it replaces is kept in the history too."""
    actor = viewer_of(request)
    actions.restore(actor=actor, thread=thread, place=given.place)
    return wire(queries.detail(viewer=actor, thread=thread))


@router.get("/requests/look-outs", response=list[dict[str, Any]], summary="The look-outs in force in your state")
@door(Act.READ)
def look_outs(request: HttpRequest, report: UUID | None = None) -> list[dict[str, object]]:
    """What is watched for, what to do, until when, whom to call; `report`: those that this report of yours meets."""
    return [each.wire() for each in queries.look_outs(viewer=viewer_of(request), report=report)]


@router.get("/requests/figures", response=dict[str, Any], summary="Both sides' figures of your agency")
@door(Act.READ)
def figures(
    request: HttpRequest, since: date, until: date, of: Literal["agency", "party"] = "agency"
) -> dict[str, Any]:
    """Time to the first answer, outcomes, refusals by ground, useful or not, how used: also by the other party.

    Over your agency's own copies; `of=party`, a coordinator's alone, over those of every agency of his party.
    """
    spans = [datetime.combine(day, datetime.min.time(), UTC) for day in (since, until)]
    found = queries.figures(viewer=viewer_of(request), since=spans[0], until=spans[1], whole=of == "party")
    return {side.value: each.wire() for side, each in found.items()}


class GateIn(Schema):
    """How a party lets requests out and in, and whether its answers need a second approver."""

    outgoing: Literal["direct", "copy", "through"]
    incoming: Literal["direct", "copy", "through"]
    second_approver: bool = False
    kind: Literal["request", "information", "look_out"] | None = Field(None, description="none: every kind")


def gate_wire(party: UUID) -> dict[str, Any]:
    """How a party lets each kind pass; of requests beside it, with the second approver of their answers."""
    kinds = {
        kind.value: {"outgoing": each.outgoing.value, "incoming": each.incoming.value}
        for kind, each in queries.gates(party).items()
    }
    return kinds["request"] | {"second_approver": queries.gate(party).second_approver, "kinds": kinds}


class AdoptIn(Schema):
    """A profile of clocks by its name, and the Council's decision with its date."""

    profile: str = Field(max_length=60)
    decision: str = Field(max_length=200)


class ConfirmIn(Schema):
    """What waits for a coordinator's word, by its id."""

    entry: UUID


@router.get("/requests/gate", response=dict[str, Any], summary="How your party lets requests out and in")
@door(Act.READ)
def gate(request: HttpRequest) -> dict[str, Any]:
    """As it stands, by kind: directly and without a second approver where your party said nothing."""
    return gate_wire(viewer_of(request).party)


@router.put("/requests/gate", response=dict[str, Any], summary="Set how your party lets requests out and in")
@door(*WRITING)
def set_gate(request: HttpRequest, given: GateIn) -> dict[str, Any]:
    """The coordinator's, for one kind or for every one; it holds from now on."""
    entry = queries.GateEntry(queries.Gating(given.outgoing), queries.Gating(given.incoming), given.second_approver)
    actor = viewer_of(request)
    actions.set_gate(actor=actor, entry=entry, kind=queries.Kind(given.kind) if given.kind else None)
    return gate_wire(actor.party)


@router.get("/requests/clocks", response=dict[str, Any], summary="The profile of clocks in force, and what waits")
@door(Act.READ, Act.ADMINISTER)
def clocks(request: HttpRequest) -> dict[str, Any]:
    """All profiles with their spans, the one in force, and those entered as adopted that nobody has confirmed."""
    return {
        "in_force": queries.profile().name,
        "profiles": [each.wire() for each in queries.PROFILES.values()],
        "waiting": [each.wire() for each in queries.waiting_profiles()],
    }


@router.post("/requests/clocks", response={201: dict[str, str]}, summary="Enter the profile the Council adopted")
@door(Act.ADMINISTER)
def adopt(request: HttpRequest, given: AdoptIn) -> Status[dict[str, str]]:
    """The centre's administrator's; it holds once the coordinator of a member has confirmed it."""
    made = actions.adopt(actor=viewer_of(request), profile=given.profile, decision=given.decision)
    return Status(201, {"id": str(made)})


@router.post("/requests/clocks/confirm", response={204: None}, summary="Confirm an adopted profile")
@door(*WRITING)
def confirm(request: HttpRequest, given: ConfirmIn) -> Status[None]:
    """The coordinator of a member state: clocks that start from now on follow it."""
    actions.confirm_profile(actor=viewer_of(request), entry=given.entry)
    return Status(204, None)


@router.get("/requests", response=list[dict[str, Any]], summary="Requests your agency asked or was asked")
@door(Act.READ)
def listed(
    request: HttpRequest, side: Literal["asker", "asked", "all"] = "asked", every: bool = False, offset: int = 0
) -> list[dict[str, object]]:
    """The clock that ends first first; `every`: also what is over, the newest first."""
    sides = {
        "asker": [queries.Side.ASKER, queries.Side.ASKER_GATE],
        "asked": [queries.Side.ASKED, queries.Side.ASKED_GATE],
        "all": [],
    }[side]
    found = queries.cards(
        viewer=viewer_of(request), sides=sides, open_only=not every, offset=max(0, min(offset, 100_000))
    )
    return [card.wire() for card in found]


@router.get("/requests/{uuid:thread}", response=dict[str, Any], summary="One request with its history")
@door(Act.READ)
def show(request: HttpRequest, thread: UUID) -> dict[str, Any]:
    """As your side sees it; `deeds` are what you may do now."""
    return wire(queries.detail(viewer=viewer_of(request), thread=thread))


@router.get("/requests/{uuid:thread}/letter", summary="Your side's copy as an official letter in PDF")
@door(Act.READ)
def letter(request: HttpRequest, thread: UUID, language: Literal["ru", "en"] = "ru") -> HttpResponse:
    """On the asking side the request, on the asked side its newest answer."""
    made = queries.letter(viewer=viewer_of(request), thread=thread, language=language)
    return HttpResponse(made, content_type="application/pdf")


class NumberIn(Schema):
    """The number of a letter that goes out."""

    number: str = Field(min_length=1, max_length=60)


@router.post("/requests/{uuid:thread}/letter", response=dict[str, Any], summary="Note the number of your letter")
@door(*WRITING)
def number_letter(request: HttpRequest, thread: UUID, given: NumberIn) -> dict[str, Any]:
    """It prints on the letter and stays with your side."""
    actor = viewer_of(request)
    actions.number_letter(actor=actor, thread=thread, number=given.number)
    return wire(queries.detail(viewer=actor, thread=thread))


@router.get("/requests/{uuid:thread}/scans", response=list[dict[str, Any]], summary="Scanned letters your side keeps")
@door(Act.READ)
def scans(request: HttpRequest, thread: UUID) -> list[dict[str, Any]]:
    """By id, name and when they were kept."""
    viewer = viewer_of(request)
    queries.detail(viewer=viewer, thread=thread)
    found = queries.scans(viewer=viewer, thread=thread)
    return [{"id": str(each.id), "name": each.name, "added_at": each.added_at.isoformat()} for each in found]


@router.get("/requests/{uuid:thread}/scans/{uuid:attachment}", summary="One scanned letter")
@door(Act.READ)
def open_scan(request: HttpRequest, thread: UUID, attachment: UUID) -> HttpResponse:
    """Its bytes."""
    opened = queries.open_scan(viewer=viewer_of(request), thread=thread, scan=attachment)
    return HttpResponse(opened.content, content_type=opened.entry.media_type)


@router.post("/requests/{uuid:thread}/scans", response={201: dict[str, str]}, summary="Keep the scan of a letter")
@door(*WRITING)
def keep_scan(request: HttpRequest, thread: UUID, given: ScanIn) -> Status[dict[str, str]]:
    """Its number is noted on both sides, its bytes stay with yours; the answer it brings is entered as a deed."""
    try:
        made = actions.keep_scan(
            actor=viewer_of(request),
            thread=thread,
            number=given.number,
            name=given.name,
            content=b64decode(given.content, validate=True),
        )
    except FileRefusedError as problem:
        raise HttpError(422, said(problem)) from problem
    except ValueError as problem:
        raise HttpError(422, gettext("content: base64 is needed")) from problem
    return Status(201, {"id": str(made)})


@router.post("/requests/{uuid:thread}/{slug:deed}", response=dict[str, Any], summary="Do one step of a request")
@door(*WRITING)
def take(request: HttpRequest, thread: UUID, deed: str, given: DeedIn) -> dict[str, Any]:
    """`send`, `acknowledge`, `accept`, `answer`, `close` …: those that `deeds` names."""
    actor = viewer_of(request)
    actions.take(actor=actor, thread=thread, deed=deed, fields=given.fields())
    return wire(queries.detail(viewer=actor, thread=thread))
