"""The peers' environment, `.venv/peers`: made from requirements-peers.lock by hash, apart from ours."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements-peers.lock"
PEERS = ROOT / ".venv" / "peers"
PYTHON = PEERS / "bin" / "python"
STAMP = PEERS / "installed"
LOG = PEERS / "install.log"
FOR_ICU = ("libicu-dev", "pkg-config", "g++")
NEED_ICU = frozenset({"pyicu", "normality", "rigour", "fingerprints", "followthemoney", "nomenklatura"})


def prepared() -> str:
    """Make the environment unless it stands; returns what could not be installed, in words, or nothing."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and (said := STAMP.read_text(encoding="utf-8").split("\n", 1))[0] == wanted:
        return said[1].strip()
    print("· environment of the peers …", file=sys.stderr, flush=True)
    shutil.rmtree(PEERS, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    lacking = "" if install(LOCK) else without_icu()
    STAMP.write_text(f"{wanted}\n{lacking}\n", encoding="utf-8")
    return lacking


def install(lock: Path) -> bool:
    """Install a lock by its hashes; whether that succeeded. PyICU is compiled, for which Debian's packages are got."""
    icu_there()
    uv = shutil.which("uv")
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    if uv:
        command = [uv, "pip", "install", "--python", str(PYTHON)]
    with LOG.open("a", encoding="utf-8") as log:
        done = subprocess.run(
            [*command, "--require-hashes", "--no-deps", "-r", str(lock)], stdout=log, stderr=log, check=False
        )
    return done.returncode == 0


def icu_there() -> None:
    """Get what PyICU is built from where we are root on Debian and it is lacking; elsewhere it is left as it is."""
    found = (
        shutil.which("pkg-config")
        and not subprocess.run(["pkg-config", "--exists", "icu-i18n"], check=False).returncode
    )
    if found or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    commands = (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *FOR_ICU])
    for words in commands:
        subprocess.run(["apt-get", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def without_icu() -> str:
    """Install all but what needs PyICU; returns what is lacking."""
    rest = PEERS / "without-icu.lock"
    rest.write_text(without(LOCK.read_text(encoding="utf-8"), NEED_ICU), encoding="utf-8")
    if install(rest):
        return "nomenklatura was not installed: PyICU needs libicu-dev, pkg-config and g++ to be built"
    return f"the peers were not installed; {LOG.relative_to(ROOT)} says why"


def without(lock: str, names: frozenset[str]) -> str:
    """The text of a lock without the named packages and their hashes."""
    blocks = re.split(r"(?m)^(?=[a-z0-9])", lock)
    return "".join(block for block in blocks if block.partition("==")[0] not in names)
