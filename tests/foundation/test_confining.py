"""What a box may do once it is confined: compute; a taken-over parser finds no file, socket, process or program."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation import box, confining, tried
from kerege.foundation.confining import ALLOW, ARM, CALLS, EVEN_UNCONFINED, FILES, KILL, MACHINES, REFUSE, X86, Machine

HOSTILE = """
import os, sys, time
from pathlib import Path
from kerege.foundation import confining
what, given = sys.argv[1], sys.argv[2:]
if what == "unknown machine":
    confining.MACHINES.clear()
made = confining.confine(memory=1 << 29, seconds=1 if what == "think" else 20)
if what == "talk":
    while True:
        os.write(1, bytes(65536))
if what == "think":
    while True:
        pass
if what == "sleep":
    time.sleep(600)
if what == "eat":
    bytearray(1 << 40)
if what == "read":
    print(Path(given[0]).read_text())
print(sorted(made), dict(os.environ), os.getcwd() if what == "where" else "", sys.stdin.read())
"""
DANGEROUS = {
    "x86_64": {
        "open": 2, "stat": 4, "poll": 7, "ioctl": 16, "pipe": 22, "socket": 41, "connect": 42, "sendmsg": 46,
        "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "fcntl": 72, "unlink": 87, "readlink": 89, "ptrace": 101,
        "prctl": 157, "mount": 165, "tgkill": 234, "openat": 257, "unshare": 272, "process_vm_readv": 310, "bpf": 321,
        "execveat": 322, "userfaultfd": 323, "io_uring_setup": 425, "pidfd_open": 434, "openat2": 437,
        "pidfd_getfd": 438,
    },
    "aarch64": {
        "fcntl": 25, "ioctl": 29, "unlinkat": 35, "mount": 40, "openat": 56, "unshare": 97, "ptrace": 117, "kill": 129,
        "prctl": 167, "socket": 198, "connect": 203, "sendmsg": 211, "execve": 221, "process_vm_readv": 270,
        "bpf": 280, "execveat": 281, "io_uring_setup": 425, "pidfd_open": 434, "openat2": 437, "pidfd_getfd": 438,
    },
}  # fmt: skip
"""Calls by which a process reaches anything outside itself (the kernel's own tables of numbers)."""


def judged(machine: Machine, call: int, arguments: tuple[int, ...] = (0,) * 6, mark: int | None = None) -> int:
    """What the filter says to a call, worked out step by step as the kernel does."""
    shown = {0: call, 4: machine.mark if mark is None else mark}
    for at, value in enumerate(arguments):
        shown |= {16 + 8 * at: value & 0xFFFFFFFF, 20 + 8 * at: value >> 32}
    steps, at, held = confining.filter_of(machine), 0, 0
    while True:
        what, holds, else_, value = steps[at]
        at += 1
        if what == confining.RETURN:
            return value
        if what == confining.LOAD:
            held = shown[value]
        elif what == confining.MASK:
            held &= value
        else:
            at += holds if (held == value if what == confining.EQUAL else held >= value) else else_


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_calls_that_reach_outside_are_refused_and_only_listed_ones_are_let_through(name: str) -> None:
    machine = MACHINES[name]
    let = {call for call in range(1024) if judged(machine, call) == ALLOW}
    assert let == {*machine.allowed, machine.limits}
    assert let.isdisjoint(DANGEROUS[name].values())
    assert {judged(machine, call) for call in DANGEROUS[name].values()} == {REFUSE | errno.EPERM}
    assert judged(machine, machine.clone3) == REFUSE | errno.ENOSYS
    assert {judged(machine, call, mark=7) for call in range(1024)} == {KILL}


@given(
    st.sampled_from([X86, ARM]), st.integers(0, 2**32 - 1), st.lists(st.integers(0, 2**64 - 1), min_size=6, max_size=6)
)
def test_whatever_the_arguments_threads_alone_are_made_and_limits_alone_are_read(
    machine: Machine, call: int, given: list[int]
) -> None:
    arguments = tuple(given)
    assert (judged(machine, call, arguments) == ALLOW) <= (call in {*machine.allowed, machine.clone, machine.limits})
    assert (judged(machine, machine.clone, arguments) == ALLOW) is bool(given[0] & confining.THREAD)
    assert (judged(machine, machine.limits, arguments) == ALLOW) is (given[2] == 0)
    assert judged(machine, machine.limits, (*arguments[:2], 0, *arguments[3:])) == ALLOW
    assert judged(machine, call | confining.OTHER_ABI, arguments) == REFUSE | errno.EPERM


@contextmanager
def refused_where_nothing_confines() -> Iterator[None]:
    """Inside a box is asked: on a kernel without the filter that is refused, and that is what is shown then."""
    if CALLS in box.confinement().fences:
        yield
        return
    with pytest.raises(box.UnconfinedError):
        yield


def test_a_box_that_tries_to_break_out_can_do_nothing() -> None:
    seen = box.confinement()
    assert seen.holds is (CALLS in seen.fences)
    assert seen.done == (() if seen.holds else ("anything",)), "without the filter a box ends before it tries anything"
    assert not box.Confinement((CALLS,), ("make a process",)).holds
    assert not box.Confinement((FILES,), ()).holds


def left_by(fence: str) -> set[str]:
    """What can be done in a process behind this fence alone."""
    code = (
        "import ctypes, json; from kerege.foundation import confining, tried;"
        f"{fence}; print(json.dumps([n for n, a in tried.ATTEMPTS.items() if tried.could(a)]))"
    )
    return set(orjson.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout))


