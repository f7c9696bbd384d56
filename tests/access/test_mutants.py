"""The proofs notice a missing rule: each condition of the law is taken out in turn and some comparison must fail."""

import ast
import copy
import random
import types
from pathlib import Path

import pytest

from kerege.kernel.law import Purpose, Standing, Viewer, decision
from kerege.kernel.law.vocabulary import PartyClass, Role
from tests.access import worlds
from tests.access.oracle import Oracle
from tests.access.test_policy_differential import REASONS

SOURCE = Path(decision.__file__).read_text(encoding="utf-8")
JUDGED = {"granted", "readable", "finding_mode", "fenced_party", "exchanges_nominal"}


class Removal(ast.NodeTransformer):
    """Takes out the n-th condition: an `if` never taken, or one operand of an `and` / `or`."""

    def __init__(self, wanted: int) -> None:
        """Which condition to take out."""
        self.wanted = wanted
        self.seen = -1

    def is_it(self) -> bool:
        """Whether this is the one."""
        self.seen += 1
        return self.seen == self.wanted

    def visit_If(self, node: ast.If) -> ast.AST:
        """An `if` whose body returns: never taken."""
        if self.is_it():
            node.test = ast.Constant(False)
            return node
        return self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """Each operand in turn."""
        for at in range(len(node.values)):
            if self.is_it():
                node.values.pop(at)
                return node if len(node.values) > 1 else node.values[0]
        return self.generic_visit(node)


def mutants() -> list[tuple[str, types.ModuleType]]:
    """One module for each condition of the judged functions."""
    made = []
    tree = ast.parse(SOURCE)
    for at, function in enumerate(tree.body):
        if not (isinstance(function, ast.FunctionDef) and function.name in JUDGED):
            continue
        wanted = 0
        while True:
            changed = copy.deepcopy(tree)
            removal = Removal(wanted)
            removal.visit(changed.body[at])
            if removal.seen < wanted:
                break
            module = types.ModuleType(f"mutant_{function.name}_{wanted}")
            exec(compile(ast.fix_missing_locations(changed), "mutant", "exec"), module.__dict__)
            made.append((f"{function.name}-{wanted}", module))
            wanted += 1
    return made


def viewer_of(world: worlds.World, hat: object, purpose: Purpose, reason: str) -> Viewer:
    """A viewer made by hand from the world, without a database."""
    oracle = Oracle(world, hat, purpose.value)
    row = world.hats[hat]
    standing = Standing(
        audiences=frozenset(oracle.circles()),
        predecessors=frozenset(oracle.mine()),
        estranged=frozenset(p for p in world.parties if oracle.quarrel(p)),
        nominal_parties=frozenset(p for p in world.parties if oracle.exchanges(p)),
        imposes_death=oracle.kills(),
        active=oracle.in_office,
    )
    return Viewer(
        officer=row["officer"],
        hat=hat,
        desk=row["desk"],
        agency=oracle.agency,
        party=oracle.party,
        party_class=PartyClass(oracle.party_class),
        role=Role(oracle.role),
        level=oracle.level,
        purpose=purpose,
        reason=reason,
        day=worlds.DAY,
        standing=standing,
    )


def cases(count: int) -> list[tuple[worlds.World, Viewer, Oracle]]:
    """Viewers with their oracles over some worlds."""
    made = []
    for at in range(count):
        world = worlds.build(f"mutants-{at}")
        chance = random.Random(at)
        for hat in world.hats:
            purpose, reason = chance.choice(list(Purpose)), chance.choice(REASONS)
            viewer = viewer_of(world, hat, purpose, reason)
            made.append((world, viewer, Oracle(world, hat, purpose.value, reason)))
    return made


CASES = cases(40)


def agrees(module: types.ModuleType) -> bool:
    """Whether a form of the law agrees with the oracle in every case."""
    for world, viewer, oracle in CASES:
        for label in world.labels:
            if module.readable(viewer, label) != oracle.may_read(label):
                return False
        for found in world.findings:
            if int(module.finding_mode(viewer, found)) != oracle.learns(found):
                return False
    return True


def noticed(module: types.ModuleType) -> bool:
    """Whether a mutant is caught: by a difference, or because it cannot even be computed."""
    try:
        return not agrees(module)
    except (TypeError, AttributeError):
        return True


def test_the_law_as_it_stands_agrees_with_the_oracle() -> None:
    """Without a mutation nothing differs."""
    assert agrees(decision)


MUTANTS = mutants()


@pytest.mark.parametrize(("name", "module"), MUTANTS, ids=[name for name, _ in MUTANTS])
def test_taking_out_one_condition_is_noticed(name: str, module: types.ModuleType) -> None:
    """Each single condition matters to some case."""
    assert noticed(module), f"the proofs do not notice that {name} is missing"
