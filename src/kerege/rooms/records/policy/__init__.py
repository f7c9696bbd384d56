"""This room's rows of the policy table."""

from django.utils.translation import gettext_noop

from kerege.foundation.keys import READ
from kerege.kernel.law import Guard
from kerege.rooms.access import queries as access

FACTS_TABLES = ("report", "facts", "item", "leg")
NOMINAL_TABLES = ("nominal", "subject", "identifier", "link", "reason")


def register() -> None:
    """Register the tables of both parts and the list index."""
    access.register_policy(
        *(access.owned_policy("records", f"records_{name}", gettext_noop("facts part")) for name in FACTS_TABLES),
        *(access.owned_policy("records", f"records_{name}", gettext_noop("nominal part")) for name in NOMINAL_TABLES),
        access.owned_policy("records", "records_version", gettext_noop("the part in which the version differs")),
        access.owned_policy("records", "records_finding_terms", gettext_noop("the owner's agency alone")),
        access.PolicyRow(
            "records",
            "records_listing",
            Guard.DERIVED,
            gettext_noop("whoever holds the label of the facts part"),
            READ,
            gettext_noop("nobody; kept by the trigger list_index"),
            "false",
        ),
    )
