"""Notices as a Django application; registers its policy rows and its work."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Inboxes, wishes, addresses, deliveries."""

    name = "kerege.rooms.notices"
    label = "notices"

    def ready(self) -> None:
        """Put this room's rows into the policy table and its sending into the node's work."""
        from kerege.foundation import jobs as work
        from kerege.rooms.notices import jobs, policy

        policy.register()
        work.register("notices", jobs.send_waiting, beside=True)
