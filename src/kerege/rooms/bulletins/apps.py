"""Bulletins as a Django application; registers its policy rows."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """Products composed from the rooms below."""

    name = "kerege.rooms.bulletins"
    label = "bulletins"

    def ready(self) -> None:
        """Put this room's rows into the policy table."""
        from kerege.rooms.bulletins import policy

        policy.register()
