"""The proofs of the course notice a missing rule: each condition is taken out in turn and the oracle must differ."""

import ast
import copy
import itertools
import types
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from kerege.kernel.law import PartyClass, Purpose, Role, Standing, Viewer
from kerege.rooms.screening.rules import course
from kerege.rooms.screening.rules.course import Stage
from tests.access.test_mutants import Removal

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
SOURCE = Path(course.__file__).read_text(encoding="utf-8")
JUDGED = {"may_propose", "has_grounds", "decides_for", "is_overdue"}
AGENCY, PROPOSER, OTHER = UUID(int=1), UUID(int=11), UUID(int=12)
ROLES = (Role.POST, Role.DESK, Role.ANALYST, Role.DATA_PROTECTION, Role.COORDINATOR)
PARTIES = (PartyClass.MEMBER, PartyClass.CENTRE, PartyClass.ORGANISATION, PartyClass.OBSERVER_STATE)


def viewers() -> Iterator[Viewer]:
    """Everybody who matters to the rules."""
    for role, party, officer, agency, active, purpose, case in itertools.product(
        ROLES, PARTIES, (PROPOSER, OTHER), (AGENCY, UUID(int=2)), (True, False),
        (Purpose.OWN_WORK, Purpose.INVESTIGATION), ("", "EX-1"),
    ):  # fmt: skip
        yield Viewer(
            officer=officer, hat=officer, desk=UUID(int=7), agency=agency, party=UUID(int=8), party_class=party,
            role=role, day=NOW.date(), purpose=purpose, case=case, standing=Standing(active=active),
        )  # fmt: skip


def runs() -> Iterator[course.Standing]:
    """Screenings at every stage, decided on by nobody or by one, in time or late."""
    for stage, deciders, late, passed in itertools.product(Stage, ((), (OTHER,)), (True, False), (True, False)):
        yield course.Standing(
            stage=stage,
            officer=PROPOSER,
            agency=AGENCY,
            deciders=deciders,
            due_at=NOW if late else NOW + timedelta(hours=1),
            review_day=date(2026, 6, 14) if passed else date(2026, 6, 15),
        )


def oracle_side(viewer: Viewer, run: course.Standing) -> str:
    """Who decides, written apart: a table of sides in place of a chain of refusals."""
    sides = {
        "asker": run.stage.value == "asked" and viewer.agency == run.agency,
        "centre": run.stage.value == "seconded" and viewer.party_class.value == "centre",
    }
    able = viewer.standing.active and viewer.role.value == "data_protection" and run.due_at > NOW
    fresh = viewer.officer not in {run.officer, *run.deciders}
    return next((side for side, his in sides.items() if his and able and fresh), "")


def oracle_overdue(run: course.Standing) -> bool:
    """What is late, written apart."""
    undecided = run.stage.value in {"drafted", "asked", "seconded"} and run.due_at <= NOW
    return undecided or (run.stage.value == "approved" and run.review_day < NOW.date())


def agrees(module: types.ModuleType) -> bool:
    """Whether a course says what the oracle says, everywhere."""
    for viewer in viewers():
        proposes = (
            viewer.role.value in {"desk", "analyst"}
            and viewer.party_class.value in {"member", "centre"}
            and viewer.standing.active
        )
        grounds = viewer.purpose.value != "own_work" and viewer.case != ""
        if bool(module.may_propose(viewer)) != proposes or bool(module.has_grounds(viewer)) != grounds:
            return False
    deciders = [each for each in viewers() if each.case and each.purpose is Purpose.INVESTIGATION]
    for run in runs():
        if bool(module.is_overdue(run, NOW)) != oracle_overdue(run):
            return False
        if any((module.decides_for(viewer, run, NOW) or "") != oracle_side(viewer, run) for viewer in deciders):
            return False
    return True


def executed(tree: ast.Module) -> types.ModuleType:
    """A course run from its changed source; its stages are the true ones, so that only the change differs."""
    module = types.ModuleType(course.__name__)
    exec(compile(ast.fix_missing_locations(tree), "mutant", "exec"), module.__dict__)
    module.__dict__.update(Stage=Stage, DecidedBy=course.DecidedBy)
    return module


def mutants() -> list[tuple[str, types.ModuleType]]:
    """One module for each condition of the judged functions, that condition taken out."""
    made = []
    for at, function in enumerate(ast.parse(SOURCE).body):
        if not (isinstance(function, ast.FunctionDef) and function.name in JUDGED):
            continue
        for wanted in itertools.count():
            changed = copy.deepcopy(ast.parse(SOURCE))
            removal = Removal(wanted)
            removal.visit(changed.body[at])
            if removal.seen < wanted:
                break
            module = executed(changed)
            made.append((f"{function.name}-{wanted}", module))
    return made


MUTANTS = mutants()


def test_the_course_as_it_stands_agrees_with_the_oracle() -> None:
    assert agrees(course)
    assert agrees(executed(ast.parse(SOURCE)))


def test_there_is_a_mutant_for_each_condition() -> None:
    assert len(MUTANTS) >= 12


@pytest.mark.parametrize(("name", "module"), MUTANTS, ids=[name for name, _ in MUTANTS])
def test_taking_out_one_condition_is_noticed(name: str, module: types.ModuleType) -> None:
    assert not agrees(module), f"the proofs do not notice that {name} is missing"
