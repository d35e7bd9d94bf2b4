"""The child's side: it answers what it is asked, within its limits, and does not outlive its parent."""

import ctypes
import math
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable
from typing import BinaryIO

# In front of a question: the seconds of processor time it may take, and its length; of an answer: its length.
QUESTION = struct.Struct("!II")
ANSWER = struct.Struct("!I")
PR_SET_PDEATHSIG = 1


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Answer questions until there are no more, on stdin both ways. An exception in `answer` ends the child.

    The command line's arguments are the parent's process id and the bytes of memory there are.
    """
    parent, memory_bytes = (int(one) for one in sys.argv[1:])
    # Whoever stops the bot sends these to everything that belongs to it; the parent says when it is time.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with(parent)
    _limit_memory(memory_bytes)
    questions, answers = _line()
    _write(answers, b"")
    while head := questions.read(QUESTION.size):
        seconds, size = QUESTION.unpack(head)
        _allow(seconds)
        _write(answers, answer(questions.read(size)))


def _die_with(parent: int) -> None:
    """End with the parent, on Linux; elsewhere a child ends with the question it is at."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit()


def _limit_memory(limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _allow(seconds: int) -> None:
    """Allow so much processor time from now on; after it the system ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = math.ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(
        resource.RLIMIT_CPU, (until if most == resource.RLIM_INFINITY else min(until, most), most)
    )


def _line() -> tuple[BinaryIO, BinaryIO]:
    """Open stdin both ways, and nothing else: a traceback could hold what was asked."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    return os.fdopen(0, "rb"), os.fdopen(os.dup(0), "wb")


def _write(answers: BinaryIO, text: bytes) -> None:
    answers.write(ANSWER.pack(len(text)) + text)
    answers.flush()
