"""The cross-check against its peers: one run, one machine, one table; quality, false hits, speed, memory, ablations.

`./run bench crosscheck` measures all and writes docs/benchmarks.md; each part says how long it took. Some parts, the
others staying as they were measured: `KEREGE_BENCH_PARTS="persons speed"`. Sizes: `KEREGE_BENCH_NAMES="67000 1000000"`,
`KEREGE_BENCH_TRAVELLERS="100000 100000"`. `python -m benchmarks.report` writes the page again from the kept figures.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from pathlib import Path

from benchmarks import report
from benchmarks.contest import environment, quality, speed
from benchmarks.contest.ablations import ABLATIONS
from benchmarks.contest.quality import Result
from benchmarks.contest.running import Ground, LackingError, answer_of
from benchmarks.contest.scoring import ALL, REGION
from benchmarks.linkage import contest as linkage
from benchmarks.measure import Figure, commit, quick, shared

RESULTS = Path(__file__).with_name("results")
PARTIAL = RESULTS / "crosscheck.tmp"
"""What is measured so far stands here while a run lasts, so that a cut does not lose it."""
SEEDS = {"names": speed.SEED, "travellers": "travellers-1", "splink": 20261128}
OF_THE_EXERCISE = (
    "reports", "crossings", "decoys", "planted", "found", "right", "recall", "precision", "precision_strong",
    "forbidden_told", "decoys_told",
)  # fmt: skip
WORTH_RACING = 0.60
"""Speed is compared with peers that find at least this share of the persons of the region first."""
LISTED = {True: (2_000, 2_000), False: (100_000, 100_000)}
STOP = "import sys, pathlib; from kerege.foundation import launcher; launcher.stop(pathlib.Path(sys.argv[1]))"
Details = dict[str, object]


def run() -> Generator[Figure, None, Details]:
    """Measure all; the figures with a target are yielded, everything is returned."""
    shared("names", "score.py")
    with tempfile.TemporaryDirectory(prefix="kerege-contest-") as folder:
        ground = Ground(Path(folder), environment.prepared())
        details = measured(ground, quick())
    yield from figures(details)
    return details


def measured(ground: Ground, short: bool) -> Details:
    """The whole contest, part by part."""
    parts: dict[str, Callable[[], object]] = {
        "persons": lambda: dict(quality.persons(ground, short)),
        "validated": lambda: told_by("names_validation", "cross-validated and held back"),
        "ceiling": lambda: told_by("names_ceiling", "how far a name alone can get"),
        "organisations": lambda: dict(quality.organisations(ground)),
        "febrl4": lambda: dict(linkage.linkers(ground)),
        "travellers": lambda: with_other_lists(found.get("travellers"), travellers(*listed(short))),
        "exercise": exercise,
        "ablations": lambda: dict(quality.without_ideas(ground, list(ABLATIONS), short)),
        "speed": lambda: dict(speed.sizes(ground, short)),
    }
    wanted = os.environ.get("KEREGE_BENCH_PARTS", "").split() or list(parts)
    found, commits = ({}, {}) if short or set(parts) <= set(wanted) else before(list(parts))
    took: dict[str, float] = {}
    for name in filter(wanted.__contains__, parts):
        begun = time.monotonic()
        found[name], commits[name] = parts[name](), commit()
        took[name] = round(time.monotonic() - begun, 1)
        quality.say(f"{name} took {took[name]:.0f} s")
        PARTIAL.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    PARTIAL.unlink(missing_ok=True)
    return {"seeds": SEEDS, "quick": short, "commits": commits, "took": took, **found, "system": in_the_system()}


def before(parts: list[str]) -> tuple[Details, dict[str, str]]:
    """The parts measured before, and their commits: a run of some parts (KEREGE_BENCH_PARTS) keeps the others."""
    path = RESULTS / "crosscheck.json"
    if not path.exists():
        return {}, {}
    kept = json.loads(path.read_text(encoding="utf-8"))
    found = {name: part for name, part in kept["details"].items() if name in parts}
    return found, {name: kept["details"].get("commits", {}).get(name, kept["commit"]) for name in found}


def listed(short: bool) -> tuple[int, int]:
    """How many travellers against how many in the bank."""
    given = os.environ.get("KEREGE_BENCH_TRAVELLERS", "").split()
    return (int(given[0]), int(given[1])) if len(given) == 2 else LISTED[short]


def travellers(count: int, bank: int) -> Result:
    """False hits among innocent travellers."""
    quality.say(f"ours: {count:,} innocent travellers against a bank of {bank:,}")
    command = [sys.executable, "-m", "benchmarks.travellers", str(count), str(bank)]
    try:
        return dict(answer_of(command, "travellers"))
    except LackingError as reason:
        return {"lacking": str(reason)}


def with_other_lists(kept: object, told: Result) -> Result:
    """What was told of a list of travellers, with what stands of lists of other sizes."""
    if not isinstance(kept, dict) or "lacking" in told:
        return told
    former = [*kept.get("others", []), {name: each for name, each in kept.items() if name != "others"}]
    size = (told["list"], told["bank"])
    return told | {"others": [each for each in former if (each["list"], each["bank"]) != size]}


def exercise() -> Result:
    """The planted crossings of the exercise: recall and precision of what was found, on a node of its own."""
    quality.say("ours: the exercise's planted crossings")
    with tempfile.TemporaryDirectory(prefix="kerege-exercise-") as home:
        Path(home).chmod(0o711)
        environment_of = os.environ | {"KEREGE_HOME": home}
        words = [str(Path(sys.executable).with_name("kerege")), "exercise", "--size", "small", "--json"]
        done = subprocess.run(words, env=environment_of, capture_output=True, text=True, check=False)
        subprocess.run([sys.executable, "-c", STOP, home], env=environment_of, capture_output=True, check=False)
    if done.returncode:
        return {
            "lacking": f"the exercise ended with {(done.stderr.strip().splitlines() or ['nothing said'])[-1][:200]}"
        }
    told = json.loads(done.stdout)
    return {name: told[name] for name in OF_THE_EXERCISE}


def told_by(module: str, what: str) -> list[dict[str, object]]:
    """The figures of another module of the benchmarks, where it stands, as they are kept."""
    if not Path(__file__).with_name(f"{module}.py").exists():
        return []
    quality.say(f"ours: {what}")
    return [figure.as_json() for figure in importlib.import_module(f"benchmarks.{module}").run()]


def in_the_system() -> list[dict[str, object]]:
    """What the benchmark `check` measured last in the running system, with its commit."""
    path = RESULTS / "check.json"
    if not path.exists():
        return []
    kept = json.loads(path.read_text(encoding="utf-8"))
    return [{"commit": kept["commit"], **figure} for figure in kept["figures"] if figure["what"].startswith("check")]


def number(details: Details, *path: str) -> float | None:
    """A number in the details, or None where a part was left out or a contender took no part."""
    found = report.at(details, *path)
    return float(found) if isinstance(found, (int, float)) else None


def best_peer(details: Details, part: str, *path: str) -> str:
    """The best of the peers at something, in words."""
    group = details.get(part)
    if not isinstance(group, dict):
        return ""
    scores = {name: number(details, part, name, *path) for name in group if not name.startswith("ours")}
    known = {name: score for name, score in scores.items() if score is not None}
    top = max(known, key=lambda name: known[name], default="")
    return (f"{top} {known[top]:,.0f}" if known[top] > 10 else f"{top} {known[top]:.3f}") if top else ""


TARGETS = (
    ("find persons of the region, first", ("persons", "ours", "retrieval", REGION, "first"), 0.95),
    ("find persons of the region, among ten", ("persons", "ours", "retrieval", REGION, "among_ten"), 0.98),
    ("find in Arabic script, among ten", ("persons", "ours", "retrieval", "ar", "among_ten"), 0.92),
    ("find in Persian, among ten", ("persons", "ours", "retrieval", "fa", "among_ten"), 0.92),
    ("same person or not, recall at .95, region", ("persons", "ours", "decision", REGION, "recall_95"), 0.94),
    ("same person or not, recall at .99, region", ("persons", "ours", "decision", REGION, "recall_99"), 0.80),
    ("same person or not, recall at .95, all", ("persons", "ours", "decision", ALL, "recall_95"), 0.94),
    ("same person or not, recall at .99, all", ("persons", "ours", "decision", ALL, "recall_99"), 0.80),
    ("find organisations, among ten", ("organisations", "ours", "retrieval", ALL, "among_ten"), None),
)


def figures(details: Details) -> Generator[Figure, None, None]:
    """The figures that have a target, beside the best peer of the same run."""
    for what, path, target in TARGETS:
        found = number(details, *path)
        if found is not None:
            peer = best_peer(details, path[0], *path[2:])
            yield Figure(what=what, measured_on=f"shared names, {path[0]}", ours=found, peer=peer, target=target)
    for name, target in (("ours", None), (linkage.OF_TWO_LISTS, 0.999)):
        linked = number(details, "febrl4", name, "f1")
        if linked is not None:
            peer = best_peer(details, "febrl4", "f1")
            yield Figure(what=f"linkage, F1, {name}", measured_on="FEBRL 4", ours=linked, peer=peer, target=target)
    yield from false_hits(details)
    yield from speeds(details)


def false_hits(details: Details) -> Generator[Figure, None, None]:
    """False hits among 10,000 innocent travellers."""
    for way, grade, most in (
        ("with_birth_day", "strong", 1.0), ("with_birth_day", "possible", None),
        ("with_birth_year", "strong", 1.0), ("with_birth_year", "possible", None), ("by_name_alone", "strong", 0.0),
        ("with_birth_year_and_father_and_nationality", "strong", 1.0),
        ("with_birth_year_and_father_and_nationality", "possible", None),
        ("by_name_alone", "possible", None),
    ):  # fmt: skip
        found = number(details, "travellers", "per_10000", way, grade)
        if found is not None:
            size = f"{number(details, 'travellers', 'list'):,.0f} × {number(details, 'travellers', 'bank'):,.0f}"
            yield Figure(
                what=f"false “{grade}” per 10,000 travellers, {way.replace('_', ' ')}",
                measured_on=f"invented, {size}",
                ours=found,
                target=most,
                at_least=False,
            )


def speeds(details: Details) -> Generator[Figure, None, None]:
    """Searches a second, latency and memory."""
    for size, one, late in (("67000", 8000.0, 0.5), ("1000000", None, 2.0)):
        each = number(details, "speed", size, "ours", "per_processor_s")
        if each is None:
            continue
        on = f"{int(size):,} names"
        peers = best_peer({"speed": racing(details, size)}, "speed", "per_processor_s")
        yield Figure(what="search, a second of one core", measured_on=on, ours=each, unit="/s", peer=peers, target=one)
        tail = number(details, "speed", size, "ours", "p95_ms") or 0.0
        yield Figure(what="search, p95", measured_on=on, ours=tail, unit="ms", target=late, at_least=False)
        both = number(details, "speed", size, "ours", "list_per_s")
        if both is not None:
            target = 6000.0 if size == "1000000" else None
            yield Figure(what="search of a long list, all cores", measured_on=on, ours=both, unit="/s", target=target)
        memory = number(details, "speed", size, "ours", "memory_mb") or 0.0
        yield Figure(what="search, most memory", measured_on=on, ours=memory, unit="MB")


def racing(details: Details, size: str) -> dict[str, object]:
    """The contenders of a race whose finds are worth their speed; all of them where quality was not measured."""
    told = report.at(details, "speed", size)
    rows = told if isinstance(told, dict) else {}
    quality_of = {name: number(details, "persons", name, "retrieval", REGION, "first") for name in rows}
    return {name: row for name, row in rows.items() if (quality_of[name] or WORTH_RACING) >= WORTH_RACING}


def publish(kept: dict[str, object]) -> str:
    """The wide table; the page of the documentation is written from the same, but for a quick run."""
    details = kept["details"]
    if isinstance(details, dict) and not details.get("quick"):
        report.PAGE.write_text(report.page(kept), encoding="utf-8")
    return report.tables(kept)
