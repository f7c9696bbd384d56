"""The journal as a Django application; registers its work."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The append-only log."""

    name = "kerege.rooms.journal"
    label = "journal"

    def ready(self) -> None:
        """Sequence leaves beside all other work: no long job may keep them waiting."""
        from kerege.foundation import jobs as work
        from kerege.rooms.journal import jobs

        work.register("journal", jobs.keep_journal, beside=True)
