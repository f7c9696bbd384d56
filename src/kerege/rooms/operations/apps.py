"""Operations as a Django application; registers its policy rows."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Controlled deliveries and joint operations."""

    name = "kerege.rooms.operations"
    label = "operations"

    def ready(self) -> None:
        """Put this room's rows into the policy table, and declare what it tells desks."""
        from django.utils.translation import gettext_noop

        from kerege.foundation import jobs as work
        from kerege.rooms.access import actions as access_actions
        from kerege.rooms.access.queries import AudienceKind, register_audiences
        from kerege.rooms.notices.queries import Kind, declare
        from kerege.rooms.operations import actions, jobs, policy
        from kerege.rooms.operations.queries import circles

        policy.register()
        work.register("deliveries", jobs.settle_past)
        register_audiences(AudienceKind(circles.named_circles, circles.members_of))
        access_actions.on_disclosed.append(actions.joint.mark_records)
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
        joint = {
            "invited": gettext_noop("Your agency is invited to a joint operation"),
            "ended": gettext_noop("Your agency takes no part in a joint operation any more"),
            "unnamed": gettext_noop("You take part in a joint operation no more"),
        }
        officers = {
            "named": ("operation", gettext_noop("You take part in a joint operation now")),
            "proposed": ("officers", gettext_noop("Officers of your agency are proposed for a joint operation")),
        }
        inside = {
            "task": gettext_noop("There is a task for you in a joint operation"),
            "moved": gettext_noop("Something was done in a joint operation"),
            "record": gettext_noop("A record was released to a joint operation"),
            "declined": gettext_noop("An invitation to a joint operation was declined"),
        }
        declare(
            *(
                Kind(code=f"operation_{name}", text=text, page="operations:joint", argument="")
                for name, text in joint.items()
            ),
            *(
                Kind(code=f"operation_{name}", text=text, page="operations:operation", argument="operation")
                for name, text in inside.items()
            ),
            *(
                Kind(code=f"operation_{name}", text=text, page=f"operations:{page}", argument="operation")
                for name, (page, text) in officers.items()
            ),
        )
