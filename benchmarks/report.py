"""The tables of the cross-check's contest, for the terminal and for docs/benchmarks.md, from the kept JSON alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks import expected_hits, report_served
from benchmarks.contest.contenders import CONTENDERS
from benchmarks.contest.scoring import FEWEST, OVERALL

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
KEPT = ROOT / "benchmarks" / "results" / "crosscheck.json"
SCREENED = ROOT / "benchmarks" / "results" / "screening.json"
MUTANTS = ROOT / "benchmarks" / "results" / "name_mutants.json"
CLASSES = {
    "ALL": "all", "~cross-script, persons of the region": "**region, across scripts**",
    "~cross-script/language": "across scripts and languages", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "fa": "Persian", "kk": "Kazakh", "mn": "Mongolian", "ps_fa": "Dari, Pashto", "ru": "Russian",
    "tg": "Tajik", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese", "lat_alias": "other names (Latin)",
    "lat_weak": "weak other names (Latin)", "lat_eu": "European spellings (Latin)", "LATIN": "Latin",
}  # fmt: skip
CANDIDATES = 100
Rows = list[list[str]]
Node = dict[str, object]


def at(found: object, *path: str) -> object:
    """What stands at a path, or None."""
    for step in path:
        if not isinstance(found, dict):
            return None
        found = found.get(step)
    return found


def share(found: object) -> str:
    """A share with three places."""
    return f"{found:.3f}".removeprefix("0") if isinstance(found, (int, float)) else "–"


def count(found: object, places: int = 0) -> str:
    """A number with its thousands apart."""
    return f"{found:,.{places}f}" if isinstance(found, (int, float)) else "–"


def lined(head: list[str], rows: Rows) -> str:
    """A table, its columns in line."""
    widths = [max(len(row[number]) for row in [head, *rows]) for number in range(len(head))]
    drawn = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [head, *rows]]
    rule = " | ".join("-" * width for width in widths)
    return "\n".join(f"| {line} |" for line in [drawn[0], rule, *drawn[1:]])


def took_part(group: object) -> list[str]:
    """The contenders of a group that took part, ours first."""
    names = [contender.name for contender in CONTENDERS]
    return [name for name in names if isinstance(at(group, name), dict) and at(group, name, "lacking") is None]


def classes(group: object, kind: str, size: str) -> list[str]:
    """The classes with enough questions to be told apart, the summed ones first."""
    ours = at(group, "ours", kind)
    if not isinstance(ours, dict):
        return []
    plain = [name for name, row in ours.items() if name in CLASSES and float(row[size]) >= FEWEST]
    return [*(name for name in OVERALL if name in plain), *(name for name in plain if name not in OVERALL)]


def by_class(group: object, kind: str, size: str, shown: tuple[str, str]) -> str:
    """A table of classes by contenders with two shares in each cell; the best of each row is marked."""
    names = took_part(group)
    rows: Rows = []
    for each in classes(group, kind, size):
        cells = [[at(group, name, kind, each, measure) for measure in shown] for name in names]
        best = [max(float(str(cell[side] or 0)) for cell in cells) for side in (0, 1)]
        drawn = [" / ".join(marked(value, top) for value, top in zip(cell, best, strict=True)) for cell in cells]
        rows.append([CLASSES[each], count(at(group, "ours", kind, each, size)), *drawn])
    return lined(["", "n", *names], rows) if rows else "Not measured in this run."


def marked(value: object, best: float) -> str:
    """A share, in bold where none is better."""
    return f"**{share(value)}**" if isinstance(value, (int, float)) and value >= best else share(value)


def absent(*groups: object) -> str:
    """Who took no part, and why."""
    rows = [group for group in groups if isinstance(group, dict)]
    said = {f"{name}: {at(row, 'lacking')}" for group in rows for name, row in group.items() if at(row, "lacking")}
    return "".join(f"\nTook no part: {line}.\n" for line in sorted(said))


def speeds(size: object, told: object, persons: object) -> str:
    """What each contender takes at one size."""
    rows: Rows = []
    for name in took_part(told):
        row = at(told, name)
        rows.append(
            [
                name, count(at(row, "per_processor_s")), count(at(row, "p50_ms"), 2), count(at(row, "p95_ms"), 2),
                count(at(row, "list_per_s")), count(at(row, "build_s"), 1), count(at(row, "memory_mb")),
            ]
        )  # fmt: skip
    for name in took_part(persons):
        pairs, worked = at(persons, name, "search", "pairs"), at(persons, name, "search", "processor_s")
        if isinstance(pairs, (int, float)) and isinstance(worked, (int, float)) and worked:
            memory = count(at(persons, name, "search", "memory_mb"))
            rate = count(pairs / worked / CANDIDATES, 1)
            rows.append([f"{name} (ranking {CANDIDATES} found by others)", rate, *["–"] * 4, memory])
    head = ["", "searches/s a core", "p50 ms", "p95 ms", "long list/s, all cores", "build s", "peak MB"]
    return f"### {int(str(size)):,} names\n\n" + lined(head, rows)


def linkage(told: object) -> str:
    """FEBRL 4."""
    found = told if isinstance(told, dict) else {}
    rows = [
        [
            name,
            *(f"{row[key]:.4f}" for key in ("f1", "precision", "recall")),
            count(row["processor_s"], 1),
            count(row["memory_mb"]),
        ]
        for name, row in found.items()
        if "lacking" not in row
    ]
    return lined(["", "F1", "precision", "recall", "processor s", "peak MB"], rows) if rows else "Not measured."


def travellers(told: object) -> str:
    """False hits, of each size of list."""
    others = at(told, "others")
    runs = [told, *(others if isinstance(others, list) else [])]
    return "\n\n".join(map(travellers_of, runs))


def travellers_of(told: object) -> str:
    """False hits of one list."""
    per = at(told, "per_10000")
    if not isinstance(per, dict):
        return "Not measured in this run."
    took = ("rows_per_s", "processor_s_per_million")
    rows = [
        [way.replace("_", " "), count(row["strong"], 2), count(row["possible"], 1), *(count(row.get(x)) for x in took)]
        for way, row in per.items()
    ]
    size = f"{count(at(told, 'list'))} travellers against a bank of {count(at(told, 'bank'))}"
    head = ["asked", "false “strong”", "false “possible”", "rows/s, all cores", "processor s a million rows"]
    return f"{size}; hits per 10,000 travellers.\n\n{lined(head, rows)}"


def ablations(told: object) -> str:
    """Ours with an idea taken out."""
    found = told if isinstance(told, dict) else {}
    region = OVERALL[0]
    measures = [
        ("retrieval", region, "first"), ("retrieval", "ALL", "first"), ("retrieval", "ALL", "among_ten"),
        ("retrieval", "ar", "first"), ("retrieval", "fa", "first"), ("decision", "ALL", "recall_95"),
        ("decision", "ALL", "recall_99"),
    ]  # fmt: skip
    rows = [
        [name, *(share(at(row, *path)) for path in measures)] for name, row in found.items() if "lacking" not in row
    ]
    head = [
        "without",
        "region, first",
        "all, first",
        "all, ten",
        "Arabic, first",
        "Persian, first",
        "recall .95",
        "recall .99",
    ]
    return lined(head, rows) if rows else "Not measured in this run."


def exercise(told: object) -> str:
    """The planted crossings."""
    if not isinstance(told, dict) or "lacking" in told:
        return f"Not measured: {at(told, 'lacking') or 'left out of this run'}."
    numbers = {
        key: value for key, value in told.items() if isinstance(value, (int, float)) and not isinstance(value, bool)
    }
    return lined(list(numbers), [[f"{value:g}" for value in numbers.values()]])


def system(told: object) -> str:
    """Checks in the running system, from the benchmark of that name."""
    rows = [
        [str(row["what"]), str(row["measured_on"]), f"{row['ours']:.4g} {row['unit']}", str(row["commit"])]
        for row in (told if isinstance(told, list) else [])
    ]
    return lined(["", "on", "ours", "commit"], rows) if rows else "Not measured on this machine."


def bulk(figures: object) -> str:
    """What a bulk run costs by size of the list, engine and workers."""
    runs: dict[tuple[int, str, str], dict[str, str]] = {}
    for row in figures if isinstance(figures, list) else []:
        rows, _, rest = str(row["measured_on"]).partition(" rows x ")
        if row["what"] in {"screening, speed", "screening, processor"}:
            bank, engine, workers = rest.split(", ")
            run = runs.setdefault((int(rows.replace(",", "")), engine, workers.split()[0]), {"bank": bank})
            run[str(row["what"])] = f"{row['ours']:,.0f}"
    drawn = [
        [
            f"{size:,}",
            run["bank"],
            engine,
            workers,
            run.get("screening, speed", "–"),
            run.get("screening, processor", "–"),
        ]
        for (size, engine, workers), run in sorted(runs.items())
    ]
    return (
        lined(["rows", "bank", "engine", "workers", "rows/s", "processor, s a million"], drawn)
        if drawn
        else "Not measured."
    )


def kept_figures(path: Path) -> object:
    """The figures of a benchmark's last run."""
    return json.loads(path.read_text(encoding="utf-8"))["figures"] if path.exists() else []


