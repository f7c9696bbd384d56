"""The pages as a Django application, so that their templates and static files are found."""

import importlib

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages."""

    name = "kerege.web"
    label = "web"

    def ready(self) -> None:
        """Listen to sign-ins for the log of security events."""
        importlib.import_module("kerege.web.account.events")
