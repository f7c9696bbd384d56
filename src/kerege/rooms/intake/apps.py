"""Intake as a Django application; registers its policy rows."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Reading files into reports, batches, quarantine."""

    name = "kerege.rooms.intake"
    label = "intake"

    def ready(self) -> None:
        """Put this room's rows into the policy table."""
        from kerege.rooms.intake import policy

        policy.register()
