"""A stage with one thing of every kind that addresses name, all of one agency; and every address that names one."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Part, Purpose
from kerege.rooms.bulletins import actions as bulletins
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.crosscheck.models import Entry
from kerege.rooms.crosscheck.queries import Verdict
from kerege.rooms.directory import queries as directory
from kerege.rooms.intake import actions as intake
from kerege.rooms.intake import queries as imports
from kerege.rooms.intake.actions import uploads
from kerege.rooms.intake.models import QuarantinedRow
from kerege.rooms.operations import actions as delivering
from kerege.rooms.permissions import actions as permissions
from kerege.rooms.records import actions as records
from kerege.rooms.requests.queries import Outcome
from kerege.rooms.retention import actions as retention
from kerege.rooms.retention import queries as notices
from kerege.rooms.screening import queries as screenings
from kerege.rooms.statistics.queries import read_week
from tests import cast
from tests.access import faces, twins
from tests.access.faces import GIVEN, routes
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.deconfliction import scenes as deconfliction
from tests.rooms.files import pictures
from tests.rooms.intake import sheets
from tests.rooms.operations import plans
from tests.rooms.permissions import scenes as permitting
from tests.rooms.requests import scenes as requests
from tests.rooms.screening import scenes as screening

OWNER = "erlan"
"""Everything on the stage is his agency's; nobody else of the cast stands in it."""
PUBLIC = {"suspension"}
"""Ids of things that everybody may see."""
SAME = {"hit_id": "hit", "report_id": "report", "release_id": "release"}
"""Names that the API gives to the same things."""
UUID_PART = re.compile(r"<uuid:(\w+)>")
API_PART = re.compile(r"\{(\w+)\}")


@dataclass
class Stage:
    """The ids by the name that addresses give them, and who else than the owner may see each."""

    ids: dict[str, UUID] = field(default_factory=dict)
    insiders: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, name: str, identity: UUID, *insiders: str) -> None:
        """One thing."""
        self.ids[name] = identity
        self.insiders[name] = frozenset({OWNER, *insiders})


def staged(folder: Path, patch: pytest.MonkeyPatch) -> Stage:
    """The stage in the present database, its files in a folder."""
    files_in(folder, patch)
    return build(folder)


def files_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Let files lie in a folder and be looked at in this process; attempts to sign in are counted anew."""
    cache.clear()
    patch.setattr("kerege.rooms.files.queries.path_of", lambda name: folder / "files" / name[:2] / name)
    patch.setattr(uploads, "looked_apart", lambda act, upload: {})


def build(folder: Path) -> Stage:
    """One thing of every kind, in the present database."""
    stage = Stage()
    actor = cast.viewer(OWNER)
    mine = twins.keep(OWNER, twins.raw(1, handling="H3", restriction="EXERCISE", **twins.nominal("suspect")))
    stage.add("report", mine, "hamid")
    with viewing(actor):
        stage.add("subject", Entry.objects.filter(owner=actor.desk, report=mine)[0].id, "hamid")
        attachment = records.attach(
            actor=actor, report_id=mine, part=Part.NOMINAL, name="EXERCISE.jpg", content=pictures.jpeg()
        )
        stage.add("attachment", attachment, "hamid")
        release = records.release(
            actor=actor,
            report_id=mine,
            part=Part.NOMINAL,
            audience=directory.party("UZ").id,
            audience_kind="party",
            purposes=[Purpose.INVESTIGATION],
            answered=True,
        )
        stage.add("release", release)
        stage.add("edition", bulletins.compose(actor=actor, week=read_week("2026-W12")))
    add_hit(stage)
    add_import(stage, folder)
    add_screening(stage)
    add_request(stage)
    add_purge(stage)
    add_inquiry(stage)
    add_challenge(stage)
    add_events(stage)
    add_delivery(stage)
    add_permissions(stage)
    return stage


def add_hit(stage: Stage) -> None:
    """A hit of the owner's check in Tashkent, judged by him."""
    twins.keep("hamid", twins.raw(2, **twins.nominal("suspect", name="УЧЕБНЫЙ Другов Данияр", birth_date="1961")))
    checking.ask(OWNER, twins.PHONE)
    hit = checking.inbox(OWNER)[0]
    stage.add("hit", hit.id, "hamid")
    actor = cast.viewer(OWNER, Purpose.INVESTIGATION, case="EXERCISE")
    with viewing(actor):
        judgement = crosscheck.judge(actor=actor, hit_id=hit.id, verdict=Verdict.UNDECIDED, reason="EXERCISE")
    stage.add("judgement", judgement)


def add_import(stage: Stage, folder: Path) -> None:
    """An upload, and an import of a dirty sheet with a row that waits."""
    actor = cast.viewer(OWNER)
    path = sheets.csv_file(folder, sheets.DIRTY)
    with viewing(actor):
        stage.add("upload", intake.receive(actor=actor, name="sheet.csv", chunks=[path.read_bytes()]))
    done = intake.import_file(
        actor=actor, path=path, plan=lambda sheet: imports.plan_of(sheet, named="auto", kind="seizure")
    )
    assert done.id is not None
    stage.add("import_id", done.id)
    with viewing(actor):
        row = QuarantinedRow.objects.filter(owner=actor.desk).first()
    assert row is not None
    stage.add("row", row.id)


