"""Permissions as a Django application; registers its policy rows and its notices."""

from django.apps import AppConfig


class PermissionsConfig(AppConfig):
    """What is asked of originators, and openings because a life is in danger."""

    name = "kerege.rooms.permissions"
    label = "permissions"

    def ready(self) -> None:
        """Put this room's rows into the policy table, and declare what it tells desks."""
        from kerege.rooms.notices import queries as notices
        from kerege.rooms.permissions import policy
        from kerege.rooms.permissions.rules import NOTICES

        policy.register()
        notices.declare(
            *(
                notices.Kind(
                    code=code,
                    text=text,
                    page="permissions:asking"
                    if code in ("permissions.asked", "permissions.answered")
                    else "permissions:opening",
                    argument="thing",
                )
                for code, text in NOTICES.items()
            )
        )
