"""Twin worlds: two nodes that differ only in what the viewer may not see; every answer must be the same bytes."""

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from kerege.foundation import chance, node
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from kerege.rooms.operations.actions import joint
from kerege.rooms.oversight import actions as oversight
from kerege.rooms.oversight.queries import WatchKind
from kerege.rooms.records import actions as records
from kerege.rooms.records import queries as reports
from kerege.rooms.screening import actions as screening
from kerege.rooms.screening.actions import keeping
from kerege.rooms.screening.queries import may_propose
from kerege.web.shell import visit
from tests import cast
from tests.access import corrected, faces
from tests.rooms.operations import scenes as deliveries
from tests.rooms.screening import scenes

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
BACKEND = "kerege.web.account.backends.AuthenticationBackend"
MOST_PAGES = 5
SHARES = 7
"""Into how many parts the tests share the faces out: each is asked by two of fourteen pairs."""
VIEWERS = ("farrukh", "tj_analyst", "hamid", "observer", "org_analyst", "director", "daniyar")
NAME, PHONE, PLATE = "УЧЕБНЫЙ Тайнов Тимур Тимурович", "+992 93 555 01 01", "777 AAA 01"
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def raw(at: int, **more: object) -> dict[str, object]:
    """A seizure; `more` replaces."""
    return {
        "kind": "seizure",
        "occurred": f"2026-06-{1 + at % 14:02d}",
        "country": "KZ",
        "place": "EXERCISE",
        "items": [{"substance": "heroin", "quantity": str(1 + at), "unit": "kg"}],
        **more,
    }


def nominal(category: str, **more: object) -> dict[str, object]:
    """A nominal part about the name, phone and plate that the viewer will ask for."""
    identifiers = [{"kind": "phone", "value": PHONE}, {"kind": "plate", "value": PLATE, "country": "KZ"}]
    person = {
        "kind": "person",
        "name": NAME,
        "category": category,
        "offence": "smuggling",
        "stated_fact": "EXERCISE",
        "birth_date": "1984",
        "nationality": "TJ",
        "identifiers": identifiers,
    }
    return {"case_reference": "EXERCISE-7", "subjects": [{**person, **more}]}


def keep(officer: str, content: dict[str, object], *, send: bool = True) -> UUID:
    """One report of an officer."""
    actor = cast.viewer(officer)
    reader = reports.Reader(substance=lambda text: "heroin", day=chance.today())
    with viewing(actor):
        return records.report(actor=actor, claim=reports.read_claim(content, reader), send=send).report


def kept_in_the_unit(at: int, viewer: Viewer) -> None:
    """A report that its desk has not sent."""
    keep("erlan", raw(at, **nominal("suspect")), send=False)


def waiting_at_a_gate(at: int, viewer: Viewer) -> None:
    """A nominal part that a coordinator has not let through, under facts that are closed in words."""
    keep("iskender", raw(at, handling="H3", restriction="EXERCISE", **nominal("suspect")))


def closed_to_the_party(at: int, viewer: Viewer) -> None:
    """A report that names the viewer's party as one that must not be told."""
    keep("erlan", raw(at, not_to_parties=[viewer.party_code], **nominal("suspect")))


def a_victim_under_closed_facts(at: int, viewer: Viewer) -> None:
    """Mode none by category."""
    keep("erlan", raw(at, handling="H3", restriction="EXERCISE", **nominal("victim")))


def a_contact_under_closed_facts(at: int, viewer: Viewer) -> None:
    """Mode silent by category: only the owner learns."""
    keep("erlan", raw(at, handling="H3", restriction="EXERCISE", **nominal("contact")))


def a_covert_case(at: int, viewer: Viewer) -> None:
    """Mode silent because the case is covert and open."""
    keep("iskender", raw(at, handling="H3", restriction="EXERCISE", **nominal("suspect", covert="yes")))


def nobody_learns(at: int, viewer: Viewer) -> None:
    """Mode none by the owner's own reason."""
    content = raw(at, handling="H3", restriction="EXERCISE", finding_mode="none", mode_reason="EXERCISE")
    keep("erlan", {**content, **nominal("suspect")})


