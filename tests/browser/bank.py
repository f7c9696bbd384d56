"""What the node of the journeys holds before they begin: records of several parties, all invented."""

from datetime import timedelta
from uuid import UUID

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
        reviews()
        permissions()
        in_two_cases()
    finally:
        point_to(after)


def opened(name: str, after: str) -> None:
    """Let requests from Dushanbe to Almaty pass directly again, in the database of this name."""
    from tests.conftest import point_to
    from tests.rooms.requests import scenes

    point_to(name)
    try:
        for coordinator in ("tj_coordinator", "kz_coordinator"):
            scenes.gate(coordinator)
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


TWICE = ("EXERCISE Twice Almaty", "EXERCISE Twice Dushanbe")
"""One telephone in two open cases, each under a name of its own."""


def in_two_cases() -> None:
    """Almaty and Dushanbe hold records about users of one telephone."""
    from tests.rooms.crosscheck import scenes as checking

    for who, name in zip(("farrukh", "aigerim"), reversed(TWICE), strict=True):
        checking.report(who, checking.person(name, phone="+7 701 555 88 01"))


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


def reviews() -> None:
    """What stands on the pages of persons' rights: reviews of every stage, a hold, an erasure, questions to owners."""
    from kerege.rooms.retention.queries import Ground
    from tests.rooms.retention import scenes

    due = [reviewed(at, days) for at, days in enumerate(REVIEWED_IN)]
    scenes.hold(due[-1], days=200)
    lost = reviewed(len(due), 900)
    scenes.released(lost)
    scenes.erase(lost, ground=Ground.WRONG_PERSON)
    given = reviewed(len(due) + 1, 900, "farrukh")
    scenes.released(given, "KZ", by="farrukh")
    scenes.erase(given, "tj_dpo")
    for wish in ("access", "erasure"):
        inquire(f"EXERCISE Review{1:02d} Person", wish)


REVIEWED_IN = (50, 20, 20, 3, -2, -3, -12, -25, 30)
"""Days until the reviews of invented records are due."""


def reviewed(at: int, days: int, who: str = "aigerim") -> UUID:
    """A record about a suspect whose review is due in so many days; nobody else bears its name and number."""
    from tests.rooms.crosscheck import scenes as checking

    written = chance.now() - timedelta(days=3 * 365 + 1 - days)
    subject = checking.person(f"EXERCISE Review{at:02d} Person", phone=f"+7 701 555 01 {at:02d}")
    with chance.seeded(f"review {at}", written):
        return checking.report(who, subject, occurred=written.date().isoformat())


def inquire(text: str, wish: str) -> None:
    """A person asks the centre about himself."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.crosscheck import queries as checks
    from kerege.rooms.retention import actions
    from kerege.rooms.retention.queries import Wish
    from tests import cast

    actor = cast.viewer("gulnora")
    with viewing(actor):
        actions.inquire(
            actor=actor, question=checks.read_question(text), wish=Wish(wish), reference=f"EX-{wish.upper()}-1"
        )
    actions.ask_owners()


RELEASED, DANGEROUS = "+7 701 555 77 01", "+7 701 555 77 02"
"""Telephones of the records about which originators are asked; nobody else bears them."""


def permissions() -> None:
    """A record of Kazakhstan's customs whose originator Dushanbe asks, and one opened because a life is in danger."""
    from kerege.foundation.viewing import viewing
    from kerege.kernel.law import Act, Part
    from kerege.rooms.directory import queries as directory
    from kerege.rooms.permissions import actions
    from tests.rooms.crosscheck import scenes as checking
    from tests.rooms.permissions import scenes

    scenes.coordinate("KZ", "KZ-POLICE")
    asker = scenes.seen_as("tj_analyst")
    report = scenes.a_record(name="EXERCISE Permission Person", phone=RELEASED, handling="H2")
    with viewing(asker):
        to = directory.party("UZ").id
        actions.ask(actor=asker, report=report, part=Part.NOMINAL, act=Act.ONWARD, towards=to, words=scenes.DANGER)
    checking.report("erlan", checking.person("EXERCISE Opening Person", phone=DANGEROUS))
    checking.ask("tj_analyst", DANGEROUS)
    scenes.opened()
