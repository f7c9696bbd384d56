"""Substances as a Django application: after every migration the register is brought up to the shipped vocabulary."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SubstancesConfig(AppConfig):
    """The register of substances."""

    name = "kerege.rooms.substances"
    label = "substances"

    def ready(self) -> None:
        """Have the register loaded whenever this room's tables were migrated."""
        post_migrate.connect(load_after_migration, sender=self, dispatch_uid="substances.load_register")


def load_after_migration(*, using: str, **_: Any) -> None:
    """Load the register into the database that was migrated (the connection is the owner's)."""
    from kerege.rooms.substances import actions

    if actions.tables_exist(using=using):
        actions.load_register(using=using)
