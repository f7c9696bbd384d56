"""Labels against a dishonest officer as role app: contents never differ from the digest, whatever he writes first."""

import json
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.foundation import chance, server
from kerege.foundation.statements import named
from kerege.foundation.viewing import viewing
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.law import Findability, FindingMode, Grant, Label, Level, Part, Purpose, Viewer
from kerege.rooms.access import actions, rules
from tests import cast
from tests.access.test_matrix import stored_labels

DISHONEST = """
    SELECT id FROM access_label WHERE digest IS DISTINCT FROM sha256(convert_to(label_wire(id), 'UTF8')) UNION ALL
    SELECT id FROM access_finding WHERE digest IS DISTINCT FROM sha256(convert_to(finding_wire(id), 'UTF8'))"""
"""Rows whose contents are not what their digest says."""
ids = st.builds(UUID, int=st.integers(min_value=0, max_value=2**128 - 1))
some_ids = st.frozensets(ids, max_size=3)
grants = st.builds(
    Grant,
    ids,
    st.frozensets(st.sampled_from(Purpose)),
    st.none() | st.dates(min_value=date(1, 1, 1)),
    st.booleans(),
)
labels = st.builds(
    Label,
    owner_audience=ids,
    owner_party=ids,
    part=st.sampled_from(Part),
    grants=st.frozensets(grants, max_size=4),
    forbidden=some_ids,
    level=st.sampled_from(Level),
    shielded=st.booleans(),
)
modes = st.sampled_from(FindingMode)
findings = st.builds(
    Findability,
    owner_party=ids,
    members=modes,
    observers=modes,
    organisations=modes,
    forbidden=some_ids,
    shielded=st.booleans(),
)


def text_of(wire: dict[str, object]) -> str:
    """The canonical text of a label or a findability."""
    return canonical_bytes(wire).decode()


def refused(statement: str, values: dict[str, Any] | list[Any]) -> bool:
    """Whether role app is refused this, as the viewer whose context is open; nothing else goes wrong."""
    state = ""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as problem:
        state = str(getattr(problem.__cause__, "sqlstate", ""))
    assert state[:2] in {"", "42", "22", "23", "54", "P0"}, state
    return bool(state)


def a_label(actor: Viewer) -> Label:
    """A label of the actor's agency that opens to one audience, with everything that tightens it."""
    return Label(
        owner_audience=actor.agency,
        owner_party=actor.party,
        part=Part.NOMINAL,
        grants=frozenset({Grant(chance.new_id(), frozenset({Purpose.ANALYSIS}), chance.today()), Grant(actor.party)}),
        forbidden=frozenset({chance.new_id(), chance.new_id()}),
        level=Level.OFFICIAL_USE,
        shielded=True,
    )


@contextmanager
def as_law() -> Iterator[Any]:
    """The law's own functions, as nobody signs in; what they write is taken back."""
    name = str(connection.settings_dict["NAME"])
    with server.ensure_server(durable=False).administrator(name) as database, database.transaction(force_rollback=True):
        database.execute("SET LOCAL ROLE kerege_law")
        yield database


@pytest.mark.django_db
@settings(max_examples=30, deadline=None)
@given(every=st.lists(labels, min_size=1, max_size=5), found=st.lists(findings, min_size=1, max_size=3))
def test_the_database_gives_what_it_writes_the_digest_that_python_gives(
    every: list[Label], found: list[Findability]
) -> None:
    """Any label and findability of the vocabulary, whoever owns it: the row is what was meant, the text the same."""
    with as_law() as law:
        for label in every:
            identity, digest, text = kept(law, "label", text_of(label.wire()))
            assert (bytes(digest), text) == (rules.digest(label.wire()), text_of(label.wire()))
            assert stored_labels(law)[identity] == label
        for finding in found:
            identity, digest, text = kept(law, "finding", text_of(finding.wire()))
            assert (bytes(digest), text) == (rules.digest(finding.wire()), text_of(finding.wire()))
            assert law.execute(FINDING, [identity]).fetchone() == (
                *(finding.owner_party, finding.members, finding.observers, finding.organisations),
                *(sorted(finding.forbidden), finding.shielded),
            )


def kept(law: Any, kind: str, text: str) -> tuple[int, bytes, str]:
    """The id that the law gives a text, the digest that stands there, and the text of what stands there."""
    (identity,) = law.execute(f"SELECT keep_{kind}(%s)", [text]).fetchone()
    there = f"SELECT id, digest, {kind}_wire(id) FROM access_{kind} WHERE id = %s"
    return tuple(law.execute(there, [identity]).fetchone())


FINDING = """
    SELECT owner_party, members, observers, organisations, forbidden, shielded FROM access_finding WHERE id = %s"""


