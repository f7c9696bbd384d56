"""Views of access: the one policy table, who may do what."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, Role, Viewer
from kerege.kernel.law.decision import OWNER_ACTS, ROLE_ACTS
from kerege.rooms.access import queries
from kerege.web.shell.page import Answer, page


@page("access/policy.html")
def policy(request: HttpRequest, viewer: Viewer) -> Answer:
    """Which role does which act; who reads and writes each table, in words and as the database applies it."""
    return {
        "title": _("Who may do what"),
        "tab": "policy",
        "roles": list(Role),
        "acts": list(Act),
        "role_acts": ROLE_ACTS,
        "owner_acts": OWNER_ACTS,
        "rows": [(row, row.readers(_)) for row in queries.policy_table()],
    }
