"""A delivery as JSON, for the API and the terminal."""

from typing import Any

from kerege.rooms.operations.queries.courses import Unfollowed
from kerege.rooms.operations.queries.listing import DeliveryLine
from kerege.rooms.operations.queries.log_words import unfollowed_said
from kerege.rooms.operations.queries.showing import DeliveryView, LegView, LogLine
from kerege.rooms.operations.rules.plan import written


def line_wire(line: DeliveryLine) -> dict[str, Any]:
    """A row of the list."""
    return {
        "id": str(line.id),
        "number": line.number,
        "title": line.title,
        "requester": line.requester,
        "stage": line.stage.value if line.stage else None,
        "made_at": written(line.made_at),
        "needed": [kind.value for kind in line.needed],
        "late": line.late,
    }


def leg_wire(leg: LegView) -> dict[str, Any]:
    """One leg as far as it concerns the reader."""
    answer = leg.answer
    return {
        "leg": leg.number,
        "party": leg.party,
        "enters": leg.enters.wire(),
        "leaves": leg.leaves.wire() if leg.leaves else None,
        "plan": leg.leg.wire() if leg.leg else None,
        "consent": leg.consent.value,
        "terms": leg.terms,
        "own": leg.own,
        "here": leg.here,
        "passed": leg.passed,
        "answer": None
        if answer is None
        else {
            "word": answer.word.value,
            "agency": answer.agency,
            "authority": answer.authority.value if answer.authority else "",
            "authority_name": answer.authority_name,
            "authority_number": answer.authority_number,
            "valid_from": written(answer.valid_from) if answer.valid_from else "",
            "valid_until": written(answer.valid_until) if answer.valid_until else "",
            "penalty": answer.penalty.value if answer.penalty else "",
            "legal_basis": answer.legal_basis,
            "conditions": answer.conditions,
            "ground": answer.ground,
            "letter": answer.letter,
        },
    }


def log_wire(line: LogLine) -> dict[str, Any]:
    """One step that the reader may read."""
    return {
        "place": line.place,
        "step": line.kind.value,
        "at": written(line.at),
        "party": line.party,
        "officer": line.officer_number,
        "words": line.words,
        "given": line.given,
        "signature_holds": line.sound,
        "officer_signed": line.sound and not line.former,
    }


def unfollowed_wire(step: Unfollowed) -> dict[str, Any]:
    """A step that the machine does not follow; nothing of one that the reader does not read."""
    at = written(step.at) if step.at else None
    return {"place": step.place, "step": step.kind.value if step.kind else None, "at": at}


def wire(view: DeliveryView) -> dict[str, Any]:
    """One delivery as far as it concerns its reader."""
    plan = view.plan.wire()
    return {
        "id": str(view.id),
        "number": view.number,
        "title": view.title,
        "requester": view.requester,
        "stage": view.stage.value,
        "whole": view.whole,
        "legs": [leg_wire(leg) for leg in view.legs],
        "goods": plan["goods"],
        "plan": plan if view.whole else None,
        "expires": plan["expires"],
        "hold_point": view.held.name if view.held else None,
        "load_with": view.load_with,
        "offered": {"bytes": view.offered.bytes, "sheet": dict(view.offered.sheet)} if view.offered else None,
        "open": [kind.value for kind in view.open],
        "log": [log_wire(line) for line in view.log],
        "not_followed": [unfollowed_wire(each) for each in view.unfollowed],
        "warnings": unfollowed_said(view),
        "results": view.results,
        "parts": list(view.parts),
        "letters": list(view.letters),
        "in_deconfliction": view.in_deconfliction,
    }
