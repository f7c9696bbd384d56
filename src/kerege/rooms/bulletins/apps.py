"""Bulletins as a Django application; registers its policy rows."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """Products composed from the rooms below."""

    name = "kerege.rooms.bulletins"
    label = "bulletins"
