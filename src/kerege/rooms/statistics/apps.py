"""Statistics as a Django application; it has no tables and so no rows of the policy table."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Series and tables."""

    name = "kerege.rooms.statistics"
    label = "statistics"
