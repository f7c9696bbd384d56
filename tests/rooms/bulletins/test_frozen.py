"""What was released stays as it was frozen: against SQL of the application's own role, and whenever it is read."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance, seal
from kerege.foundation.viewing import viewing
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.law import Act, Purpose, Role, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.bulletins import actions
from kerege.rooms.bulletins.models import Edition
from kerege.rooms.bulletins.queries import BentEditionError
from kerege.rooms.bulletins.queries.signing import first_format, is_sound
from kerege.rooms.directory import queries as directory
from tests import cast
from tests.proofs.attempts import appointed
from tests.rooms.bulletins.test_editions import compose, opened, release, seize

pytestmark = pytest.mark.django_db
RELEASED, WITHDRAWN = "released", "withdrawn"
COLUMNS: dict[str, object] = {
    "content": {"ru": {}, "en": {}}, "sources": "[]", "content_hash": b"\x01" * 32, "signature": b"\x01" * 72,
    "level": 1, "handling": ["H1"], "conditions": ["no_onward"], "released_at": "2026-03-22T06:00:00Z",
}  # fmt: skip
"""Another value of every column that a release writes."""
NOT_SIGNED = {"state", "label", "made_at", "made_by", "without", "agreed", "foreword", "withdrawn_at", "withdrawn_by"}
"""What is no word of the released document, or comes after its signature."""


@pytest.fixture(autouse=True)
def the_monday_after() -> Iterator[None]:
    """Time stands at the Monday after the week."""
    with chance.seeded("frozen", datetime(2026, 3, 23, 6, 0, tzinfo=UTC)):
        yield


def tried(viewer: Viewer, edition: UUID, **columns: object) -> bool:
    """Whether a viewer's own SQL writes these values into the edition."""
    given: list[Any] = [json.dumps(each) if isinstance(each, dict) else each for each in columns.values()]
    put = ", ".join(f"{name} = %s" for name in columns)
    try:
        with viewing(viewer), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE bulletins_edition SET {put} WHERE id = %s", [*given, edition])
            return bool(cursor.rowcount == 1)
    except DatabaseError:
        return False


def kept(edition: UUID) -> Edition:
    """The row as its desk reads it."""
    with viewing(cast.viewer("director")):
        return Edition.objects.get(id=edition)


def withdraw(edition: UUID) -> None:
    viewer = cast.viewer("director")
    with viewing(viewer):
        actions.withdraw(actor=viewer, edition_id=edition)


def whole(viewer: Viewer) -> dict[str, object]:
    """All that a release writes, as somebody may make it up by SQL of his own."""
    return {"state": RELEASED, "released_at": chance.now(), "released_by": viewer.officer} | {
        name: COLUMNS[name] for name in ("content", "sources", "content_hash", "signature")
    }


@pytest.mark.parametrize("state", ["draft", RELEASED, WITHDRAWN])
def test_no_single_value_of_an_edition_is_written_by_sql(state: str) -> None:
    """Neither before its release, nor after, nor when it was taken back: each of all columns."""
    seize("farrukh", "TJ")
    edition, viewer = compose(), cast.viewer("director")
    own = kept(edition).label
    if state != "draft":
        release(edition)
    wide = kept(edition).label
    if state == WITHDRAWN:
        withdraw(edition)
    more = {
        "forbidden": [viewer.party], "label": own if state == RELEASED else wide,
        "state": "draft" if state == RELEASED else RELEASED, "withdrawn_at": chance.now(), "released_by": None,
    }  # fmt: skip
    told = [column for column, value in (COLUMNS | more).items() if tried(viewer, edition, **{column: value})]
    assert told == []


@pytest.mark.parametrize("role", list(Role))
def test_who_passes_on_releases_and_nobody_else_as_the_law_says(role: Role) -> None:
    """The roles in SQL are those of the law: an edition is made, released and withdrawn by them alone."""
    edition = compose("bolat")
    hat = appointed(cast.viewer("bolat").desk_code, role).hat
    viewer = directory.viewer_for(hat, purpose=Purpose.INVESTIGATION, case="EXERCISE")
    assert tried(viewer, edition, **whole(viewer)) is (Act.ONWARD in ROLE_ACTS[role])


def test_what_is_made_up_by_sql_is_shown_to_nobody() -> None:
    """Who may release writes the row; but the node signed another thing or nothing."""
    edition, viewer = compose(), cast.viewer("director")
    assert tried(viewer, edition, **whole(viewer))
    with pytest.raises(BentEditionError):
        opened(edition)


def test_each_value_of_a_released_edition_is_signed() -> None:
    """A new column is signed, or stands among those that are not, with its reason."""
    seize("farrukh", "TJ")
    release(edition := compose())
    assert is_sound(kept(edition))
    columns = [each.column for each in Edition._meta.concrete_fields]
    assert {column for column in columns if is_sound(bent(kept(edition), column))} == NOT_SIGNED


def bent(row: Edition, column: str) -> Edition:
    """The row with another value in one column."""
    value: Any = getattr(row, column)
    others: dict[type, Any] = {
        UUID: uuid4, int: lambda: value + 1, str: lambda: value + "x", list: lambda: [*value, "x"],
        dict: lambda: value | {"x": 1}, datetime: lambda: value + timedelta(seconds=1),
    }  # fmt: skip
    setattr(row, column, others.get(type(value), lambda: b"other")())
    return row


def test_an_edition_of_the_first_format_is_read() -> None:
    """What was signed before signatures covered the marking verifies as what it is."""
    release(edition := compose())
    row = kept(edition)
    row.signature = seal.node_key().sign(canonical_bytes(first_format(row)), context="edition")
    assert is_sound(row)
    row.content = {}
    assert not is_sound(row)


def test_a_release_by_sql_is_whole_now_and_under_a_label_that_leaves_out_what_it_says() -> None:
    """Each wrong in one value alone; as a whole it is let in."""
    edition, viewer = compose(), cast.viewer("director")
    needed = ("released_at", "released_by", "content", "sources", "content_hash", "signature")
    empty: list[dict[str, object]] = [{name: None} for name in needed]
    wrong: list[dict[str, object]] = [
        *empty,
        {"released_at": "2026-03-21T06:00:00Z"},
        {"released_at": "2026-03-24T06:00:00Z"},
        {"withdrawn_at": "2026-03-23T06:00:00Z"},
        {"level": 1},
        {"forbidden": [UUID(int=1)]},
    ]
    assert [each for each in wrong if tried(viewer, edition, **(whole(viewer) | each))] == []
    assert tried(viewer, edition, **whole(viewer))
