"""Oversight as a Django application; registers its policy rows."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Watched names, bait, alerts."""

    name = "kerege.rooms.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Put this room's rows into the policy table."""
        from kerege.rooms.oversight import policy

        policy.register()