def mutants() -> str:
    """How many small faults the tests of names notice, run by run, from the kept figures."""
    kept = json.loads(MUTANTS.read_text(encoding="utf-8")) if MUTANTS.exists() else {}
    rows = []
    for seed, run in kept.items():
        scores = [share(n / run["sampled"]) for n in (run["noticed"], run["sampled"] - len(run["not_noticed"]))]
        rows.append([seed, f"`{run['commit']}`", count(run["sampled"]), *scores])
    return lined(["seed", "commit", "changes", "noticed then", "noticed now"], rows) if rows else "Not measured."


def targets(figures: object) -> str:
    """Figures with their targets, met or not."""
    rows: Rows = []
    for row in figures if isinstance(figures, list) else []:
        sign = "≥" if row["at_least"] else "≤"
        goal = "" if row["target"] is None else f"{sign} {row['target']:g}"
        verdict = {True: "yes", False: "**no**", None: ""}[row["met"]]
        rows.append(
            [row["what"], row["measured_on"], f"{row['ours']:.4g} {row['unit']}".strip(), row["peer"], goal, verdict]
        )
    return (
        lined(["what", "measured on", "ours", "best peer", "target", "met"], rows)
        if rows
        else "Not measured in this run."
    )


def sections(kept: Node) -> list[tuple[str, str, str]]:
    """(title, what it means, table) of each part."""
    told = kept["details"]
    persons, organised = at(told, "persons"), at(told, "organisations")
    sizes = at(told, "speed")
    drawn = [speeds(size, row, persons) for size, row in (sizes.items() if isinstance(sizes, dict) else ())]
    return [
        ("Against the targets", "", targets(kept["figures"])),
        (
            "Finding a person",
            FINDING,
            by_class(persons, "retrieval", "asked", ("first", "among_ten")) + absent(persons),
        ),
        ("Same person or not", DECIDING, by_class(persons, "decision", "same", ("recall_95", "recall_99"))),
        ("Cross-validated and held back", HONEST, targets(at(told, "validated"))),
        ("How far a name alone can get", CEILING, targets(at(told, "ceiling"))),
        ("Finding an organisation", "", by_class(organised, "retrieval", "asked", ("first", "among_ten"))),
        ("Linking structured records: FEBRL 4", LINKING, linkage(at(told, "febrl4")) + absent(at(told, "febrl4"))),
        ("The exercise's planted crossings", "", exercise(at(told, "exercise"))),
        ("Innocent travellers", INNOCENT, travellers(at(told, "travellers"))),
        ("What a draft of a screening tells to expect", EXPECTED, expected_hits.section()),
        ("Speed and memory", SPEED, "\n\n".join(drawn) or "Not measured in this run."),
        ("In the running system", SYSTEM, system(at(told, "system"))),
        *report_served.sections(KEPT.parent, lined),
        ("Screening in bulk", BULK, bulk(kept_figures(SCREENED))),
        ("What each idea is worth", IDEAS, ablations(at(told, "ablations"))),
        ("How many small faults the tests of methods notice", FAULTS, mutants()),
    ]


