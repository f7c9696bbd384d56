"""The directory as a Django application."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Parties, agencies, desks, officers, agreements."""

    name = "kerege.rooms.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
