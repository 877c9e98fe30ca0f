"""Takes away from the reading process whatever reading one file does not need.

Each measure stands alone, so that one that a machine lacks leaves the others:

- resource limits: address space, processor time (a signal that ends the process), size
  of a file written, open files, no core dump;
- an audit hook of the interpreter, everywhere: no socket, no further process, and no
  file opened outside the working folder but the interpreter and its packages for
  reading;
- Landlock, Linux 5.13 and newer: the kernel holds native code, such as GDAL and
  SQLite, to the same files;
- seccomp, Linux on x86-64 and ARM64: no socket, connection or program for native code.

All of it comes before the first byte of the file is interpreted, and none of it can be
undone by the process. https://docs.kernel.org/userspace-api/landlock.html,
https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

from geodata.tables.table import Limits

ROOT = Path(__file__).resolve().parents[3]
READABLE = (
    *(sys.prefix, sys.base_prefix, str(ROOT / "geodata"), str(ROOT / "locator")),
    *("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/nix/store"),
    *("/etc/ld.so.cache", "/dev/urandom"),
)
OPEN_FILES = 256


def confine(limits: Limits) -> None:
    """Limit the running process for the rest of its life to its working folder."""
    _limit_resources(limits)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            _confine_files(libc)
            _confine_calls(libc)
    _confine_interpreter()


def _limit_resources(limits: Limits) -> None:
    for what, most in {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: limits.cpu_s,
        resource.RLIMIT_FSIZE: limits.unpacked_bytes,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }.items():
        _, hard = resource.getrlimit(what)
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # at the hard limit of processor time the kernel kills without saying why
        resource.setrlimit(what, (soft, hard if what == resource.RLIMIT_CPU else soft))


# --- the interpreter ------------------------------------------------------------------

_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork", "os.system")


def _confine_interpreter() -> None:
    folder = os.path.realpath(".")
    inside = tuple(os.path.realpath(root) + os.sep for root in (folder, *READABLE))

    def refuse(event: str, args: tuple[object, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(event)
        if event == "open" and isinstance(args[0], str | bytes | os.PathLike):
            path = os.path.realpath(os.fsdecode(args[0]))
            if not (path + os.sep).startswith(inside):
                raise PermissionError(event)

    sys.addaudithook(refuse)


# --- the kernel: files ----------------------------------------------------------------

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every machine
_EVERYTHING = (1 << 13) - 1  # the rights of the first version: all but refer, truncate, ioctl
_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_REMOVE_FILE, _MAKE_REG = 1 << 5, 1 << 8
_OF_A_FILE = _READ_FILE
_OF_A_FOLDER = _READ_FILE | _READ_DIR
_OF_OURS = _OF_A_FOLDER | _WRITE_FILE | _REMOVE_FILE | _MAKE_REG


def _confine_files(libc: ctypes.CDLL) -> None:
    handled = ctypes.c_uint64(_EVERYTHING)
    rules = libc.syscall(_CREATE_RULESET, ctypes.byref(handled), ctypes.sizeof(handled), 0)
    if rules < 0:
        return  # a kernel without Landlock
    _permit(libc, rules, ".", _OF_OURS)
    for path in READABLE:
        if Path(path).exists():
            _permit(libc, rules, path, _OF_A_FOLDER if Path(path).is_dir() else _OF_A_FILE)
    libc.syscall(_RESTRICT_SELF, rules, 0)
    os.close(rules)


def _permit(libc: ctypes.CDLL, rules: int, path: str, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rule = struct.pack("=Qi", rights, place)  # struct landlock_path_beneath_attr
    libc.syscall(_ADD_RULE, rules, 1, rule, 0)
    os.close(place)


# --- the kernel: calls ----------------------------------------------------------------

# machine → audit number, number of seccomp(2), numbers of the calls refused:
# socket, connect, execve, execveat, ptrace, kill, io_uring_setup
_CALLS = {
    "x86_64": (0xC000003E, 317, (41, 42, 59, 322, 101, 62, 425)),
    "aarch64": (0xC00000B7, 277, (198, 203, 221, 281, 117, 129, 425)),
}
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # SECCOMP_RET_ERRNO with EPERM
_OTHER_ABI = 0x40000000  # x32 numbers of the same calls
_ALL_THREADS = 1


def _confine_calls(libc: ctypes.CDLL) -> None:
    if platform.machine() not in _CALLS:
        return
    machine, seccomp, refused = _CALLS[platform.machine()]
    last = len(refused) + 1  # place of "allow", counted from the first comparison
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, last, 0, _OTHER_ABI),
        *((_EQUAL, last - 1 - place, 0, call) for place, call in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = struct.pack("@HP", len(steps), ctypes.addressof(code))  # struct sock_fprog
    libc.syscall(seccomp, 1, _ALL_THREADS, program)
