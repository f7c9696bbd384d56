"""docs/deliveries.md draws the machine that runs."""

from pathlib import Path

from kerege.rooms.operations.rules.course import drawing
from kerege.rooms.operations.rules.words import Kind, Stage

PAGE = Path(__file__).resolve().parents[2] / "docs" / "deliveries.md"


def test_the_state_diagram_is_drawn_from_the_rules() -> None:
    assert f"```mermaid\n{drawing()}\n```" in PAGE.read_text(encoding="utf-8")


def test_every_stage_and_every_step_that_leads_somewhere_is_drawn() -> None:
    lines = drawing()
    assert all(stage.value in lines for stage in Stage)
    assert all(f": {kind.value}" in lines for kind in (Kind.CHECK, Kind.SEND, Kind.STOP, Kind.CLOSE))
