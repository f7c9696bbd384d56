"""What the node of the journeys holds before they begin: records of several parties, all invented."""

from datetime import timedelta

from kerege.foundation import chance

LATIN = {"en": "Rahimov Farrukh Saidovich", "ru": "Yuldashev Sherzod Karimovich"}
"""Suspects as Dushanbe wrote them; each language's journeys ask for one of their own."""
CYRILLIC = {"en": "Рахимов Фаррух Саидович", "ru": "Юлдашев Шерзод Каримович"}
"""The same names as an officer in Almaty writes them."""
BORN = "12.03.1987"
STORED = ("1987", "+992", "918 12 34", "Rahimov", "Farrukh", "Yuldashev", "Sherzod")
"""What Dushanbe holds of them and a check must not give away."""
PLACES = ("TJ", "UZ", "KZ", "KG")
SEIZURES = 12


def fill(name: str, after: str) -> None:
    """Write the records into the database of this name, committed; then use the database `after` again."""
    from tests.conftest import point_to

    point_to(name)
    try:
        suspects()
        seizures()
    finally:
        point_to(after)


def suspects() -> None:
    """The records that checks meet."""
    for at, written in enumerate(LATIN.values()):
        phone = {"kind": "phone", "value": f"+992 918 12 34 {at}7"}
        subject = {
            "kind": "person",
            "name": written,
            "category": "suspect",
            "offence": "trafficking",
            "stated_fact": "EXERCISE fact",
            "birth_date": BORN,
            "identifiers": [phone],
        }
        report("farrukh", country="TJ", case_reference="EX-7", subjects=[subject])


def seizures() -> None:
    """What the last weeks brought, for lists, maps and the weekly summary."""
    for back in range(SEIZURES):
        substance = "heroin" if back % 3 else "methamphetamine"
        report(
            "farrukh" if back % 2 else "hamid",
            occurred=(chance.today() - timedelta(days=back)).isoformat(),
            country=PLACES[back % len(PLACES)],
            place="EXERCISE place",
            items=[{"substance": substance, "quantity": str(back + 1), "unit": "kg"}],
        )


def report(who: str, **given: object) -> None:
    """A seizure sent by somebody of the cast."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.records import actions, queries
    from tests import cast

    viewer = cast.viewer(who)
    items = [{"substance": "heroin", "quantity": "1", "unit": "kg"}]
    raw = {"kind": "seizure", "occurred": "2026-01-03", "items": items} | given
    with viewing(viewer):
        actions.report(actor=viewer, claim=queries.read_claim(raw, queries.usual_reader()))
