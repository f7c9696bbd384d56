"""Operations as a Django application; registers its policy rows."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Controlled deliveries and joint operations."""

    name = "kerege.rooms.operations"
    label = "operations"

    def ready(self) -> None:
        """Put this room's rows into the policy table, and declare what it tells desks."""
        from django.utils.translation import gettext_noop

        from kerege.rooms.notices.queries import Kind, declare
        from kerege.rooms.operations import policy

        policy.register()
        sentences = {
            "asked": gettext_noop("A controlled delivery waits for your answer"),
            "check": gettext_noop("The form of a controlled delivery waits to be checked"),
            "signature": gettext_noop("A hand-over waits for your signature"),
            "halted": gettext_noop("A controlled delivery was stopped, a consent withdrawn or contact lost"),
            "moved": gettext_noop("Something was done in a controlled delivery"),
        }
        declare(
            *(
                Kind(code=f"delivery_{name}", text=text, page="operations:show", argument="delivery")
                for name, text in sentences.items()
            )
        )
