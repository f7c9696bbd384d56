"""The joint operation of the exercise: five parties in the border channel, one seizure that two of them report."""

from dataclasses import dataclass

from kerege.kernel.law import Role

TITLE = "УЧЕБНЫЙ канал"
DAYS = 12
"""How many days before the year's last day the active phase begins."""


@dataclass(frozen=True, slots=True)
class Found:
    """A seizure in the active phase: whose, on which day after its beginning, where, how much heroin."""

    party: str
    after: int
    country: str
    place: str
    kilograms: str


DESKS = (
    ("KZ", "kz-analysis", "KZ-DRUG"),
    ("UZ", "uz-analysis", "UZ-DRUG"),
    ("TJ", "tj-analysis", "TJ-DRUG"),
    ("KG", "kg-analysis", "KG-DRUG"),
    ("RU", "ru-analysis", "RU-DRUG"),
)
"""The five parties: the desk that acts and its agency; the first leads."""
REMOVED = ("uz-customs", "UZ-CUSTOMS")
"""An agency that takes part for a while and is removed before the records are exchanged."""
NAMES = ("tj-analysis", Role.ANALYST)
"""A desk whose agency takes part by named officers: the one who acts, and this one."""
SHARED = (
    Found("KZ", 4, "KZ", "УЧЕБНЫЙ пост Жайсан", "12.5"),
    Found("RU", 4, "RU", "УЧЕБНЫЙ пост Сагарчин", "12.7"),
)
"""One lorry at one border: both sides report it, each with its own scales."""
OWN = (
    Found("KZ", 2, "KZ", "УЧЕБНЫЙ пост Кордай", "3.2"),
    Found("UZ", 3, "UZ", "УЧЕБНЫЙ пост Яллама", "1.75"),
    Found("TJ", 5, "TJ", "УЧЕБНЫЙ пост Карамык", "20"),
    Found("KG", 6, "KG", "УЧЕБНЫЙ пост Ак-Тилек", "0.4"),
)
HEAVIER = "12.7"
"""What the shared seizure counts."""
TWICE = "12.5"
"""What a sum of the sheets would count too much."""
