"""Turns are started here: each contender in its own environment and process, with the same files to read."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contest import environment
from benchmarks.contest.contenders import Contender

Told = dict[str, float]
LONGEST_WAIT = 1500
MUST_BUILD = "nomenklatura"


class LackingError(RuntimeError):
    """A contender could not take its turn; the text says why."""


@dataclass(frozen=True)
class Ground:
    """The folder of the contest's files, and what of the peers could not be installed."""

    folder: Path
    lacking: str = ""

    def file(self, name: str) -> Path:
        """A file of the contest."""
        return self.folder / name.replace(" ", "-").replace("/", "-")

    def write(self, name: str, rows: list[tuple[str, ...]]) -> Path:
        """Keep lines of cells."""
        path = self.file(name)
        path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
        return path


def python_of(peer: bool) -> Path:
    """The interpreter of an environment."""
    return environment.PYTHON if peer else Path(sys.executable)


def take_turn(ground: Ground, contender: Contender, **job: object) -> Told:
    """Let one contender do one job. Raises LackingError, with the last line of what it said, where it cannot."""
    if (
        contender.peer
        and ground.lacking
        and (contender.module.startswith(MUST_BUILD) or MUST_BUILD not in ground.lacking)
    ):
        raise LackingError(ground.lacking)
    described = {"contender": f"benchmarks.contest.{contender.module}", "variant": contender.variant, "limit": 10}
    path = ground.file(f"job-{contender.name}.json")
    path.write_text(json.dumps({**described, **{key: given(value) for key, value in job.items()}}), encoding="utf-8")
    command = [str(python_of(contender.peer)), "-m", "benchmarks.contest.turn", str(path)]
    return answer_of(command, contender.name)


def answer_of(command: list[str], name: str) -> Told:
    """The JSON that a process prints on its last line. Raises LackingError where it ends otherwise."""
    try:
        done = subprocess.run(
            command, cwd=environment.ROOT, capture_output=True, text=True, check=False, timeout=LONGEST_WAIT
        )
    except subprocess.TimeoutExpired:
        raise LackingError(f"{name}: not done within {LONGEST_WAIT // 60} minutes") from None
    if done.returncode:
        raise LackingError(f"{name}: {(done.stderr.strip().splitlines() or ['ended without a word'])[-1][:200]}")
    told: Told = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def given(value: object) -> object:
    """A value for the job's file."""
    return str(value) if isinstance(value, Path) else value
