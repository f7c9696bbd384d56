"""The command `prove`: the proofs of access at a chosen size; `--write` keeps their figures in docs/proofs.md."""

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kerege
from kerege.cli.terminal import N_, CommandError, Terminal, said
from kerege.foundation import chance

CHECKOUT = "KEREGE_CHECKOUT"
DOCUMENT = Path("docs/proofs.md")


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `prove`."""
    prove = commands.add_parser("prove", help="carry out the proofs of access, at any size, on a throw-away node")
    prove.add_argument(
        "names", nargs="*", metavar="NAME", help="names of proofs, or “all”; without one they are listed"
    )
    prove.add_argument("--cases", type=int, metavar="N", help="how many cases (default: as many as the tests)")
    prove.add_argument("--seed", default="ci", metavar="S", help="the seed; a failure names one that replays it alone")
    prove.add_argument(
        "--minutes", type=float, metavar="M", help="the longest that all of it may take; each says how far it came"
    )
    prove.add_argument("--full", action="store_true", help="the full size; with “all” docs/proofs.md is written")
    prove.add_argument(
        "--write", action="store_true", help="write the figures of these proofs into docs/proofs.md after any size"
    )
    prove.set_defaults(run=run_prove, needs_django=False, needs_database=False)


def checkout() -> Path:
    """The checkout of the source whose tests hold the proofs. Raises CommandError where there is none."""
    given = os.environ.get(CHECKOUT)
    root = Path(given) if given else Path(kerege.__file__).resolve().parents[2]
    if not (root / "tests" / "proofs" / "registry.py").exists():
        raise CommandError(
            N_("the proofs are part of the source: run this from its checkout, or name that in KEREGE_CHECKOUT")
        )
    return root


def run_prove(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Run the proofs in a process of their own, which never sees this node."""
    root = checkout()
    if not arguments.names:
        listed = [each for each in documents(root, []) if "name" in each]
        terminal.answer([*listed], [f"{each['name']:<14} {each['title']}" for each in listed])
        return 0
    order = [str(each["name"]) for each in documents(root, []) if "name" in each]
    names = order if "all" in arguments.names else arguments.names
    options = ["--seed", arguments.seed]
    options += ["--cases", str(arguments.cases)] if arguments.cases else []
    options += ["--minutes", str(arguments.minutes)] if arguments.minutes else []
    options += ["--full"] if arguments.full else []
    keeps = arguments.write or (arguments.full and "all" in arguments.names)
    results = []
    for document in documents(root, [*names, *options]):
        if "unknown" in document:
            known = ", ".join(document["known"])
            raise CommandError(said(N_("there is no proof of that name; there are: {known}")).format(known=known))
        if "progress" in document:
            terminal.progress(int(document["cases"]), None, str(document["progress"]))
        if "result" in document:
            terminal.end_progress()
            results.append(document["result"])
            if keeps:
                keep(root, results, order)
            if not terminal.json:
                print("\n".join(lines(results[-1])), flush=True)
    if terminal.json:
        terminal.answer(list(results), [])
    return 0 if results and all(each["holds"] for each in results) else 1


def documents(root: Path, words: list[str]) -> Iterator[dict[str, Any]]:
    """What the proofs say, line by line. Raises CommandError when they break off."""
    command = [sys.executable, "-m", "tests.proofs", *words]
    paths = os.pathsep.join([str(root), str(root / "src"), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": paths}
    ) as running:
        for line in running.stdout or ():
            if line.startswith("{"):
                yield json.loads(line)
    if running.returncode not in {0, 1, 2}:
        raise CommandError(N_("the proofs broke off; what they said stands above"))


def lines(result: dict[str, Any]) -> list[str]:
    """One result for people: cases, cells, seconds; each failure with its seed."""
    counted = said(
        N_("{verdict}  {name}: {cases} cases, {cells} cells, {seconds} s (processor {processor} s), seed {seed}")
    )
    made = [
        counted.format(
            verdict="✓" if result["holds"] else "✗",
            name=result["name"],
            cases=result["cases"],
            cells=covered(result),
            seconds=result["seconds"],
            processor=result["processor_seconds"],
            seed=result["seed"],
        )
    ]
    replay = said(N_("   fails: {what}\n   again: kerege prove {name} --cases 1 --seed {seed}"))
    return made + [replay.format(what=f["what"], name=result["name"], seed=f["seed"]) for f in result["failures"]]


def covered(result: dict[str, Any]) -> str:
    """How many cells were covered, of how many where that is known."""
    return f"{result['cells']}/{result['of_cells']}" if result["of_cells"] else str(result["cells"])


def keep(root: Path, results: list[dict[str, Any]], order: list[str]) -> None:
    """Write docs/proofs.md anew: these results, and of proofs that were not run what it said before."""
    path = root / DOCUMENT
    former = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(page(results, former=former, order=order), encoding="utf-8")


def page(results: list[dict[str, Any]], *, former: str = "", order: list[str] | None = None) -> str:
    """docs/proofs.md: the last figures, what each proof shows and what it does not; a proof not run as it stood."""
    rows = {found[1]: found[0] for found in re.finditer(r"^\| `([\w-]+)` \|.*$", former, re.MULTILINE)}
    parts = {
        found[1]: found[0].strip() for found in re.finditer(r"^## .*? \(`([\w-]+)`\)\n(?:(?!^## ).*\n?)*", former, re.M)
    }
    for each in results:
        rows[each["name"]], parts[each["name"]] = row(each), section(each)
    names = [name for name in order or rows if name in rows]
    made = [
        "# The proofs of access",
        "",
        "Written by `kerege prove NAME --write`. Each proof runs the code of the tests it names; a failure",
        "names a seed that replays it alone: `kerege prove NAME --cases 1 --seed SEED`. Cells are (label × channel",
        "× relation), or what stands for them in a proof; processor seconds are those of Python, without the database.",
        "Decisions 0036, 0055, 0062, 0068 and 0110 say how the proofs are made.",
        "",
        "| proof | day | cases | of full | cells | processor s | seed | holds |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(rows[name] for name in names),
    ]
    return "\n".join([*made, *(f"\n{parts[name]}" for name in names if name in parts)]) + "\n"


def section(each: dict[str, Any]) -> str:
    """What a proof shows and what it does not, what nothing noticed, what failed."""
    made = [f"## {each['title']} (`{each['name']}`)", f"Shows: {each['shows']}", ""]
    made += [f"Does not show: {each['shows_not']}", "", f"Tests: `{each['tests']}`"]
    counts = each.get("counts", {})
    if counts:
        made += ["", "Cases of each: " + ", ".join(f"{sort} {count:,}" for sort, count in sorted(counts.items())) + "."]
    unnoticed = each.get("unnoticed", [])
    if unnoticed:
        made += ["", f"Not noticed, {len(unnoticed)} of {each['cases']}:", "", *(f"- {said}" for said in unnoticed)]
    return "\n".join(made + [f"\nFails: {failure['what']} (seed `{failure['seed']}`)" for failure in each["failures"]])


def row(each: dict[str, Any]) -> str:
    """One line of the table."""
    holds = "yes" if each["holds"] else "NO"
    full = "all" if each["full"] <= each["cases"] else f"{each['full']:,}"
    figures = f"{each['cases']:,} | {full} | {covered(each)} | {each['processor_seconds']:g}"
    return f"| `{each['name']}` | {chance.today().isoformat()} | {figures} | `{each['seed']}` | {holds} |"
