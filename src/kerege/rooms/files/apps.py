"""Files as a Django application; registers its policy row."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Attachments."""

    name = "kerege.rooms.files"
    label = "files"

    def ready(self) -> None:
        """Put this room's row into the policy table."""
        from kerege.rooms.files import policy

        policy.register()
