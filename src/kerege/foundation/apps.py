"""Foundation as a Django application: plumbing without domain."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Base models, viewer context, chance, jobs."""

    name = "kerege.foundation"
    label = "foundation"
