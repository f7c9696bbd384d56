"""This room's rows of the policy table."""

from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation import seal
from kerege.foundation.keys import OWN, READ
from kerege.kernel.law import Guard
from kerege.rooms.access import queries as access


def register() -> None:
    """Register the tables of the room."""
    access.register_policy(
        access.owned_policy("crosscheck", "crosscheck_entry", gettext_noop("nominal part it was made from")),
        access.owned_policy("crosscheck", "crosscheck_check", gettext_noop("check (the asker's agency alone)")),
        access.PolicyRow(
            "crosscheck",
            "crosscheck_hit",
            Guard.OWNED,
            gettext_noop(
                "the side's own agency; what it may see of the other side's record hangs on that record's label"
            ),
            READ,
            gettext_noop("deliver_hit and reveal_hit; the side's agency answers a silent one"),
            f"{OWN} AND {READ}",
        ),
        access.owned_policy("crosscheck", "crosscheck_judgement", gettext_noop("judgement (the judging agency alone)")),
        access.PolicyRow(
            "crosscheck",
            "crosscheck_key",
            Guard.DERIVED,
            gettext_noop("nobody; met_candidates reads it for role search"),
            "false",
            gettext_noop(
                "nobody; kept by the triggers of entries; the node itself renews keys (system act renew-keys)"
            ),
            "false",
        ),
        access.PolicyRow(
            "crosscheck",
            "crosscheck_fence",
            Guard.DERIVED,
            gettext_noop("nobody; met_candidates reads it for role search"),
            "false",
            gettext_noop("nobody; kept by the triggers of entries"),
            "false",
        ),
        access.PolicyRow(
            "crosscheck",
            "crosscheck_waiting",
            Guard.FRAMEWORK,
            gettext_noop("the owner's agency; the node itself (system act checks): ids only"),
            "owner = ANY((SELECT own_desks())::uuid[]) OR (SELECT (verified_viewer()).system) = 'checks'",
            gettext_noop("the owner's agency under the hat of whoever saved; the node notes what is refused"),
            "owner = ANY((SELECT own_desks())::uuid[]) AND hat = (SELECT (verified_viewer()).hat)"
            " AND officer = (SELECT (verified_viewer()).officer)",
        ),
    )


QUESTION, ENTRY = "question", "entry"


def keyed(anchor: UUID, of: str = QUESTION) -> UUID:
    """What stands for a question or an entry in rows of others: of equal ones the same, and nobody tries them out."""
    return UUID(bytes=seal.node_key().mark(anchor.bytes, context=of)[:16])
