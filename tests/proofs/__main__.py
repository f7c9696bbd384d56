"""Run proofs on a throw-away node and print one JSON document a line: progress, then each result."""

import argparse
import json
import logging
import math
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import STARTED_HOME

QUIET_SECONDS = 2.0


def main() -> int:
    """Carry out the proofs named; 1 where one does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--cases", type=int)
    parser.add_argument("--minutes", type=float, default=math.inf)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--seed", default="ci")
    arguments = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="kerege-proofs-"))
    home.chmod(0o711)
    os.environ |= {
        STARTED_HOME: str(home),
        "KEREGE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "kerege.config.settings",
    }
    os.environ.pop("KEREGE_TOKEN", None)
    import django

    django.setup()
    try:
        return prove(arguments)
    finally:
        if (home / "ready").exists():
            from kerege.foundation import server

            server.Server(home=home, version=0, started=True).stop()
        shutil.rmtree(home, ignore_errors=True)


def prove(arguments: argparse.Namespace) -> int:
    """Each proof in turn."""
    from django.test.utils import setup_test_environment

    from tests.proofs.proof import carry_out, in_turn
    from tests.proofs.registry import PROOFS

    setup_test_environment()
    logging.disable(logging.CRITICAL)
    if not arguments.names:
        for each in PROOFS.values():
            say(name=each.name, title=each.title, ci=each.ci, full=each.full)
        return 0
    unknown = [name for name in arguments.names if name not in PROOFS]
    if unknown:
        say(unknown=unknown, known=list(PROOFS))
        return 2
    holds = True
    named = [PROOFS[name] for name in arguments.names]
    for proof, seconds in in_turn(named, arguments.minutes * 60, time.monotonic):
        size = arguments.cases or (proof.full if arguments.full else proof.ci)
        made = carry_out(proof, cases=size, seed=arguments.seed, said=Progress(proof.name), seconds=seconds)
        about = {"title": proof.title, "shows": proof.shows, "shows_not": proof.shows_not, "tests": proof.tests}
        whole = size >= proof.full and not made.stopped
        full = min(proof.full, made.cases) if whole else proof.full  # as many as there are
        say(result=made.wire() | about | {"of_cells": proof.cells, "full": full})
        holds = holds and made.holds
    return 0 if holds else 1


class Progress:
    """Says how far a proof is, every other second."""

    def __init__(self, name: str) -> None:
        """Of one proof."""
        self.name, self.last = name, time.monotonic()

    def __call__(self, count: int) -> None:
        """So many cases were looked at."""
        if time.monotonic() - self.last >= QUIET_SECONDS:
            self.last = time.monotonic()
            say(progress=self.name, cases=count)


def say(**document: object) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