FINDING = """
Share of questions whose right record came first / among the first ten of 9,922. Contenders that only compare two names
(logic-v1, logic-v2, Splink, recordlinkage) were given the first fifty of ours and of tf-idf together as candidates,
more than they would find by themselves. Classes of fewer than ten questions are in the sums only.
""".strip()
DECIDING = """
Recall at a precision of .95 / .99 over pairs of names, by name alone; n counts the pairs that are one person.
""".strip()
HONEST = """
The same of ours with whatever was read off names fitted on four fifths of the persons and measured on the last, and on
invented names that nobody looked at while it was made.
""".strip()
CEILING = """
Whoever decides by two names alone: what agrees in nothing, and oracles that know the answers of the pairs they are
measured on. `python -m benchmarks.names_ceiling` prints it.
""".strip()
LINKING = """
10,000 made-up Australian records, half of them with mistakes. No weight of ours was read off them or off any FEBRL set.
“Ours” calls a pair when it is likelier one person than not by the odds of a bank; “nobody twice” pairs the two files as
a whole, as `kerege screen --one-to-one` does (decision 0027). That was worked out on FEBRL 1, 2 and 3
(`python -m benchmarks.linkage.bar`); meanwhile the total of FEBRL 4, never its pairs, was looked at three times: .9989
and .9987, after each of which the way of pairing was changed (the odds now rise with how few rows are left), and once
after the last change. It is therefore not a first look at data never seen. FEBRL 4 had been measured under older
weights before, and the kinds of mistakes in pairs that were missed then (two slips in one word, a number wholly
another, an address in part) were added to the invented cases.
""".strip()
INNOCENT = """
Every hit is false: nobody of the list stands in the bank. Names are invented, as unevenly frequent as names are, so
that namesakes occur. The list is screened by the bulk engine as `kerege screen` does it.
""".strip()
EXPECTED = """
`python -m benchmarks.expected_hits 5000 5000 25000`: before the run, and pairs told by the engine (decision 0136).
""".strip()
SPEED = """
The shared names filled up with invented ones. Searches a second are of processor time, so that they count one core
whatever else ran; latencies and long lists are wall time and suffer from other load. Peak memory is that of the
contender's whole process (of pg_trgm with its server process). The slow were asked fewer questions.
""".strip()
SYSTEM = """
From the last run of `./run bench check`: index in PostgreSQL, law applied, hits delivered, journal written.
""".strip()
BULK = """
From the last runs of `./run bench screening`: a list of invented travellers with their birth year against a bank, from
file to file, by one process or several of one machine and by Spark on it. Rows a second are wall time and suffer from
other load; seconds of processor time are of all processes together, with what starting them costs.
""".strip()
IDEAS = "Ours on the same questions with one idea taken out at a time, in the benchmark's process alone."
FAULTS = """
Changes by chance in `methods/names` (a comparison, an operation, a number, `and` for `or`), each tested in a copy by
the tests of names; where a package is named, in `methods/identity` or `methods/screening` by the tests of those. Those
that nothing noticed stand in `benchmarks/results/name_mutants.json`; what was made of them says decision 0070.
""".strip()
LIMITS = """## What these figures do not show

- The shared names are public persons, mostly officials and listed persons; a register's names may be spread otherwise.
- Our costs and calibration were developed on the shared names; an honest figure is the cross-validated one where it
  stands beside the best. The peers come as they are and were not tuned on these names.
- Machines are shared: compare figures within this run only. The load at the end of the run stands above.
- The invented names are as uneven as the parameters in `benchmarks/invented.py` make them, not as any census.
"""


