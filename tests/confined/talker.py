"""A child that does as it is told, also what it should not."""

import os
import sys
import time

from bot.confined.child import serve


def spin():
    while True:
        pass


def say():
    sys.stdout.write("printed")
    sys.stdout.flush()
    return b"answered"


KINDS = {
    b"pid": lambda: str(os.getpid()).encode(),
    b"environment": lambda: repr(sorted(os.environ)).encode(),
    b"for ever": spin,
    b"asleep": lambda: time.sleep(3600),
    b"all memory": lambda: bytearray(1 << 34),
    b"too long": lambda: bytes(5_000_000),
    b"print": say,
    b"fail": lambda: int("no number"),
}


def main():
    serve(lambda question: KINDS[question]())
