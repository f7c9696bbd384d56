"""The view of the first page."""

from datetime import date, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kerege.foundation import chance
from kerege.kernel.law import Act, Marking, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.access import queries as access
from kerege.rooms.deconfliction import queries as deconfliction
from kerege.rooms.notices import queries as notices
from kerege.rooms.records import queries
from kerege.rooms.requests import queries as requests
from kerege.rooms.screening import queries as screening
from kerege.web.records import known
from kerege.web.records.views.listing import listed
from kerege.web.shell.formats import language
from kerege.web.shell.marking import banner_of
from kerege.web.shell.navigation import address
from kerege.web.shell.page import Answer, page
from kerege.web.situation import pictures, points

DAYS = 30
NEWEST = 8
MOST_DOTS = 1000


@page("situation/index.html")
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """What needs me now; what is new; the last thirty days on a map; three series."""
    context: dict[str, object] = {"title": _("Situation"), "reads": Act.READ in ROLE_ACTS[viewer.role]}
    context["may_report"] = Act.REPORT in ROLE_ACTS[viewer.role]
    if not context["reads"]:
        return context | {"waiting": waiting(viewer), "tasks": tasks(viewer)}
    shown, counted = lately(viewer, chance.today())
    rows, marking = newest(viewer)
    return context | shown | {"waiting": waiting(viewer), "rows": rows, "marking": banner_of(marking | counted)}


def tasks(viewer: Viewer) -> list[tuple[str | None, str]]:
    """Where a hat that reads no records does its work: page and what is done there."""
    if Act.ADMINISTER not in ROLE_ACTS[viewer.role]:
        return []
    return [
        (address("directory:changes"), _("Change the directory: officers, accounts, desks, agencies")),
        (address("directory:officers"), _("Look an officer up, see hats and accreditations")),
        (address("requests:clocks"), _("Clocks of requests: what the Council adopted")),
    ]


def waiting(viewer: Viewer) -> list[dict[str, object]]:
    """What waits for this viewer: a number, what it is, where to go; what is empty stands last."""
    made: list[dict[str, object]] = []
    if Act.READ in ROLE_ACTS[viewer.role] and ROLE_ACTS[viewer.role] & {Act.OFFER, Act.REPORT}:
        count = len(queries.waiting_offers(viewer=viewer))
        what = ngettext("part that waits at your party's gate", "parts that wait at your party's gate", count)
        made.append({"count": count, "what": what, "page": address("records:offers")})
    if Act.RELEASE in ROLE_ACTS[viewer.role]:
        count = sum(each.made_by != viewer.officer for each in access.waiting_releases(viewer=viewer))
        what = ngettext("release that waits for a second approver", "releases that wait for a second approver", count)
        made += [{"count": count, "what": what, "page": address("records:approvals")}] if count else []
    if ROLE_ACTS[viewer.role] & {Act.JUDGE, Act.RELEASE}:
        waiting, late = screening.waiting_digests(viewer=viewer)
        made += digests_waiting(waiting - late, late)
    if count := screening.waiting_decisions(viewer=viewer):
        what = ngettext("screening that waits for your decision", "screenings that wait for your decision", count)
        made.append({"count": count, "what": what, "page": address("screening:index")})
    made += desk_waits(viewer)
    if Act.READ in ROLE_ACTS[viewer.role] and (count := deconfliction.waiting_count(viewer=viewer)):
        what = ngettext("conflict of planned events", "conflicts of planned events", count)
        where = "deconfliction:desk" if deconfliction.may_keep(viewer) else "deconfliction:index"
        made.append({"count": count, "what": what, "page": address(where)})
    if known.finds(viewer):
        count = known.hits_waiting(viewer)
        what = ngettext("hit to judge", "hits to judge", count)
        made.append({"count": count, "what": what, "page": address("crosscheck:hits")})
    return sorted(made, key=lambda each: not each["count"])


def desk_waits(viewer: Viewer) -> list[dict[str, object]]:
    """Requests and notices of the desk; those whose time is over stand apart."""
    asked, late = requests.waiting_count(viewer=viewer)
    unread, _urgent = notices.waiting_count(viewer=viewer)
    rows = (
        (late, ngettext("request whose time is over", "requests whose time is over", late), "requests:index"),
        (asked, ngettext("request asked of your agency", "requests asked of your agency", asked), "requests:index"),
        (unread, ngettext("notice not read yet", "notices not read yet", unread), "notices:index"),
    )
    return [{"count": count, "what": what, "page": address(name)} for count, what, name in rows if count]


def digests_waiting(count: int, late: int) -> list[dict[str, object]]:
    """Digests of screenings over silent records that nobody answered; those whose clock ran out stand apart."""
    page = address("screening:digests")
    waits = ngettext("screening met your silent records: answer", "screenings met your silent records: answer", count)
    over = ngettext(
        "answer to a screening is overdue: 72 hours have passed",
        "answers to screenings are overdue: 72 hours have passed",
        late,
    )
    return [{"count": number, "what": what, "page": page} for number, what in ((late, over), (count, waits)) if number]


def newest(viewer: Viewer) -> tuple[list[dict[str, object]], Marking]:
    """The newest reports, and under which terms they are read."""
    found = queries.latest(viewer=viewer, limit=NEWEST, counts=False)
    return listed(found.rows), found.marking


def lately(viewer: Viewer, today: date) -> tuple[dict[str, object], Marking]:
    """The last thirty days on the map, twelve weeks of the substances most often seized; the join of their terms."""
    since, weeks_since = today - timedelta(days=DAYS), today - timedelta(days=7 * pictures.WEEKS - 1)
    found = queries.recent_reports(viewer=viewer, places_since=since, weeks_since=weeks_since, until=today)
    dots, outside = pictures.dots(found.places, language())
    shown: dict[str, object] = {
        "since": since,
        "today": today,
        "dots": dots[:MOST_DOTS],
        "outside": outside,
        "cut": len(dots) > MOST_DOTS,
        "labels": pictures.country_labels(language()),
        "size": (round(points.WIDTH), round(points.HEIGHT)),
        "series": pictures.top_series(found.weeks, weeks_since, language()),
        "spark": (pictures.SPARK_WIDTH, pictures.SPARK_HEIGHT),
    }
    return shown, found.marking
