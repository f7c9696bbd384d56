"""Who reads the list of changes: everybody what was changed of parties, no other party what was changed of officers."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import PartyClass, Viewer
from kerege.rooms.directory import queries
from kerege.rooms.directory.models import Change
from tests import cast

pytestmark = pytest.mark.django_db
OF_OFFICERS = {code for code, change in queries.CHANGES.items() if change.part == "officers"}


@pytest.fixture(autouse=True)
def every_change() -> Iterator[None]:
    """Each change that is declared, made by the centre's administrator about Kazakhstan."""
    with chance.seeded("changes of officers"):
        admin = cast.viewer("admin")
        about = cast.viewer("aigerim").party
        with viewing(admin):
            for code in queries.CHANGES:
                kept(admin, code, about)
        yield


def kept(actor: Viewer, code: str, about: UUID) -> None:
    """A line of the list, as making the change would write it."""
    Change(
        code=code,
        party=about,
        by_party=actor.party,
        by_role=actor.role.value,
        officer_number=actor.officer_number,
        given={"officer": "EX-901"},
    ).save(force_insert=True)


def read_by(viewer: Viewer) -> set[str]:
    """The kinds of changes that somebody reads of."""
    with viewing(viewer):
        return {each.code for each in queries.changes_made()}


def test_officers_of_another_party_are_followed_by_nobody() -> None:
    """A change that is declared of officers and is missing in the row policy is told to strangers here."""
    about = cast.viewer("aigerim").party
    for name in cast.OFFICERS:
        viewer = cast.viewer(name)
        own = viewer.party == about or viewer.party_class is PartyClass.CENTRE
        assert read_by(viewer) == (set(queries.CHANGES) if own else set(queries.CHANGES) - OF_OFFICERS), name


def test_it_is_told_to_the_party_whose_hand_it_was() -> None:
    """Of a liaison officer of another party, say."""
    coordinator = cast.viewer("tj_coordinator")
    about = cast.viewer("hamid").party
    with viewing(coordinator):
        kept(coordinator, "hand-over", about)
    assert "hand-over" in read_by(cast.viewer("farrukh")) & read_by(cast.viewer("hamid"))
    assert "hand-over" not in read_by(cast.viewer("iskender"))
