"""Operations as a Django application; registers its policy rows."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Controlled deliveries and joint operations."""

    name = "kerege.rooms.operations"
    label = "operations"

    def ready(self) -> None:
        """Put this room's rows into the policy table."""
        from kerege.rooms.operations import policy

        policy.register()
