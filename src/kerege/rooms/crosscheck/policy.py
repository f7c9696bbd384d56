"""This room's rows of the policy table."""

from kerege.foundation.keys import OWN, READ
from kerege.kernel.law import Guard
from kerege.rooms.access import queries as access


def register() -> None:
    """Register the tables of the room."""
    access.register_policy(
        access.owned_policy("crosscheck", "crosscheck_entry", "nominal part it was made from"),
        access.owned_policy("crosscheck", "crosscheck_check", "check (the asker's agency alone)"),
        access.PolicyRow(
            "crosscheck",
            "crosscheck_hit",
            Guard.OWNED,
            "the side's own agency; what it may see of the other side's record hangs on that record's label",
            READ,
            "deliver_hit and reveal_hit; the side's agency answers a silent one",
            f"{OWN} AND {READ}",
        ),
        access.owned_policy("crosscheck", "crosscheck_judgement", "judgement (the judging agency alone)"),
        access.PolicyRow(
            "crosscheck",
            "crosscheck_key",
            Guard.DERIVED,
            "nobody; find_candidates reads it for role search",
            "false",
            "nobody; kept by the triggers of entries; the node itself renews keys (system act renew-keys)",
            "false",
        ),
        access.PolicyRow(
            "crosscheck",
            "crosscheck_fence",
            Guard.DERIVED,
            "nobody; find_candidates reads it for role search",
            "false",
            "nobody; kept by the triggers of entries",
            "false",
        ),
        access.PolicyRow(
            "crosscheck",
            "crosscheck_waiting",
            Guard.FRAMEWORK,
            "the node's own work: ids only",
            "true",
            "the node's own work: ids only",
            "true",
        ),
    )