def a_planted_bait(at: int, viewer: Viewer) -> None:
    """Bait under the very name and telephone that the viewer asks for: its keeper alone hears of it."""
    actor = cast.viewer("gulnora", Purpose.OVERSIGHT)
    words = {"name": NAME, "identifier_kind": "phone", "identifier": PHONE, "reason": "EXERCISE"}
    with viewing(actor):
        oversight.watch(actor=actor, kind=WatchKind.BAIT, **words)


def released_to_an_operation(at: int, viewer: Viewer) -> None:
    """A closed report that is released to a joint operation in which the viewer takes no part."""
    lead, guest = (cast.viewer(name, Purpose.JOINT_OPERATION, case="EXERCISE") for name in ("erlan", "iskender"))
    report = keep("erlan", raw(at, handling="H3", restriction="EXERCISE"))
    with viewing(lead):
        operation = joint.found(actor=lead, title="EXERCISE", template="border")
        joint.invite(actor=lead, operation=operation, agency="KG-POLICE")
    with viewing(guest):
        joint.accept(actor=guest, operation=operation)
    with viewing(lead):
        joint.release(actor=lead, operation=operation, given={"report": str(report), "answered": "yes"})


def an_open_hit(at: int, viewer: Viewer) -> None:
    """The opposite: facts open to all members, a suspect whom members may find."""
    keep("erlan", raw(at, **nominal("suspect")))


def a_delivery_between_others(at: int, viewer: Viewer) -> None:
    """A controlled delivery from Omsk to Osh, under way; none of the viewers takes part."""
    deliveries.between_others()


HIDDEN: tuple[Callable[[int, Viewer], None], ...] = (
    kept_in_the_unit,
    waiting_at_a_gate,
    closed_to_the_party,
    a_victim_under_closed_facts,
    a_contact_under_closed_facts,
    a_covert_case,
    nobody_learns,
    a_planted_bait,
    released_to_an_operation,
    a_delivery_between_others,
    corrected.persons,
    corrected.own_terms,
)


def build(seed: str, viewer: Viewer, *, with_hidden: bool) -> list[UUID]:
    """What both worlds hold, and in one of them what the viewer may not see; returns the ids of the visible."""
    dice = random.Random(seed)
    visible = [keep("aigerim", raw(at)) for at in range(dice.choice([1, 3]))]
    visible += [keep("hamid", raw(20, country="UZ", summary="EXERCISE parcel")), corrected.kept()]
    if with_hidden:
        for at, hide in enumerate(hidden_of(seed)):
            hide(at, viewer)
    return visible


def hidden_of(seed: str) -> list[Callable[[int, Viewer], None]]:
    """What one of the two worlds of a seed holds besides."""
    return (dice := random.Random(f"hidden|{seed}")).sample(HIDDEN, dice.choice([1, 2, 4]))


def client_of(name: str, viewer: Viewer) -> tuple[Client, str]:
    """A client signed in under the viewer's hat, and a token of the same officer."""
    client = Client()
    account = get_user_model().objects.get(username=name)
    hat = queries.hats_of(account.id)[0]
    client.force_login(account, backend=BACKEND)
    cast.confirm(client)
    session = client.session
    visit.begin(session, visit.Visit(hat.id, visit.post_of(hat), viewer.purpose, "EXERCISE", ""))
    session.save()
    given = {"name": "twin", "purpose": viewer.purpose, "reason": "EXERCISE"}
    return client, directory.make_token(account=account.id, hat=hat.id, **given)[0]


