"""Operations that recur: the tasks, the dates and the matter that each begins with."""

from dataclasses import dataclass

from kerege.kernel.saying import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrent:
    """What a recurrent operation begins with; dates lie so many days after its founding."""

    name: str
    tasks: tuple[tuple[str, int], ...]
    dates: tuple[tuple[str, int], ...]
    days: tuple[int, int]
    """First and last day of the active phase."""
    substances: tuple[str, ...] = ()


TEMPLATES: dict[str, Recurrent] = {
    "post": Recurrent(
        name=N_("new substances by post"),
        tasks=(
            (N_("List the parcels of the last year by sender and origin"), 14),
            (N_("Agree on how laboratories exchange spectra"), 21),
            (N_("Name a duty officer at each exchange office"), 25),
        ),
        dates=((N_("Briefing of the exchange offices"), 28), (N_("Debrief"), 50)),
        days=(30, 39),
    ),
    "precursors": Recurrent(
        name=N_("precursors"),
        tasks=(
            (
                N_("List makers and importers of acetic anhydride, acetyl chloride, acetic acid and ammonium chloride"),
                14,
            ),
            (N_("Compare permits with declared shipments"), 28),
            (N_("Name a contact at each regulator"), 28),
        ),
        dates=((N_("Meeting with the regulators"), 30), (N_("Debrief"), 65)),
        days=(35, 55),
        substances=("acetic-anhydride", "acetyl-chloride", "acetic-acid", "ammonium-chloride"),
    ),
    "border": Recurrent(
        name=N_("border channel"),
        tasks=(
            (N_("Agree on the posts of the channel and their telephones"), 7),
            (N_("Plan parallel checks by day and hour"), 12),
            (N_("Agree on how seizures are reported each evening"), 12),
        ),
        dates=((N_("Briefing of the posts"), 14), (N_("Debrief"), 28)),
        days=(15, 19),
    ),
}
TITLES = frozenset(title for each in TEMPLATES.values() for title, _days in (*each.tasks, *each.dates))
"""What templates call their tasks and dates; kept in English, said in the reader's language."""
