"""What is drawn from the rules is what stands: the diagram in the docs, the database's own copy."""

from pathlib import Path

from kerege.rooms.requests.rules import diagram
from kerege.rooms.requests.rules.course import OVER, STEPS, State

ROOT = Path(__file__).resolve().parents[3]


def test_the_diagram_in_the_docs_is_the_course_that_runs() -> None:
    assert diagram.mermaid() in (ROOT / "docs" / "requests.md").read_text(encoding="utf-8")


def test_the_database_knows_the_same_moves() -> None:
    kept = ROOT / "src" / "kerege" / "rooms" / "requests" / "sql" / "moves.sql"
    assert kept.read_text(encoding="utf-8") == diagram.sql()


def test_every_state_is_reached_and_every_state_but_an_end_is_left() -> None:
    reached = {State.DRAFT} | {to for found in STEPS.values() for to in found}
    left = {state for _side, state, _step in STEPS}
    assert reached == set(State)
    assert left == set(State) - OVER
