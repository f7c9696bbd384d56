"""Scenes of the cross-check: who reports what, who asks what; invented persons, the named cast."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck import actions, queries
from kerege.rooms.records import actions as records_actions
from kerege.rooms.records import queries as records
from tests import cast

RAHIMOV = "Рахимов Фаррух Саидович"
PHONE = "+992 918 12 34 56"


def person(name: str, *, category: str = "suspect", phone: str = "", **given: Any) -> dict[str, Any]:
    """A person as a form gives it."""
    identifiers = [{"kind": "phone", "value": phone}] if phone else []
    fixed = {"kind": "person", "offence": "trafficking", "stated_fact": "EXERCISE"}
    return {**fixed, "name": name, "category": category, "identifiers": identifiers, **given}


def thing(kind: str, identifier: str, value: str) -> dict[str, Any]:
    """A thing with one identifier."""
    return {"kind": kind, "identifiers": [{"kind": identifier, "value": value}]}


def report(who: str, *subjects: dict[str, Any], send: bool = True, **given: Any) -> UUID:
    """A seizure with these subjects, reported by somebody of the cast and committed."""
    viewer = cast.viewer(who)
    raw = {
        "kind": "seizure",
        "occurred": "2026-01-03",
        "country": "KZ",
        "case_reference": "EX-1",
        "items": [{"substance": "heroin", "quantity": "1", "unit": "kg"}],
        "subjects": list(subjects),
        **given,
    }
    with viewing(viewer):
        claim = records.read_claim(raw, records.Reader(substance=lambda text: None, day=chance.today()))
        return records_actions.report(actor=viewer, claim=claim, send=send).report


def ask(
    who: str, text: str, *, exclude: Sequence[str] = (), purpose: Purpose = Purpose.INVESTIGATION, case: str = "EX-7"
) -> queries.CheckResult:
    """A check by somebody of the cast, committed."""
    viewer = cast.viewer(who, purpose, case=case, reason="")
    with viewing(viewer):
        return actions.check(actor=viewer, question=queries.read_question(text), exclude=exclude)


def wire(result: queries.CheckResult) -> str:
    """A result as JSON, byte for byte."""
    return json.dumps(result.wire("en", str), ensure_ascii=False)


def inbox(who: str, *, purpose: Purpose = Purpose.OWN_WORK, waiting: bool = False) -> list[queries.HitEntry]:
    """The hits of somebody's agency."""
    viewer = cast.viewer(who, purpose)
    with viewing(viewer):
        return queries.inbox(viewer=viewer, waiting=waiting)


def findings(result: queries.CheckResult) -> list[tuple[str, str, str]]:
    """Finding, grade and desk of each hit."""
    return [(h.finding, h.grade.value, h.call.code if h.call else "") for h in result.hits]
