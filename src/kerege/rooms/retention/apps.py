"""Retention as a Django application; registers its policy rows, the parties' rules and the node's clock."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop


class RetentionConfig(AppConfig):
    """Review days and what follows when they pass."""

    name = "kerege.rooms.retention"
    label = "retention"

    def ready(self) -> None:
        """Put this room's rows into the policy table, its rules into reports and its clock into the node's work."""
        from kerege.foundation import jobs as work
        from kerege.rooms.notices import queries as notices
        from kerege.rooms.records import actions as records
        from kerege.rooms.records import queries as verified
        from kerege.rooms.retention import jobs, policy, queries

        policy.register()
        records.review_rules.append(queries.years_of)
        records.erased_rows.append(queries.erased_rows)
        records.was_erased.append(queries.was_erased)
        verified.signed_erasures.append(queries.signed_erasures)
        notices.declare(
            notices.Kind(
                code="retention.purge",
                text=gettext_noop("A record that your desk received was erased by its owner: destroy it and confirm."),
                page="retention:purge",
                argument="purge",
            ),
            notices.Kind(
                code="retention.consultation",
                text=gettext_noop(
                    "A person asked about himself, and a record of your desk may concern him: examine it."
                ),
                page="retention:consultation",
                argument="consultation",
            ),
            notices.Kind(
                code="retention.overdue",
                text=gettext_noop(
                    "A record of your desk is past its review day: nobody else finds it. Justify it anew or let it go."
                ),
                page="retention:review",
                argument="report",
            ),
        )
        notices.declare(
            notices.Kind(
                code="retention.challenge",
                text=gettext_noop("A person challenges a record of your desk, or his challenge is decided."),
                page="retention:challenge",
                argument="challenge",
            ),
            notices.Kind(
                code="retention.challenged",
                text=gettext_noop(
                    "A person challenges a record that your desk received: do not rely on it until it is decided."
                ),
                page="records:show",
                argument="report",
            ),
            notices.Kind(
                code="retention.challenge_decided",
                text=gettext_noop("The challenge of a record that your desk received is decided: read it anew."),
                page="records:show",
                argument="report",
            ),
        )
        work.register("retention restore", jobs.finish_restore)
        work.register("retention requests", jobs.ask_about_persons)
        work.register("retention", jobs.keep_clock)
        work.register("retention keys", jobs.keep_keybook)
