"""`verify --records` looks at every edition: a changed figure, a wider reader, one taken away, one brought back."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.canonical import content_hash
from kerege.rooms.bulletins import actions
from kerege.rooms.bulletins.models import Edition
from kerege.rooms.bulletins.queries import verify_editions
from tests import cast
from tests.rooms.bulletins.test_editions import compose, release, seize
from tests.rooms.records.test_bent_versions import as_owner

ROW = "UPDATE bulletins_edition SET {} WHERE id = %(id)s"
ATTACKS: Mapping[str, tuple[str, str]] = {
    "a source fewer": ("released", ROW.format("sources = sources - 0")),
    "another level": ("released", ROW.format("level = level + 1")),
    "no exclusion": ("released", ROW.format("forbidden = '{}', released_by = gen_random_uuid()")),
    "no signature": ("released", ROW.format("signature = ''")),
    "another week": ("released", ROW.format("period = '2026-W11'")),
    "taken away": ("released", "DELETE FROM bulletins_edition WHERE id = %(id)s"),
    "a withdrawn one taken away": ("withdrawn", "DELETE FROM bulletins_edition WHERE id = %(id)s"),
    "a draft again": ("released", ROW.format("state = 'draft', content = NULL, sources = NULL, signature = NULL")),
    "brought back": ("withdrawn", ROW.format("state = 'released'")),
    "brought back to its readers": (
        "withdrawn",
        ROW.format("label = (SELECT g.label FROM access_grant g WHERE g.label IN (SELECT f.label FROM records_facts f)"
                   " LIMIT 1)"),
    ),
    "released by nobody": ("draft", ROW.format("state = 'released', content = '{}', sources = '[]'")),
    "withdrawn by nobody": ("released", ROW.format("state = 'withdrawn'")),
}  # fmt: skip


@pytest.fixture(autouse=True)
def the_monday_after() -> Iterator[None]:
    """Time stands at the Monday after the week."""
    with chance.seeded("looked", datetime(2026, 3, 23, 6, 0, tzinfo=UTC)):
        yield


def made(state: str) -> UUID:
    """An edition in a state."""
    edition = compose()
    if state != "draft":
        release(edition)
    if state == "withdrawn":
        viewer = cast.viewer("director")
        with viewing(viewer):
            actions.withdraw(actor=viewer, edition_id=edition)
    return edition


def figures(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a number stands in a document, or a text that has a digit."""
    if isinstance(value, dict | list):
        for name, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from figures(each, (*path, name))
    elif any(sign.isdigit() for sign in str(value)):
        yield path


def changed(content: Any, path: tuple[Any, ...]) -> Any:
    """A document with one figure changed."""
    copied = content.copy()
    name, *rest = path
    value = copied[name]
    if rest:
        copied[name] = changed(value, tuple(rest))
    else:
        copied[name] = value + 1 if isinstance(value, int | float) else str(value) + "1"
    return copied


def test_what_befell_editions_past_the_node_is_named_and_nothing_else(own_clone: str) -> None:
    seize("farrukh", "TJ")
    whole = {state: made(state) for state in ("draft", "released", "withdrawn")}
    editions = {name: made(state) for name, (state, _) in ATTACKS.items()}
    found = verify_editions(own_clone)
    assert (found.bent, found.editions) == ((), len(whole) + len(editions))
    with as_owner(own_clone) as superuser:
        for name, (_, statement) in ATTACKS.items():
            superuser.execute(statement, {"id": editions[name]})
    named = set(verify_editions(own_clone).bent)
    assert {name for name, each in editions.items() if each not in named} == set()
    assert named == set(editions.values())


def test_each_figure_of_a_released_edition_that_is_changed_is_found(own_clone: str) -> None:
    """With the hash made anew as well; the signature stays, for the node alone makes one."""
    seize("farrukh", "TJ")
    seize("aigerim", "KZ")
    edition = made("released")
    with viewing(cast.viewer("director")):
        row = Edition.objects.get(id=edition)
    paths = list(figures(row.content))
    assert len(paths) > 10
    with as_owner(own_clone) as superuser:
        for path in paths[:: max(1, len(paths) // 40)]:
            bent = changed(row.content, path)
            write(superuser, edition, bent, content_hash({"content": bent, "sources": row.sources}))
            assert verify_editions(own_clone).bent == (edition,), path
        write(superuser, edition, row.content, bytes(row.content_hash or b""))
    assert verify_editions(own_clone).bent == ()


def write(superuser: Any, edition: UUID, content: Any, hashed: bytes) -> None:
    """Put content and its hash into an edition, past every fence."""
    superuser.execute(
        "UPDATE bulletins_edition SET content = %s, content_hash = %s WHERE id = %s", [Jsonb(content), hashed, edition]
    )
