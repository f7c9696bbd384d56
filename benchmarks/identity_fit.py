"""Read the weights of the decision off invented cases: `python -m benchmarks.identity_fit [--write]`.

A logistic regression over the levels of every field, with ridge; levels of one field are then put in order, so that
more agreement never weighs less. The figures printed are of seeds that were not fitted (cross-validated by seed).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.identity_cases import Case, cases
from benchmarks.identity_fathers import FORMS
from kerege.methods.identity import weights as shipped
from kerege.methods.identity.decision import Decision, decide
from kerege.methods.identity.levels import levels_of
from kerege.methods.identity.weights import fields

TABLE = Path(shipped.__file__).with_name(shipped.TABLE)
SEEDS = (11, 12, 13, 14, 15)
PERSONS = 1500
RIDGE = 0.6
STEPS = 60


def design(found: list[Case], codes: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """One row a case: which level each field has, and the rarity of the name."""
    place = {code: at for at, code in enumerate(codes)}
    rows = np.zeros((len(found), len(codes)))
    for at, case in enumerate(found):
        levels = levels_of(case.one, case.other)
        for code in levels.codes:
            if code in place:
                rows[at, place[code]] = 1.0
        rows[at, place["rarity"]] = levels.name.rarity
        rows[at, place["base"]] = 1.0
    return rows, np.array([case.same for case in found], dtype=float)


def fitted(rows: np.ndarray, same: np.ndarray, codes: list[str]) -> dict[str, float]:
    """Weights by Newton's method with ridge (the base is left free), in order within each field."""
    weight = np.zeros(len(codes))
    ridge = np.full(len(codes), RIDGE)
    ridge[codes.index("base")] = 1e-6
    for _ in range(STEPS):
        expected = 1.0 / (1.0 + np.exp(-np.clip(rows @ weight, -30, 30)))
        gradient = rows.T @ (expected - same) + ridge * weight
        spread = (rows * (expected * (1.0 - expected))[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(spread, gradient)
        weight -= step
        if np.abs(step).max() < 1e-7:
            break
    return in_order(dict(zip(codes, map(float, weight), strict=True)))


def in_order(found: dict[str, float]) -> dict[str, float]:
    """More agreement never weighs less: pooled from agreement to contradiction, the unknown level kept at nothing."""
    made = dict(found)
    for levels in fields().values():
        unknown = next(at for at, level in enumerate(levels) if level not in found)
        least = 0.0
        for level in reversed(levels[:unknown]):
            least = made[level] = max(made[level], least)
        most = 0.0
        for level in levels[unknown + 1 :]:
            most = made[level] = min(made[level], most)
    made["rarity"] = max(made["rarity"], 0.0)
    return made


def free_codes() -> list[str]:
    """The codes that are fitted: all but the level of each field that says nothing."""
    silent = {level for levels in fields().values() for level in levels if level.endswith(("_unknown", "_none"))}
    return [code for code in shipped.weights() if code not in silent]


def reliability(found: list[Case]) -> list[tuple[float, float, int]]:
    """In bands of probability: mean probability, share that were the same, how many."""
    made = [(decide(case.one, case.other).probability, case.same) for case in found]
    bands = ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01))
    lines = []
    for low, high in bands:
        held = [(p, same) for p, same in made if low <= p < high]
        if held:
            lines.append((sum(p for p, _ in held) / len(held), sum(s for _, s in held) / len(held), len(held)))
    return lines


def write(weight: dict[str, float]) -> None:
    """Put the weights into the shipped table."""
    lines = [TABLE.read_text(encoding="utf-8").splitlines()[0]]
    lines += [f"{code}\t{weight.get(code, 0.0):.2f}" for code in shipped.weights()]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    shipped.weights.cache_clear()


def use(weight: dict[str, float]) -> None:
    """Decide by these weights in this process."""
    table = shipped.weights()
    table.update({code: round(weight.get(code, 0.0), 2) for code in table})


def main() -> None:
    """Cross-validate by seed, then fit on all seeds; `--write` ships them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table that is shipped")
    parser.add_argument("--persons", type=int, default=PERSONS, help="invented persons a seed")
    given = parser.parse_args()
    codes = free_codes()
    made = {seed: cases(seed, given.persons) for seed in SEEDS}
    parts = {seed: design(found, codes) for seed, found in made.items()}
    decided: list[tuple[Decision, Case]] = []
    for left_out in SEEDS:
        rows = np.vstack([parts[seed][0] for seed in SEEDS if seed != left_out])
        same = np.concatenate([parts[seed][1] for seed in SEEDS if seed != left_out])
        use(fitted(rows, same, codes))
        decided += report(left_out, made[left_out])
    by_form(decided)
    every = fitted(
        np.vstack([each[0] for each in parts.values()]), np.concatenate([p[1] for p in parts.values()]), codes
    )
    for code in codes:
        print(f"{code:20} {every[code]:7.2f}")
    if given.write:
        write(every)
        print(f"written: {TABLE.name}")


def by_form(decided: list[tuple[Decision, Case]]) -> None:
    """How the same persons, and fathers and sons, came out by each way to write the father's name."""
    print("form of the father's name: how many the same, strong; how many father and son, strong, mean probability")
    for form in FORMS:
        of_form = [(decision, case) for decision, case in decided if case.fathers_form == form]
        same = [decision for decision, case in of_form if case.same]
        kin = [decision for decision, case in of_form if case.family == "father and son"]
        mean = sum(each.probability for each in kin) / len(kin)
        told = f"{len(same):6} {share(same, 'strong'):.3f} {len(kin):6} {share(kin, 'strong'):.4f} {mean:.3f}"
        print(f"   {form:8}{told}")


def share(found: list[Decision], grade: str) -> float:
    """The share of decisions of a grade."""
    return sum(each.grade == grade for each in found) / len(found)


def report(seed: int, found: list[Case]) -> list[tuple[Decision, Case]]:
    """How one seed came out by weights that it had no part in."""
    made = [(decide(case.one, case.other), case) for case in found]
    strong = [case.same for decision, case in made if decision.grade == "strong"]
    told = [case.same for decision, case in made if decision.grade is not None]
    same = sum(case.same for case in found)
    print(f"seed {seed}: strong {len(strong)}, right {sum(strong) / max(1, len(strong)):.4f}, "
          f"of the same {sum(strong) / same:.3f}; told of the same {sum(told) / same:.3f}")  # fmt: skip
    print("   " + "  ".join(f"{mean:.2f}→{share:.2f} ({count})" for mean, share, count in reliability(found)))
    wrong: dict[str, int] = {}
    for decision, case in made:
        if decision.grade == "strong" and not case.same:
            wrong[case.family] = wrong.get(case.family, 0) + 1
    print(f"   wrongly strong: {wrong}")
    return made


if __name__ == "__main__":
    main()
