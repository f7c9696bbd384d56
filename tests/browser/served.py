"""The application as a node serves it, to officers whose passwords are those of the tests."""

from kerege.config.wsgi import application
from tests import hashing

__all__ = ["application"]

hashing.stretch_less()
