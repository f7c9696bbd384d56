"""Records as a Django application; registers its policy rows and hears of releases."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Reports and their parts."""

    name = "kerege.rooms.records"
    label = "records"

    def ready(self) -> None:
        """Put this room's rows into the policy table and hear of releases."""
        from kerege.rooms.access import actions as access_actions
        from kerege.rooms.records import actions, policy

        policy.register()
        access_actions.on_release.append(actions.after_release)
