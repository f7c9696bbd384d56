"""Serving: what was started stops with it; what goes wrong before there are rooms is said."""

import os
import signal
import subprocess
import sys
import time

import pytest

SERVING = """
import subprocess
from kerege.cli import node

begin = subprocess.Popen
def sleeping(*_, **__):
    child = begin(["sleep", "60"])
    print(child.pid, flush=True)
    return child
node.subprocess.Popen = sleeping
node.serve("127.0.0.1", 1, 1)
"""


def alive(process: int) -> bool:
    """Whether a process is there and no mere remains of one."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_node_that_is_told_to_stop_leaves_no_process_behind() -> None:
    serving = subprocess.Popen([sys.executable, "-c", SERVING], stdout=subprocess.PIPE, text=True)
    assert serving.stdout is not None
    started = [int(serving.stdout.readline()) for _ in range(2)]
    assert all(map(alive, started))
    time.sleep(0.5)
    serving.send_signal(signal.SIGTERM)
    serving.wait(timeout=20)
    assert not any(map(alive, started))


def test_an_error_before_there_are_rooms_is_said_and_shows_no_trace() -> None:
    """Django's texts are not ready yet where the node's home cannot be entered."""
    text = "from kerege.cli.main import filled; print(filled(RuntimeError('no way in')))"
    said = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
    assert said.stdout == "no way in\n", said.stderr


def test_where_nobody_types_a_password_standard_input_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from kerege.cli.node import asked_in_secret
    from kerege.cli.terminal import CommandError

    def nobody(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", nobody)
    with pytest.raises(CommandError, match="--password-stdin"):
        asked_in_secret()