def addresses(visible: list[UUID]) -> list[str]:
    """Every page and API address that a reader opens: lists, filters, search, counts, exports, single reports."""
    unknown = UUID(int=5, version=4)
    made = [
        "/",
        "/records/",
        "/records/?country=KZ",
        "/records/?kind=seizure&substance=heroin",
        "/records/?text=EXERCISE",
        "/records/?own=on",
        "/records/offers/",
        "/records/export.csv",
        f"/records/{unknown}/",
        "/report/",
        "/report/seizure/",
        "/api/reports",
        "/api/reports?country=KZ",
        "/api/reports?text=EXERCISE",
        "/api/reports?substance=heroin&since=2026-06-01",
        f"/api/reports/{unknown}",
        "/api/me",
        "/api/desks",
        "/api/hits",
        "/check/",
        "/compare/",
        "/hits/",
        "/bulletins/",
        "/statistics/",
        "/journal/",
        "/operations/",
        f"/operations/{unknown}/",
        f"/operations/{unknown}/records/",
        f"/operations/{unknown}/officers/",
        f"/operations/{unknown}/accept/",
        "/api/operations",
        f"/api/operations/{unknown}",
        f"/api/operations/{unknown}/officers",
        "/notices/",
        "/screening/",
        "/screening/new/",
        "/screening/digests/",
        "/screening/owner/",
        *("/reviews/", "/reviews/?overdue=1", "/reviews/rules/", "/reviews/holds/", "/reviews/challenges/"),
        f"/reviews/challenges/{unknown}/",
        f"/reviews/{unknown}/challenge/",
        "/api/challenges",
        "/reviews/erased/",
        "/reviews/notices/",
        "/reviews/consultations/",
        f"/reviews/consultations/{unknown}/",
        "/reviews/requests/",
        "/api/consultations",
        "/api/subject-requests",
        f"/reviews/notices/{unknown}/",
        f"/reviews/{unknown}/erase/",
        f"/reviews/{unknown}/hold/",
        "/api/erased",
        "/api/erasure-notices",
        f"/reviews/{unknown}/",
        "/api/reviews",
        "/api/review-rules",
        f"/screening/{unknown}/",
        "/api/screenings",
        "/api/digests",
        "/api/screening-opt-out",
    ]
    for each in visible:
        made += [f"/records/{each}/", f"/records/{each}/versions/2/", f"/api/reports/{each}"]
    return made


def shared(every: Sequence[str], share: int, shares: int) -> list[str]:
    """One share of many addresses or commands, so that a few pairs together ask all of them."""
    return list(every[share % shares :: shares])


def face_answers(
    client: Client, token: str, visible: list[UUID], share: int, shares: int
) -> Iterator[tuple[str, bytes]]:
    """A share of every page, operation, file and command there is, drawn from the code."""
    known = {"report": visible[0], "report_id": visible[0]}
    signed = {"Authorization": f"Bearer {token}"}
    every = sorted({*faces.page_addresses(known), *faces.api_addresses(known)})
    for address in shared(every, share, shares):
        headers = signed if address.startswith("/api/") else {}
        yield f"face {address}", plain(client.get(address, headers=headers))
    number = json.loads(client.get(f"/api/reports/{visible[0]}", headers=signed).content).get("number", "EX-0")
    asked = {name: words for name, words in faces.COMMANDS.items() if not isinstance(words, str)}
    for name in shared(sorted(asked), share, shares):
        words = tuple(word.replace("{number}", number) for word in asked[name])
        yield f"command {name}", faces.answered(words, token)


def plain(response: Any) -> bytes:
    """The bytes of an answer: status, the headers that could tell something, the body; form tokens blanked.

    `Expires` of pages that are never kept is the clock's instant, and nothing else.
    """
    kept = {k: v for k, v in sorted(response.headers.items()) if k not in {"Set-Cookie", "Vary", "Expires"}}
    body = CSRF.sub(b"", response.content)
    if kept.get("Content-Length"):
        kept["Content-Length"] = str(len(body))
    return f"{response.status_code} {kept}".encode() + b"\n" + body


def answers(
    name: str, viewer: Viewer, visible: list[UUID], share: int = 0, shares: int = 0
) -> Iterator[tuple[str, bytes]]:
    """Everything the viewer asks, in order, with the bytes of each answer; of all faces there are, one share."""
    client, token = client_of(name, viewer)
    if shares:
        yield from face_answers(client, token, visible, share, shares)
    for address in addresses(visible):
        headers = {"Authorization": f"Bearer {token}"} if address.startswith("/api/") else {}
        yield address, plain(client.get(address, headers=headers))
    yield from paged(client, token)
    yield from corrected.read_by_sql(viewer)
    for question in (NAME, "Taynov Timur", PHONE, PLATE, "Nobody Known EXERCISE"):
        yield f"check {question}", checked(viewer, question)
    signed = {"Authorization": f"Bearer {token}"}
    for question in (f"{NAME} 1984, {PHONE}", f"{PLATE}\nTaynov Timur"):
        yield f"page check {question}", plain(client.post("/check/", {"step": "check", "text": question}))
        body = json.dumps({"text": question})
        yield (
            f"API check {question}",
            plain(client.post("/api/checks", data=body, content_type="application/json", headers=signed)),
        )
    for address in ("/hits/", "/api/hits", "/api/hits?waiting=true", "/journal/"):
        yield f"after checks {address}", plain(client.get(address, headers=signed))
    with viewing(viewer):
        yield "inbox", repr(checks.inbox(viewer=viewer)).encode()
        yield "waiting", repr(checks.waiting_count(viewer=viewer)).encode()
    if may_propose(viewer):
        yield from screening_answers(name, client, token)