def add_request(stage: Stage) -> None:
    """A request of the owner to Tashkent, which was answered."""
    thread = requests.asked(OWNER, desks=("uz-tashkent",))
    requests.answered(thread, Outcome.FULL, "hamid", text="EXERCISE: to the owner alone")
    stage.add("thread", thread, "hamid")


def add_screening(stage: Stage) -> None:
    """A screening of Dushanbe that gave the owner, whose record is silent, a digest; one of Almaty with a proposal."""
    twins.keep(OWNER, twins.raw(3, handling="H3", restriction="EXERCISE", **twins.nominal("suspect", covert="yes")))
    run = twins.screened("tj_analyst", [twins.NAME])
    stage.add("run", run, "farrukh", "tj_analyst", "tj_coordinator", "tj_dpo", "centre_dpo", "centre_dpo_2")
    [digest] = screening.digests(OWNER)
    stage.add("digest", digest.id)
    proposed, actor = screening.of_namesakes(), screening.proposer()
    with viewing(actor):
        [proposal, *_more] = screenings.proposals(viewer=actor, run_id=proposed).found.entries
    stage.add("proposal", proposal.id, "bolat", "aigerim", "gulnora", "kz_coordinator", "centre_dpo", "centre_dpo_2")


def add_permissions(stage: Stage) -> None:
    """A permission that Tashkent asked of the owner, and an opening that Tashkent asked for from a hit of its own."""
    permitting.coordinate("KZ", "KZ-CUSTOMS")
    mine = permitting.a_record(to="UZ", handling="H2", name="УЧЕБНЫЙ Спрошенный Сармат")
    asker = permitting.seen_as("hamid")
    checking.ask("hamid", "УЧЕБНЫЙ Спрошенный Сармат")
    with viewing(asker):
        asked = permissions.ask(
            actor=asker,
            report=mine,
            part=Part.NOMINAL,
            act=Act.ONWARD,
            towards=directory.party("KG").id,
            words="EXERCISE reason",
        )
        met = checks.inbox(viewer=asker, side="asker")
        hit = next(each for each in met if each.call and each.call.code == "kz-customs")
        opening = permissions.ask_opening(actor=asker, hit=hit.id, danger="EXERCISE danger to a life")
    stage.add("asking", asked, "hamid")
    stage.add("opening", opening, "hamid")


def add_purge(stage: Stage) -> None:
    """A notice to the owner's agency that something released to it was erased in Dushanbe."""
    theirs = twins.keep("farrukh", twins.raw(4, **twins.nominal("contact")))
    actor, officer, reader = cast.viewer("farrukh"), cast.viewer("tj_dpo"), cast.viewer(OWNER)
    with viewing(actor):
        records.release(
            actor=actor,
            report_id=theirs,
            part=Part.NOMINAL,
            audience=reader.desk,
            audience_kind="desk",
            purposes=[Purpose.INVESTIGATION],
        )
    with viewing(officer):
        retention.erase(actor=officer, report=theirs, ground=notices.Ground.UNLAWFUL, reason="EXERCISE reason")
    with viewing(reader):
        [notice] = notices.purges(viewer=reader)
    stage.add("purge", notice.id)


def add_delivery(stage: Stage) -> None:
    """A controlled delivery that the owner drafted; nobody was asked yet."""
    actor = cast.viewer(OWNER, Purpose.CONTROLLED_DELIVERY, case="EXERCISE")
    plan = plans.road(goods=(plans.powder(name="УЧЕБНЫЙ порошок"),))
    points = tuple(replace(point, name=f"УЧЕБНАЯ точка {at}") for at, point in enumerate(plan.points))
    plan = replace(plan, points=points, officer="УЧЕБНАЯ служба", legal_basis="УЧЕБНОЕ основание")
    with viewing(actor):
        stage.add("delivery", delivering.draft(actor=actor, title="УЧЕБНАЯ поставка", plan=plan))
        stage.add("operation", delivering.joint.found(actor=actor, title="УЧЕБНАЯ операция"))


def add_events(stage: Stage) -> None:
    """A planned event of the owner's, and its crossing with one of Tashkent's."""
    starts = twins.NOON + 6 * deconfliction.HOUR
    russian = deconfliction.plan(starts=starts, place="УЧЕБНЫЙ двор", supervisor="УЧЕБНЫЙ руководитель")
    stage.add("planned", deconfliction.submit(OWNER, russian).event)
    deconfliction.submit("hamid", deconfliction.plan(starts=starts))
    [conflict] = deconfliction.conflicts(OWNER)
    stage.add("crossing", conflict.crossing, "hamid", "duty")


