"""What a process gives up before it reads bytes of a stranger: from then on it computes, reads and writes what is open.

Three fences, each held by the kernel and none of them taken down again: a filter of system calls (seccomp) that lets
through only those that computing needs, so that no file is opened, no socket made, no program started, no other
process touched; rules of access to files and ports (Landlock); a network without any way out (a namespace). The first
is the one that must hold; the others stand behind it where the kernel has them. Everything is loaded before: afterwards
nothing more can be.
"""

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

CALLS, FILES, NETWORK = "calls", "files", "network"
"""The fences: filter of system calls, rules of files, network namespace."""
EVEN_UNCONFINED: Final = "KEREGE_UNCONFINED_FILES"
"""The setting by which a node takes it on itself to read files without the filter of calls."""
UNCONFINED: Final = 5
"""How a process ends that could not be confined: it read nothing."""

END_WITH_PARENT, NO_NEW_PRIVILEGES, FILTER, ALL_THREADS = 1, 38, 1, 1
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, EQUAL, AT_LEAST, MASK, RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
NUMBER, MACHINE, FIRST_WORD = 0, 4, 16
"""Where the number of the call, the machine and the arguments stand in what the filter is shown."""
OTHER_ABI: Final = 0x40000000
THREAD: Final = 0x10000
NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000
LANDLOCK_MAKE, LANDLOCK_RESTRICT, LANDLOCK_VERSION = 444, 446, 1
FILE_RIGHTS: Final = (0, 13, 14, 15, 15, 16, 16, 16)
"""How many rights to files each version of the rules knows."""


@dataclass(frozen=True, slots=True)
class Machine:
    """The numbers of a kind of processor: its mark, the filter's own call, and the calls that computing needs."""

    mark: int
    install: int
    clone: int
    clone3: int
    limits: int
    allowed: tuple[int, ...]


X86 = Machine(
    0xC000003E, 317, 56, 435, 302,
    (
        0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 24, 25, 26, 28, 35, 39, 60, 96, 98, 99, 100, 131, 149,
        150, 186, 201, 202, 204, 218, 219, 228, 229, 230, 231, 273, 295, 309, 318, 324, 334,
    ),
)  # fmt: skip
"""read write close fstat lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn pread64 pwrite64 readv
writev sched_yield mremap msync madvise nanosleep getpid exit gettimeofday getrusage sysinfo times sigaltstack mlock
munlock gettid time futex sched_getaffinity set_tid_address restart_syscall clock_gettime clock_getres clock_nanosleep
exit_group set_robust_list preadv getcpu getrandom membarrier rseq (arch/x86/entry/syscalls/syscall_64.tbl of Linux)."""
ARM = Machine(
    0xC00000B7, 277, 220, 435, 261,
    (
        57, 62, 63, 64, 65, 66, 67, 68, 69, 80, 93, 94, 96, 98, 99, 101, 113, 114, 115, 123, 124, 128, 132, 134, 135,
        139, 153, 165, 168, 169, 172, 178, 179, 214, 215, 216, 222, 226, 227, 228, 229, 233, 278, 283, 293,
    ),
)  # fmt: skip
"""close lseek read write readv writev pread64 pwrite64 preadv fstat exit exit_group set_tid_address futex
set_robust_list nanosleep clock_gettime clock_getres clock_nanosleep sched_getaffinity sched_yield restart_syscall
sigaltstack rt_sigaction rt_sigprocmask rt_sigreturn times getrusage getcpu gettimeofday getpid gettid sysinfo brk
munmap mremap mmap mprotect msync mlock munlock madvise getrandom membarrier rseq
(include/uapi/asm-generic/unistd.h of Linux)."""
MACHINES = {"x86_64": X86, "aarch64": ARM}