def paged(client: Client, token: str) -> Iterator[tuple[str, bytes]]:
    """Lists followed by their cursors to the end, and asked again on conditions that a cache would send."""
    signed = {"Authorization": f"Bearer {token}"}
    cursor = ""
    for at in range(MOST_PAGES):
        said = client.get(f"/api/reports?cursor={cursor}", headers=signed)
        yield f"page {at} of /api/reports", plain(said)
        cursor = json.loads(said.content).get("next_cursor", "") if said.status_code == 200 else ""
        if not cursor:
            break
    yield "a forged cursor", plain(client.get("/api/reports?cursor=2026-06-15_5", headers=signed))
    for address in ("/records/", "/records/?page=2", "/hits/", "/statistics/"):
        for name, value in (("If-None-Match", "*"), ("If-Modified-Since", "Mon, 15 Jun 2026 12:00:00 GMT")):
            yield f"{name} {address}", plain(client.get(address, headers={name: value}))


def screened(name: str, names: Sequence[str]) -> UUID:
    """A list with these names, read in this process, screened for an analyst after both approvals."""
    shutil.rmtree(node.home() / keeping.FOLDER, ignore_errors=True)
    rows = [f"T{at},{each},1984,TJ,,{PHONE}" for at, each in enumerate(names)]
    with scenes.read_here():
        run = scenes.asked(scenes.a_list(20, rows), who=name)
    scenes.decide(run, {"bolat": "gulnora", "tj_analyst": "tj_dpo", "director": "centre_dpo"}[name])
    scenes.decide(run, "centre_dpo_2")
    screening.work_waiting()
    return run


def screening_answers(name: str, client: Client, token: str) -> Iterator[tuple[str, bytes]]:
    """Everything that an analyst sees of a screening of the hidden name: drafted, run, ended."""
    run = screened(name, [NAME, "Nobody Known EXERCISE"])
    signed = {"Authorization": f"Bearer {token}"}
    pages = (f"/screening/{run}/", f"/screening/{run}/proposals/", "/screening/", "/hits/?all=1", "/oversight/acts/")
    for address in (*pages, f"/api/screenings/{run}", f"/api/screenings/{run}/proposals", "/api/hits"):
        yield f"screening {address}", plain(client.get(address, headers=signed if address.startswith("/api") else {}))


def checked(viewer: Viewer, text: str) -> bytes:
    """The answer to a check, or the refusal."""
    with viewing(viewer):
        try:
            answer = crosscheck.check(actor=viewer, question=checks.read_question(text))
        except (PermissionError, ValueError) as refusal:
            return str(refusal).encode()
    return json.dumps(asdict(answer), default=str, ensure_ascii=False, sort_keys=True).encode()


def play(
    seed: str,
    name: str,
    *,
    with_hidden: bool,
    also: Callable[[int, Viewer], None] | None = None,
    share: int = 0,
    shares: int = 0,
) -> dict[str, bytes]:
    """Build one world in the present database, let its jobs run, and ask everything."""
    cache.clear()
    with chance.seeded(seed, NOON):
        purpose = Purpose.BORDER_CONTROL if name == "daniyar" else Purpose.INVESTIGATION
        viewer = cast.viewer(name, purpose, case="EXERCISE")
        visible = build(seed, viewer, with_hidden=with_hidden)
        if also is not None:
            also(9, viewer)
        if shares:
            faces.run_jobs()
        return dict(answers(name, viewer, visible, share, shares))
