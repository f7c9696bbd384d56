"""The directory as a Django application."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Parties, agencies, desks, officers, agreements."""

    name = "kerege.rooms.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Sessions whose time is over are removed by the node's worker, and files of forms that wait for a password."""
        from kerege.foundation import held, sessions
        from kerege.foundation import jobs as work

        work.register("sessions", sessions.forget_ended)
        work.register("held files", held.forget_late)
