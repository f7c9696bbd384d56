"""The journal as a Django application."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The append-only log."""

    name = "kerege.rooms.journal"
    label = "journal"
