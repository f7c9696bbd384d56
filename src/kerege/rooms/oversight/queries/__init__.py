"""Door for reading: volumes, unusual use, alerts, watched names; for data protection, auditors and the Council."""

from kerege.rooms.oversight.queries.alerts import (
    AlertEntry,
    NoSuchAlertError,
    WatchedEntry,
    WatchKind,
    alerts,
    hears,
    refuse_the_deaf,
    watched,
)
from kerege.rooms.oversight.queries.council import CouncilAlert, CouncilVolume, is_council, over_all, unheard
from kerege.rooms.oversight.queries.usage import Usage, Volume, party_day, usage
from kerege.rooms.oversight.rules.unusual import Oddity, Unusual

__all__ = [
    "AlertEntry",
    "CouncilAlert",
    "CouncilVolume",
    "NoSuchAlertError",
    "Oddity",
    "Unusual",
    "Usage",
    "Volume",
    "WatchKind",
    "WatchedEntry",
    "alerts",
    "hears",
    "is_council",
    "over_all",
    "party_day",
    "refuse_the_deaf",
    "unheard",
    "usage",
    "watched",
]
