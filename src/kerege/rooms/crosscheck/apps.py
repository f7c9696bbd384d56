"""The cross-check as a Django application; registers its policy rows and hears of saved versions."""

from django.apps import AppConfig


class CrosscheckConfig(AppConfig):
    """Entries, checks, hits, judgements."""

    name = "kerege.rooms.crosscheck"
    label = "crosscheck"

    def ready(self) -> None:
        """Put this room's rows into the policy table and hear of every saved and erased version."""
        from kerege.foundation import jobs as work
        from kerege.rooms.crosscheck import jobs, policy
        from kerege.rooms.records import actions as records_actions

        policy.register()
        records_actions.on_version.append(jobs.after_version)
        records_actions.on_erase.append(jobs.before_erasure)
        work.register("crosscheck", jobs.run_waiting)
        work.register("crosscheck keys", jobs.renew)