def stands(fence: str) -> bool:
    """Whether this kernel has a fence, by itself."""
    code = f"import ctypes; from kerege.foundation import confining; print(confining.no_{fence}(ctypes.CDLL(None)))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"True\n"


def test_the_attempts_are_real_where_nothing_confines() -> None:
    assert left_by("pass") == set(tried.ATTEMPTS)


def test_rules_of_files_stand_by_themselves() -> None:
    """What is left where the filter is not: no file is opened, though sockets are."""
    left = left_by("confining.no_files(ctypes.CDLL(None))")
    closed = {"read a file", "look into a folder", "make a file", "start a shell"}
    assert left & closed == (set() if stands(FILES) else closed)


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that does what it is told to, in a box."""
    (tmp_path / "hostile.py").write_text(HOSTILE)
    monkeypatch.setattr(box, "SOURCE", f"{tmp_path}{os.pathsep}{box.SOURCE}")


@pytest.mark.usefixtures("hostile")
def test_a_secret_is_not_read_and_nothing_of_the_node_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret"
    secret.write_text("EXERCISE-SECRET")
    monkeypatch.setenv("DATABASE_URL", "EXERCISE-SECRET")
    with refused_where_nothing_confines():
        done = box.run("hostile", "read", str(secret), content=b"", seconds=30)
        assert done.code != 0
        assert b"EXERCISE-SECRET" not in done.output
        told = box.run("hostile", "tell", content=b"given", seconds=30).output.decode()
        assert told.strip().endswith("given")
        assert "EXERCISE-SECRET" not in told
        assert "KEREGE" not in told


@pytest.mark.usefixtures("hostile")
def test_who_talks_thinks_sleeps_or_eats_without_end_is_ended() -> None:
    with refused_where_nothing_confines():
        assert box.run("hostile", "think", content=b"", seconds=60).code < 0
        assert box.run("hostile", "eat", content=b"", seconds=60).code == 1
        with pytest.raises(box.BoxError, match="too much"):
            box.run("hostile", "talk", content=b"", seconds=30, most=1 << 20)
        with pytest.raises(box.SlowBoxError):
            box.run("hostile", "sleep", content=b"", seconds=1)


@pytest.mark.usefixtures("hostile")
def test_where_nothing_can_confine_nothing_is_read_unless_the_node_says_so_loudly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(box.UnconfinedError):
        box.run("hostile", "unknown machine", content=b"given", seconds=30)
    monkeypatch.setenv(EVEN_UNCONFINED, "1")
    told = box.run("hostile", "unknown machine", content=b"given", seconds=30).output.decode()
    assert CALLS not in told
    assert "given" in told
