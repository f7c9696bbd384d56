"""Deconfliction as a Django application; registers its policy rows and its clocks."""

from django.apps import AppConfig


class DeconflictionConfig(AppConfig):
    """Events, conflicts, crossings."""

    name = "kerege.rooms.deconfliction"
    label = "deconfliction"

    def ready(self) -> None:
        """Put this room's rows into the policy table and its clocks into the node's work."""
        from kerege.foundation import jobs as work
        from kerege.rooms.deconfliction import jobs, policy

        policy.register()
        work.register("deconfliction", jobs.tend_clocks, beside=True)