def confine(*, memory: int, seconds: int) -> frozenset[str]:
    """Give up, for good, whatever this process does not need to compute; which fences stand.

    Ends the process with UNCONFINED when the filter of calls cannot be had, unless the node's settings take that on
    themselves. Call it when everything is imported and before the first strange byte.
    """
    limit(memory, seconds)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    libc.prctl(END_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    made = {
        name
        for name, fence in ((NETWORK, no_network), (FILES, no_files), (CALLS, only_computing))
        if sys.platform == "linux" and fence(libc)
    }
    if CALLS not in made and os.environ.get(EVEN_UNCONFINED) != "1":
        raise SystemExit(UNCONFINED)
    return frozenset(made)


def limit(memory: int, seconds: int) -> None:
    """Little memory, little processor time, no file written, no image of the memory left."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def no_network(libc: ctypes.CDLL) -> bool:
    """A network of its own, which leads nowhere."""
    return bool(libc.unshare(NEW_USER | NEW_NETWORK) == 0 or libc.unshare(NEW_NETWORK) == 0)


def no_files(libc: ctypes.CDLL) -> bool:
    """No file may be opened any more, no port used (version 4), no abstract socket or process outside met (6)."""
    version = libc.syscall(LANDLOCK_MAKE, None, ctypes.c_size_t(0), LANDLOCK_VERSION)
    if version < 1 or libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    words = [(1 << FILE_RIGHTS[min(version, len(FILE_RIGHTS) - 1)]) - 1]
    words += [3] if version >= 4 else []
    words += [3] if version >= 6 else []
    rules = struct.pack(f"={len(words)}Q", *words)
    held = libc.syscall(LANDLOCK_MAKE, rules, ctypes.c_size_t(len(rules)), 0)
    return bool(held >= 0 and libc.syscall(LANDLOCK_RESTRICT, held, 0) == 0)


def only_computing(libc: ctypes.CDLL) -> bool:
    """Let through the calls that computing needs, for every thread; any other is refused to whoever makes it."""
    machine = MACHINES.get(platform.machine())
    if machine is None or libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    steps = filter_of(machine)
    packed = b"".join(struct.pack("=HBBI", *step) for step in steps)
    kept = ctypes.create_string_buffer(packed, len(packed))
    program = struct.pack("@HP", len(steps), ctypes.addressof(kept))
    return bool(libc.syscall(machine.install, FILTER, ALL_THREADS, program) == 0)


Step = tuple[int, int, int, int]
"""One step of the filter: what it does, how far it jumps where it holds and where not, its value."""


def filter_of(machine: Machine) -> list[Step]:
    """The filter as steps: another machine's calls end the process, unknown ones are refused, threads are let be."""
    refused = (RETURN, 0, 0, REFUSE | errno.EPERM)
    steps: list[Step] = [
        (LOAD, 0, 0, MACHINE),
        (EQUAL, 1, 0, machine.mark),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 0, 1, OTHER_ABI),
        refused,
    ]
    for call in machine.allowed:
        steps += [(EQUAL, 0, 1, call), (RETURN, 0, 0, ALLOW)]
    steps += [(EQUAL, 0, 1, machine.clone3), (RETURN, 0, 0, REFUSE | errno.ENOSYS)]
    steps += only_where(machine.clone, [(FIRST_WORD, THREAD, THREAD)])
    steps += only_where(machine.limits, [(FIRST_WORD + 16, 0xFFFFFFFF, 0), (FIRST_WORD + 20, 0xFFFFFFFF, 0)])
    return [*steps, refused]


def only_where(call: int, wanted: Sequence[tuple[int, int, int]]) -> list[Step]:
    """Let a call through where words of its arguments, masked, are as wanted; the next step sees the number again."""
    inner: list[Step] = []
    for at, (place, mask, value) in enumerate(wanted):
        rest = 3 * (len(wanted) - at - 1) + 1
        inner += [(LOAD, 0, 0, place), (MASK, 0, 0, mask), (EQUAL, 0, rest, value)]
    inner += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE | errno.EPERM)]
    return [(EQUAL, 0, len(inner), call), *inner]