def add_inquiry(stage: Stage) -> None:
    """A person asked in Dushanbe about himself; the owner is asked about a record of his own. Each sees his side."""
    actor, reader = cast.viewer("tj_dpo"), cast.viewer(OWNER)
    with viewing(actor):
        asked = retention.inquire(
            actor=actor,
            question=checks.read_question(twins.NAME),
            wish=notices.Wish.ACCESS,
            reference="EXERCISE reason",
        )
    retention.ask_owners()
    with viewing(reader):
        held = notices.consultations(viewer=reader)
    stage.add("consultation", held[0].id)
    stage.ids["inquiry"], stage.insiders["inquiry"] = asked, frozenset({"tj_dpo"})


def add_challenge(stage: Stage) -> None:
    """A person of the owner's record challenges it, on his behalf by the owner's releasing officer."""
    actor, report = cast.viewer(OWNER), twins.keep(OWNER, twins.raw(5, **twins.nominal("witness")))
    with viewing(actor):
        entry = notices.one(viewer=actor, report=report)
        made = retention.challenge(
            actor=actor,
            report=report,
            subject=next(iter(notices.persons(viewer=actor, owner=entry.owner, report=report))),
            ground=notices.Dispute.INACCURATE,
            reference="EXERCISE",
            reason="EXERCISE reason",
        )
    stage.add("challenge", made)


@dataclass(frozen=True)
class Door:
    """An address with ids in it, or an operation of the API; `ids` are their names, in order."""

    method: str
    address: str
    ids: tuple[str, ...]
    body: dict[str, Any] = field(default_factory=dict, compare=False, hash=False)

    def at(self, ids: dict[str, UUID]) -> str:
        """The address with ids filled in, by the names of the stage."""
        made = self.address
        for name in self.ids:
            made = made.replace(f"<{name}>", str(ids[SAME.get(name, name)]))
        return made

    @property
    def names(self) -> list[str]:
        """The names of its ids as the stage knows them."""
        return [SAME.get(name, name) for name in self.ids]


def page_doors() -> Iterator[Door]:
    """Every page with an id in its address, to read and to send."""
    for route in routes(get_resolver()):
        ids = tuple(UUID_PART.findall(route))
        if not ids or route.startswith("api/"):
            continue
        address = "/" + UUID_PART.sub(r"<\1>", route)
        address = re.sub(r"<(?:slug|int|str):(\w+)>", lambda part: GIVEN[part[1]], address)
        for method in ("GET", "POST"):
            yield Door(method, address, ids)


def api_doors() -> Iterator[Door]:
    """Every operation of the API with an id in its path, with a body that its schema takes."""
    schema = faces.schema()
    for path, operations in schema["paths"].items():
        ids = tuple(name for name in API_PART.findall(path) if name not in GIVEN)
        if not ids:
            continue
        address = API_PART.sub(api_part, path)
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            yield Door(method.upper(), address, ids, example(content.get("schema", {}), schema))


def api_part(part: re.Match[str]) -> str:
    """What stands for one part of a path."""
    return GIVEN.get(part[1], f"<{part[1]}>")


def example(shape: dict[str, Any], schema: dict[str, Any]) -> Any:
    """A value that a schema takes."""
    if "$ref" in shape:
        return example(schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]], schema)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in shape:
            return example(shape[several][0], schema)
    if "enum" in shape:
        return shape["enum"][0]
    if "const" in shape:
        return shape["const"]
    if shape.get("type") == "object":
        required = shape.get("required", ())
        return {key: example(each, schema) for key, each in shape.get("properties", {}).items() if key in required}
    if shape.get("type") == "array":
        return [example(shape.get("items", {}), schema)]
    texts = {"date": "2026-12-30", "date-time": "2026-12-30T00:00:00Z", "uuid": str(UUID(int=9, version=4))}
    text = texts.get(shape.get("format", ""), "EXERCISE")
    return {"string": text, "integer": 1, "number": 1, "boolean": True}.get(shape.get("type", ""), {})


FORM = {
    "reason": "EXERCISE",
    "verdict": "same",
    "answer": "silent",
    "approve": "on",
    "decision": "approve",
    "part": "nominal",
    "audience": "party:EXERCISE",
    "purposes": "analysis",
    "last_day": "2026-12-30",
    "expected": "1",
    "confirm": "on",
}
"""What every page is sent: fields that it does not know are nothing to it."""


def asked(client: Client, token: str, door: Door, ids: dict[str, UUID]) -> bytes:
    """The bytes of one answer, with the ids that were asked for written as their names."""
    address = door.at(ids)
    if address.startswith("/api/"):
        body = json.dumps(door.body) if door.body else ""
        said = client.generic(
            door.method, address, body, content_type="application/json", headers={"Authorization": f"Bearer {token}"}
        )
    else:
        said = client.get(address) if door.method == "GET" else client.post(address, FORM)
    plain = twins.plain(said)
    for name in door.names:
        plain = plain.replace(str(ids[name]).encode(), name.encode())
    return plain


def unknown(ids: dict[str, UUID]) -> dict[str, UUID]:
    """As many ids of the same shape that lead nowhere."""
    return {name: UUID(int=uuid5(identity, "unknown").int, version=4) for name, identity in ids.items()}
