"""The course drawn from the rules that run it: a Mermaid diagram for the docs, and the database's own copy."""

from kerege.rooms.requests.rules.course import NOTES, OVER, SHOWN, STEPS, State

MARK = "<!-- drawn by `kerege request diagram`; a test holds it to the rules -->"
SQL_HEAD = """\
-- Which side may take which step from which state to which: from rules/course.py, by `kerege request diagram --sql`.
-- A test holds it to the rules: nobody changes it by hand.
CREATE FUNCTION request_move(side text, at_state text, step text, to_state text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT (side, at_state, step, to_state) IN (
"""
SQL_FOOT = """
    )
$$;
"""

NOTE_HEAD = """
-- What a side writes into the history without leaving the state.
CREATE FUNCTION request_note(side text, step text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT (side, step) IN (
"""
SHOWN_SQL = """
-- What the asker sees in place of a state that is the other side's own affair.
CREATE FUNCTION request_shown(state text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE state {} ELSE state END
$$;
"""


def mermaid() -> str:
    """The diagram: one arrow for each pair of states, named by the steps and whose they are."""
    arrows: dict[tuple[State, State], list[str]] = {}
    for (side, at, step), found in sorted(STEPS.items()):
        for to in found:
            arrows.setdefault((at, to), []).append(f"{step.value} ({side.value})")
    lines = ["stateDiagram-v2", f"    [*] --> {State.DRAFT.value}"]
    lines += [f"    {at.value} --> {to.value}: {', '.join(words)}" for (at, to), words in sorted(arrows.items())]
    lines += [f"    {state.value} --> [*]" for state in sorted(OVER)]
    return f"{MARK}\n```mermaid\n" + "\n".join(lines) + "\n```\n"


def sql() -> str:
    """Moves, notes and what the asker sees, as the database knows them."""
    rows = [
        f"        ('{side.value}', '{at.value}', '{step.value}', '{to.value}')"
        for (side, at, step), found in sorted(STEPS.items())
        for to in found
    ]
    notes = [f"        ('{side.value}', '{what}')" for side, found in sorted(NOTES.items()) for what in sorted(found)]
    cases = " ".join(f"WHEN '{state.value}' THEN '{seen.value}'" for state, seen in sorted(SHOWN.items()))
    return SQL_HEAD + ",\n".join(rows) + SQL_FOOT + NOTE_HEAD + ",\n".join(notes) + SQL_FOOT + SHOWN_SQL.format(cases)