def head(kept: Node) -> str:
    """Where and when it was measured."""
    machine, told = kept["machine"], kept["details"]
    load = at(machine, "load")
    mean = f"{load[0]:.1f}" if isinstance(load, (list, tuple)) else "unknown"
    seeds = at(told, "seeds")
    drawn = ", ".join(f"{name} `{seed}`" for name, seed in seeds.items()) if isinstance(seeds, dict) else ""
    where = f"{at(machine, 'cores')} cores, {at(machine, 'memory_gb')} GB, Python {at(machine, 'python')}, load {mean}"
    return f"Commit `{kept['commit']}`; {where}. Seeds: {drawn}.{renewed(told, str(kept['commit']))}{took(told)}"


def took(told: object) -> str:
    """How long each part took on the clock."""
    parts = at(told, "took")
    drawn = (
        ", ".join(f"{name} {float(str(each)):.0f} s" for name, each in parts.items()) if isinstance(parts, dict) else ""
    )
    return f"\nTook {drawn}." if drawn else ""


def renewed(told: object, commit: str) -> str:
    """Which parts were measured at other commits than that of the last run."""
    commits = at(told, "commits")
    apart = {name: of for name, of in commits.items() if of != commit} if isinstance(commits, dict) else {}
    drawn = ", ".join(f"{name} at `{of}`" for name, of in apart.items())
    return f"\nMeasured earlier, when the machine may have been less or more busy: {drawn}." if apart else ""


def tables(kept: Node) -> str:
    """All tables, for the terminal."""
    return "\n\n".join([head(kept), *(f"## {title}\n\n{table}" for title, _, table in sections(kept))]) + "\n"


def page(kept: Node) -> str:
    """The page of the documentation."""
    opening = "# The cross-check measured against its peers\n\nMade by `./run bench crosscheck`; do not edit.\n\n"
    parts = [
        f"## {title}\n\n{meaning}\n\n{table}".replace("\n\n\n\n", "\n\n") for title, meaning, table in sections(kept)
    ]
    return opening + "\n\n".join([head(kept), *parts, LIMITS])


def renew_page() -> None:
    """Write the page anew from the kept figures."""
    PAGE.write_text(page(json.loads(KEPT.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    renew_page()
    sys.exit(0)
