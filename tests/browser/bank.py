"""What the node of the journeys holds before they begin: records of several parties, all invented."""

from datetime import timedelta

from kerege.foundation import chance

LATIN = {"en": "Rahimov Farrukh Saidovich", "ru": "Yuldashev Sherzod Karimovich"}
"""Suspects as Dushanbe wrote them; each language's journeys ask for one of their own."""
CYRILLIC = {"en": "Рахимов Фаррух Саидович", "ru": "Юлдашев Шерзод Каримович"}
"""The same names as an officer in Almaty writes them."""
BORN, SHOWN_BORN = "12.03.1987", {"en": "12 March 1987", "ru": "12 марта 1987"}
PLACES = ("TJ", "UZ", "KZ", "KG")


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
    from tests.rooms.crosscheck.scenes import person, report

    for at, written in enumerate(LATIN.values()):
        report("farrukh", person(written, birth_date=BORN, phone=f"+992 918 12 34 {at}7"), country="TJ")


def seizures() -> None:
    """What the last weeks brought, for lists, maps and the weekly summary."""
    from tests.rooms.crosscheck.scenes import report

    today = chance.today()
    for back in range(24):
        report(
            "farrukh" if back % 2 else "hamid",
            occurred=(today - timedelta(days=back)).isoformat(),
            country=PLACES[back % len(PLACES)],
            place="EXERCISE place",
            items=[{"substance": "heroin" if back % 3 else "methamphetamine", "quantity": str(back + 1), "unit": "kg"}],
        )
