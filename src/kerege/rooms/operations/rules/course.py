"""The consent machine: which step may be taken by whom, and what it makes of the file. Deciding and replaying are one.

`steps.RULES` says from which stages a kind of step is taken, where it leads and whose act it is; the drawing in
docs/deliveries.md is made from it. What else a step needs stands in the function of its kind (`effects`).
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from kerege.kernel.saying import N_
from kerege.rooms.operations.rules.effects import EFFECTS
from kerege.rooms.operations.rules.file import BEFORE, MOVING, File
from kerege.rooms.operations.rules.plan import Plan
from kerege.rooms.operations.rules.soundness import UNREADABLE
from kerege.rooms.operations.rules.steps import (
    RULES,
    SENDING,
    RefusedStepError,
    Step,
    is_beside,
    refuse_letter,
    refuse_stage,
    refuse_who,
)
from kerege.rooms.operations.rules.words import Kind, Stage

RUNNING = BEFORE | MOVING | {Stage.EXPIRED}
"""Where a load may be on its way, whatever the steps that are followed say."""


def begin(step: Step) -> File:
    """The file that its first step, the plan, makes."""
    if step.kind is not Kind.PLAN:
        raise RefusedStepError(N_("a file begins with its plan"))
    plan = Plan.read(step.given["plan"])
    if not step.given.get("parent"):
        plan = plan.with_goods([replace(item, replaced=False) for item in plan.goods])
    return File(stage=Stage.DRAFT, requester=step.by, plan=plan, at=step.at)


def replay(steps: Iterable[Step]) -> File:
    """The file that these steps have made, in order; what may not have been taken counts for nothing.

    No door writes such a step: it stands there only when somebody went past the doors, and moves no load.
    """
    following = iter(steps)
    file = begin(next(following))
    for step in following:
        with suppress(RefusedStepError, *UNREADABLE):
            file = play(file, step)
    return file


def play(file: File, step: Step) -> File:
    """The file after a step. Raises RefusedStepError when the step may not be taken; the file stays as it was."""
    rule = RULES.get(step.kind)
    if rule is None:
        raise RefusedStepError(N_("a file has one first plan: amend it"))
    if step.at < file.at:
        raise RefusedStepError(N_("a step is not taken before the former one: check the clock"))
    now = replace(file, stage=file.stage_at(step.at))
    if is_beside(step) and now.stage in RUNNING:
        return replace(file, offered=None, stage=Stage.STOPPED, at=step.at)
    refuse_stage(now, step, rule)
    refuse_who(now, step.by, rule.who)
    refuse_letter(now, step)
    made = EFFECTS[step.kind](now, step)
    return replace(made, stage=rule.leads_to or made.stage, at=step.at)


def drawing() -> str:
    """The state diagram of the machine in Mermaid, from the rules that run it."""
    lines = ["stateDiagram-v2", "    [*] --> draft: plan"]
    for kind, rule in RULES.items():
        for stage in [each for each in Stage if each in rule.stages]:
            target = rule.leads_to or SENDING.get((kind, stage)) or stage
            if target is not stage:
                lines.append(f"    {stage.value} --> {target.value}: {kind.value}")
    lines += [f"    {stage.value} --> expired: (by the clock)" for stage in Stage if stage in BEFORE | MOVING]
    lines.append("    closed --> [*]")
    return "\n".join(lines)