def foreign(wire: dict[str, Any], other: Viewer) -> Iterator[str]:
    """Texts of labels of others, some of which say so in one of two ways to read them."""
    for key, values in {
        "owner": (other.agency, other.desk, other.party, wire["party"]),
        "party": (other.party,),
    }.items():
        yield from (text_of({**wire, key: str(each)}) for each in values)
        yield text_of(wire).replace("{", f'{{"{key}":"{values[0]}",', 1)
        yield text_of(wire)[:-1] + f',"{key}":"{values[0]}"}}'
        yield text_of(wire)[:-1] + f',"{key}":"{wire[key]}"}}'


def misspelt(wire: dict[str, Any]) -> Iterator[str]:
    """Texts with a value that the law does not know, or writes in another way."""
    strange: dict[str, tuple[object, ...]] = {
        "level": (3, -1, "1", None, True, 1e9),
        "part": ("both", "", None, "nominal "),
        "shielded": ("true", None, 1),
        "forbidden": (None, {}, "", [wire["forbidden"][0]] * 2, wire["forbidden"][::-1], [None]),
        "grants": (None, {}, [[]], [None], wire["grants"][::-1], [wire["grants"][0], *wire["grants"]]),
        "owner": (wire["owner"].upper(), wire["owner"].replace("-", ""), None, [wire["owner"]]),
        "more": (0,),
    }
    for key, values in strange.items():
        yield from (text_of({**wire, key: each}) for each in values)
    for key in wire:
        yield text_of({name: each for name, each in wire.items() if name != key})
    first, *others = wire["grants"]
    for at, values in enumerate(GRANTED):
        yield from (text_of({**wire, "grants": [[*first[:at], v, *first[at + 1 :]], *others]}) for v in values)


GRANTED = (
    ("", "x", None),
    ("spying", "analysis,", "own_work,analysis", "analysis,analysis", '"', None),
    ("today", "infinity", "2026-1-1", "20260101", "2026-02-30", None),
    ("2", "x", "", "true", None),
    ("",),
)
"""What stands at each place of a grant in no label; the last place is none."""


def garbled(wire: dict[str, Any]) -> Iterator[str]:
    """The text of a label written in another way than labels are, or no text of one at all."""
    text = text_of(wire)
    yield from (json.dumps(wire), text.upper(), text + " ", text + text, "\ufeff" + text, "", "null", "[]", "1", "{}")
    yield text.replace('"level":1', '"level":1.0')
    yield text.replace("analysis", "\\u0061nalysis")
    yield text_of({**wire, "forbidden": sorted(str(chance.new_id()) for _ in range(30_000))})
    yield "[" * 20_000


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["aigerim", "tj_coordinator"])
def test_a_text_that_is_no_label_of_ones_own_is_refused(name: str) -> None:
    actor, other = cast.viewer(name), cast.viewer("hamid")
    wire = a_label(actor).wire()
    with viewing(actor):
        for text in (*foreign(wire, other), *misspelt(wire), *garbled(wire)):
            assert text != text_of(wire)
            assert refused("SELECT intern_label(%s)", [text]), text[:400]
        assert not refused("SELECT intern_label(%s)", [text_of(wire)])
    found = Findability(owner_party=actor.party, members=FindingMode.HIT, forbidden=frozenset({other.party})).wire()
    with viewing(actor):
        strange: tuple[tuple[str, object], ...] = (
            *(("modes", each) for each in ([2, 0], [2, 0, 0, 0], [4, 0, 0], [-1, 0, 0], 2, None)),
            *(("party", str(other.party)), ("forbidden", [str(other.party)] * 2), ("shielded", "false"), ("more", 1)),
        )
        written = (*(text_of({**found, key: each}) for key, each in strange), *garbled(found))
        for text in {*written} - {text_of(found)}:
            assert refused("SELECT intern_finding(%s)", [text]), text[:400]
        assert not refused("SELECT intern_finding(%s)", [text_of(found)])


@pytest.mark.django_db
def test_whatever_is_changed_in_a_text_a_row_is_what_its_text_says() -> None:
    """One sign of an honest text deleted, doubled or changed: refused, or the row of just that text."""
    actor, dice = cast.viewer("aigerim"), random.Random("signs")
    finding = Findability(owner_party=actor.party, members=FindingMode.HIT, forbidden=frozenset({actor.party}))
    with as_law() as law:
        for kind, wire in {"label": a_label(actor).wire(), "finding": finding.wire()}.items():
            text, taken = text_of(wire), set()
            for _attempt in range(200):
                at = dice.randrange(len(text))
                sign = dice.choice(["", text[at] * 2, *dice.choices('0123456789abcdef",:[]{}- ', k=3)])
                changed = text[:at] + sign + text[at + 1 :]
                with suppress(psycopg.Error), law.transaction():
                    assert kept(law, kind, changed)[2] == changed
                    taken.add(changed)
            assert len(taken) > 5
        assert law.execute(DISHONEST).fetchall() == []


