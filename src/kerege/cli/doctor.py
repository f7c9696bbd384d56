"""`kerege doctor`: what this machine gives the node, seen and not supposed: by what strangers' files are confined."""

import argparse

from kerege.cli.terminal import N_, Terminal
from kerege.cli.wording import worded
from kerege.foundation import box, node
from kerege.foundation.confining import CALLS, EVEN_UNCONFINED, FILES, NETWORK

FENCES = {
    CALLS: N_("filter of system calls: nothing is opened, sent or started"),
    FILES: N_("rules of files: none can be opened"),
    NETWORK: N_("network of its own, which leads nowhere"),
}

COULD = {
    "read a file": N_("read a file"),
    "look into a folder": N_("look into a folder"),
    "open a socket to the network": N_("open a socket to the network"),
    "open a socket of this machine": N_("open a socket of this machine"),
    "make a process": N_("make a process"),
    "become a program": N_("become a program"),
    "start a shell": N_("start a shell"),
    "signal another process": N_("signal another process"),
    "make a file": N_("make a file"),
    "anything": N_("anything: it did not say what"),
}
"""What a box tries, in the reader's language."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `doctor`."""
    doctor = commands.add_parser(
        "doctor", help="say what confines the reading of files on this machine; ends with 1 where it does not hold"
    )
    doctor.set_defaults(run=run_doctor, needs_django=False)


def run_doctor(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Try to break out of a box, look at the files of keys, say what was seen."""
    seen, loose = box.confinement(), loose_secrets()
    found = {
        "fences": {name: name in seen.fences for name in FENCES},
        "could": list(seen.done),
        "even_unconfined": box.even_unconfined(),
        "loose_secrets": loose,
        "holds": seen.holds and not loose,
    }
    terminal.answer(found, lines_of(seen, loose))
    return 0 if found["holds"] else 1


def lines_of(seen: box.Confinement, loose: list[str]) -> list[str]:
    """What was seen, line by line."""
    stands, missing = worded(N_("stands")), worded(N_("missing"))
    lines = [f"{stands if name in seen.fences else missing:12} {worded(text)}" for name, text in FENCES.items()]
    if seen.holds:
        lines.append(worded(N_("files of strangers are read in a box that could do nothing of what was tried")))
    else:
        lines += [worded(N_("a box could still: {what}")).format(what=worded(COULD[each])) for each in seen.done]
        lines.append(warning())
    lines += [worded(N_("others may read {path}: take their rights away")).format(path=each) for each in loose]
    return lines


def warning() -> str:
    """What follows from a box that does not hold."""
    if box.even_unconfined():
        return worded(
            N_("WARNING: {setting}=1 lets files of strangers be read all the same; a fault in a reader opens the node")
        ).format(setting=EVEN_UNCONFINED)
    text = worded(N_("so no file is taken: give the machine a kernel with seccomp, or set {setting}=1 knowingly"))
    return text.format(setting=EVEN_UNCONFINED)


def loose_secrets() -> list[str]:
    """Files and folders of keys that others than the node's user may read."""
    place = node.home() / "secrets"
    paths = [place, *place.rglob("*")] if place.exists() else []
    return sorted(str(path) for path in paths if path.stat().st_mode & 0o077)
