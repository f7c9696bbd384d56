"""Deconfliction as a Django application; registers its policy rows and its clocks."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop


class DeconflictionConfig(AppConfig):
    """Events, conflicts, crossings."""

    name = "kerege.rooms.deconfliction"
    label = "deconfliction"

    def ready(self) -> None:
        """Put this room's rows into the policy table and its clocks into the node's work."""
        from kerege.foundation import jobs as work
        from kerege.rooms.deconfliction import jobs, policy
        from kerege.rooms.notices import queries as notices

        policy.register()
        notices.declare(
            notices.Kind(
                code="deconfliction.conflict",
                text=gettext_noop("A planned event of your desk crosses another: acknowledge it"),
                page="deconfliction:conflict",
                argument="crossing",
            ),
            notices.Kind(
                code="deconfliction.crossing",
                text=gettext_noop("Two planned events cross and wait for the desk"),
                page="deconfliction:conflict",
                argument="crossing",
            ),
            notices.Kind(
                code="deconfliction.subject",
                text=gettext_noop("A subject of your records stands in another case too"),
                page="crosscheck:hit",
                argument="hit",
            ),
        )
        work.register("deconfliction", jobs.tend_clocks, beside=True)