ROWS = (
    """INSERT INTO access_label (id, digest, owner_audience, owner_party, part, forbidden, level, shielded)
       VALUES (%(number)s, %(digest)s, %(agency)s, %(party)s, 'nominal', '{}', 0, false)""",
    """INSERT INTO access_grant (id, label, audience, purposes, assured)
       VALUES (%(id)s, %(number)s, %(party)s, '{analysis}', true)""",
)
"""A label that opens to a whole party."""
PLANTS = (
    *ROWS,
    """INSERT INTO access_finding (id, digest, owner_party, members, observers, organisations, forbidden, shielded)
       VALUES (%(number)s, %(digest)s, %(party)s, 3, 3, 3, '{}', false)""",
    *(f"SELECT count(id) FROM access_{table}" for table in ("label", "grant", "finding")),
    *(f"DELETE FROM access_{table} RETURNING 1" for table in ("label", "grant", "finding")),
    "UPDATE access_label SET digest = %(digest)s RETURNING 1",
    "UPDATE access_finding SET members = 3 RETURNING 1",
    "UPDATE access_grant SET assured = true RETURNING 1",
    *(f"SELECT keep_{kind}(%(text)s)" for kind in ("label", "finding")),
    *(f"SELECT {kind}_wire(%(number)s)" for kind in ("label", "finding")),
    "SELECT unforeseen(%(text)s)", "SELECT unforeseen_number(%(text)s)",
    "SELECT keeper_label(%(desk)s)", "SELECT desk_label(%(desk)s, %(party)s)",
    "SELECT limit_rows(%(id)s, %(agency)s)",
)  # fmt: skip
"""What the door is for, past the door."""


@pytest.mark.django_db
@pytest.mark.parametrize("name", cast.OFFICERS)
def test_nobody_plants_or_reads_a_label_past_the_door(name: str) -> None:
    actor = cast.viewer(name)
    wire = a_label(actor).wire()
    values = {
        "number": 1_234_567,
        "id": chance.new_id(),
        "digest": rules.digest(wire),
        "text": text_of(wire),
        "agency": actor.agency,
        "party": actor.party,
        "desk": actor.desk,
    }
    with viewing(actor):
        for statement in PLANTS:
            assert refused(statement, values), statement


def test_what_was_planted_before_is_set_aside_and_ids_that_are_taken_are_passed_by(own_clone: str) -> None:
    """Rows under the digests of honest labels, rows under their ids, all ids of one: nobody gets what was planted."""
    actor = cast.viewer("aigerim")
    wanted = [a_label(actor) for _ in range(4)]
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        for at, label in enumerate(wanted[:2]):
            plant(database, at, rules.digest(label.wire()), actor)
        honest = database.execute("SELECT keep_label(%s)", [text_of(a_label(actor).wire())]).fetchone()
        database.execute(SET_ASIDE)
        for count, label in zip((2, 32), wanted[2:], strict=True):
            for attempt in range(count):
                taken = "SELECT unforeseen_number(format('label|%%s|%%s', %s::bytea, %s::int))"
                number = database.execute(taken, [rules.digest(label.wire()), attempt]).fetchone()[0]
                plant(database, number, chance.new_id().bytes * 2, actor)
        with viewing(actor):
            made = [actions.intern_label(label) for label in wanted[:3]]
            assert refused("SELECT intern_label(%s)", [text_of(wanted[3].wire())])
        kept = stored_labels(database)
        assert [kept[identity] for identity in made] == wanted[:3]
        digest = database.execute("SELECT digest = sha256(convert_to(label_wire(id), 'UTF8')) FROM access_label"
                                  " WHERE id = %s", honest).fetchone()  # fmt: skip
        assert digest == (True,)


SET_ASIDE = re.search(r"DO \$\$.*?END \$\$;", named("access", "honest_labels"), re.DOTALL)[0]  # type: ignore[index]


def plant(database: Any, number: int, digest: bytes, actor: Viewer) -> None:
    """A row of the actor's own that opens to everybody, under an id and a digest of one's choice."""
    database.execute(ROWS[0], {"number": number, "digest": digest, "agency": actor.agency, "party": actor.party})
    grant = {"id": chance.new_id(), "number": number, "party": cast.viewer("erlan").party}
    database.execute(ROWS[1], grant)
