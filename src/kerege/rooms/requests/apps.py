"""Requests as a Django application; registers its policy rows, its notices and its clocks."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Copies, histories, gates, clocks."""

    name = "kerege.rooms.requests"
    label = "requests"

    def ready(self) -> None:
        """Policy rows into the table, kinds of notices to the inboxes, clocks into the node's work."""
        from kerege.foundation import jobs as work
        from kerege.rooms.crosscheck import actions as crosscheck
        from kerege.rooms.notices import queries as notices
        from kerege.rooms.requests import actions, jobs, policy
        from kerege.rooms.requests.rules.words import NOTICES, SAVED_MET

        policy.register()
        crosscheck.watchers.append(actions.meet)
        notices.declare(
            *(
                notices.Kind(code=f"request.{code}", text=text, page="requests:show", argument="thread")
                for code, text in NOTICES.items()
            ),
            notices.Kind(code="request.saved_met", text=SAVED_MET, page="records:show", argument="report"),
        )
        work.register("requests", jobs.wind_clocks, beside=True)
