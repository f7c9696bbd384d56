"""Screening as a Django application; registers its policy rows and its work."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Runs, decisions, matches, digests, opting out."""

    name = "kerege.rooms.screening"
    label = "screening"

    def ready(self) -> None:
        """Put this room's rows into the policy table and its runs into the node's work."""
        from kerege.foundation import jobs as work
        from kerege.rooms.screening import jobs, policy

        policy.register()
        work.register("screening", jobs.run_waiting)
