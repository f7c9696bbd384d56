"""The pages as a Django application, so that their templates and static files are found."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages."""

    name = "kerege.web"
    label = "web"
