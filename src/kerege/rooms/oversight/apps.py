"""Oversight as a Django application; registers its policy rows."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Watched names, bait, alerts."""

    name = "kerege.rooms.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Put this room's rows into the policy table, and declare what it tells desks."""
        from django.utils.translation import gettext_noop

        from kerege.rooms.notices import queries as notices
        from kerege.rooms.oversight import policy
        from kerege.rooms.oversight.actions.emergency import DANGER

        policy.register()
        text = gettext_noop("Another desk says that a life is in danger and was given your telephone: expect a call")
        notices.declare(notices.Kind(code=DANGER, text=text, page="journal:index", argument="record"))
