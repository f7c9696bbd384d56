"""The course drawn from the rules that run it: a Mermaid diagram for the docs, and the database's own copy."""

from datetime import timedelta

from kerege.rooms.requests.rules.clocks import PROFILES
from kerege.rooms.requests.rules.course import NOTES, OVER, SHOWN, STEPS, Kind, State, of_kind

MARK = "<!-- drawn by `kerege request diagram`; a test holds it to the rules -->"
SQL_HEAD = """\
-- From rules/course.py and rules/clocks.py, by `kerege request diagram --sql`. A test holds it to the rules: nobody
-- changes it by hand. First: which kind lets which side take which step from which state to which.
CREATE FUNCTION request_course(kind text, side text, at_state text, step text, to_state text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT (kind, side, at_state, step, to_state) IN (
"""
SQL_FOOT = """
    )
$$;
"""
NOTE_HEAD = """
-- What a side writes into the history without leaving the state.
CREATE OR REPLACE FUNCTION request_note(side text, step text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT (side, step) IN (
"""
SHOWN_SQL = """
-- What the asker sees in place of a state that is the other side's own affair.
CREATE OR REPLACE FUNCTION request_shown(state text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE state {} ELSE state END
$$;
"""
SPAN_HEAD = """
-- The spans of the profiles of clocks: of an urgency, or (`what` a stop, with "urgent" or not) how long it may last.
CREATE FUNCTION request_span(profile text, what text) RETURNS interval
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT s.span FROM (VALUES
"""
SPAN_FOOT = """
    ) AS s(profile, what, span) WHERE s.profile = $1 AND s.what = $2
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
    """Moves, notes, what the asker sees, and the spans of clocks, as the database knows them."""
    rows = [
        f"        ('{kind.value}', '{side.value}', '{at.value}', '{step.value}', '{to.value}')"
        for kind in sorted(Kind)
        for (side, at, step), found in sorted(STEPS.items())
        for to in found
        if of_kind(kind, side, at, step)
    ]
    notes = [f"        ('{side.value}', '{what}')" for side, found in sorted(NOTES.items()) for what in sorted(found)]
    cases = " ".join(f"WHEN '{state.value}' THEN '{seen.value}'" for state, seen in sorted(SHOWN.items()))
    made = SQL_HEAD + ",\n".join(rows) + SQL_FOOT + NOTE_HEAD + ",\n".join(notes) + SQL_FOOT + SHOWN_SQL.format(cases)
    return made + SPAN_HEAD + ",\n".join(spans()) + SPAN_FOOT


def spans() -> list[str]:
    """The rows of every profile's spans, in hours."""
    rows = []
    for profile in PROFILES.values():
        found = {"now": profile.longest_hold}
        found |= {urgency.value: timedelta(hours=hours) for urgency, hours in profile.hours.items()}
        found |= {urgency.value: timedelta(days=days) for urgency, days in profile.days.items()}
        for stop, (urgent, other) in profile.stops.items():
            found |= {f"{stop.value} urgent": urgent, stop.value: other}
        rows += [
            f"        ('{profile.name}', '{what}', interval '{span // timedelta(hours=1)} hours')"
            for what, span in found.items()
        ]
    return rows
