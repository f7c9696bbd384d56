"""docs/operations.md draws the phases that run and names the templates that are shipped."""

from pathlib import Path

from kerege.rooms.operations.rules.joint import Phase, drawing
from kerege.rooms.operations.rules.templates import TEMPLATES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operations.md"


def test_the_phases_are_drawn_from_the_rules() -> None:
    assert f"```mermaid\n{drawing()}\n```" in PAGE.read_text(encoding="utf-8")
    assert all(phase.value in drawing() for phase in Phase)


def test_every_template_is_named() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{code}` | {each.name} |" in page for code, each in TEMPLATES.items())
