"""Access as a Django application."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Labels, releases, visibility."""

    name = "kerege.rooms.access"
    label = "access"
