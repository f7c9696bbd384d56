"""What is wrong with a plan, in the reader's language: what the field is called, its name, the sentence."""

from django.utils.translation import gettext

from kerege.foundation import chance
from kerege.rooms.deconfliction.rules.events import Plan, Problem, problems
from kerege.rooms.deconfliction.rules.reading import PlanError
from kerege.rooms.deconfliction.rules.words import FIELDS


def field_line(problem: PlanError | Problem) -> str:
    """One field that cannot be read, or is not in order."""
    called = gettext(FIELDS[problem.field]) if problem.field in FIELDS else problem.field
    return f"{called} ({problem.field}): {gettext(problem.message) % problem.values}"


def plan_problems(plan: Plan) -> list[Problem]:
    """What keeps a plan from being submitted now, field by field: said before it is read back, not after."""
    return problems(plan, chance.now())
