"""
What the process that opens a stranger's file takes from itself before it looks at the first byte: memory, time, and the ways out.

The kernel's filter of system calls (seccomp) needs no other program and no right: who cleans may only read and write what is open
already, who draws a page may open files but reach no network, start no program and touch no other process. It knows nothing of scans.
"""

import ctypes
import os
import platform
import resource
from typing import Final

from loket.documents.scan_limits import MAX_ANSWER_BYTES, WORKER_CPU_SECONDS, WORKER_MEMORY_BYTES

_AUDIT: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# Reading, writing and closing what is open, the name of the folder, memory, signals, clocks, and the end.
_NEEDED: Final = {
    "x86_64": (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 17, 25, 28, 39, 60, 79, 202, 228, 231, 318),
    "aarch64": (17, 57, 62, 63, 64, 67, 80, 93, 94, 98, 113, 134, 135, 139, 172, 214, 215, 216, 222, 226, 233, 278),
}
# socket, connect, execve, execveat, ptrace, io_uring_setup; then signals to others, and the memory and files of others.
_WAYS_OUT: Final = {
    "x86_64": (41, 42, 59, 101, 322, 425, 62, 129, 200, 234, 297, 310, 311, 424, 438),
    "aarch64": (117, 198, 203, 221, 281, 425, 129, 130, 131, 138, 240, 270, 271, 424, 438),
}
_X32: Final = 0x4000_0000
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _DENY, _KILL = 0x7FFF_0000, 0x0005_0001, 0x8000_0000


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("jt", ctypes.c_ubyte), ("jf", ctypes.c_ubyte), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def bind_resources() -> None:
    """512 MB of addresses, 15 s of work, an answer of 48 MB and nothing else on the disk, no memory image left behind, and the back of the queue."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_ANSWER_BYTES, MAX_ANSWER_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (WORKER_CPU_SECONDS, WORKER_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (WORKER_MEMORY_BYTES, WORKER_MEMORY_BYTES))
    os.nice(10)


def shut_in() -> bool:
    """From now on this process can open no file and no connection and start nothing; False where the kernel has no such filter."""
    return _filter(_NEEDED.get(platform.machine(), ()), met=_ALLOW, otherwise=_DENY)


def shut_off() -> bool:
    """From now on this process reaches no network and no other process, and starts no program; False where the kernel has no such filter."""
    return _filter(_WAYS_OUT.get(platform.machine(), ()), met=_DENY, otherwise=_ALLOW)


def _filter(calls: tuple[int, ...], *, met: int, otherwise: int) -> bool:
    audit = _AUDIT.get(platform.machine())
    if audit is None:
        return False
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, audit), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    # The same calls under other numbers, for programs of 32 bits.
    steps += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _KILL)]
    steps += [(_EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    steps += [(_RETURN, 0, 0, otherwise), (_RETURN, 0, 0, met)]
    program = _Program(len(steps), (_Step * len(steps))(*(_Step(*step) for step in steps)))
    libc = ctypes.CDLL(None)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0)
