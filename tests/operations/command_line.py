"""`lamplight` as somebody types it: a process of its own, forked from one in which everything is loaded."""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path
from subprocess import CompletedProcess

from bot import cli

# What the commands load when they need it; loading takes ten times as long as most of them do.
LOADED = ("bot.cli", "bot.app", "bot.operations.doctor", "bot.operations.people_import")
LOADED_TOO = ("bot.operations.people_link", "bot.operations.upkeep", "bot.operations.live.run")
LOADED_HERE = "tests.operations.command_line"
WITHIN_SECONDS = 60


def lamplight(
    *arguments: str, folder: Path, answer: str | None = None, **environ: str
) -> CompletedProcess[str]:
    """Run it in an empty folder with only these settings."""
    with tempfile.TemporaryDirectory(prefix="lamplight") as streams:
        at = [Path(streams, name) for name in ("stdin", "stdout", "stderr")]
        at[0].write_text(answer or "", encoding="utf-8")
        child = _context().Process(target=_become, args=(arguments, folder, environ, at))
        child.start()
        child.join(WITHIN_SECONDS)
        if child.exitcode is None:
            child.kill()
            raise TimeoutError(arguments)
        said = [one.read_text(encoding="utf-8") for one in at[1:]]
        return CompletedProcess(arguments, child.exitcode, *said)


@cache
def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*LOADED, *LOADED_TOO, LOADED_HERE])
    return context


def _become(arguments: tuple[str, ...], folder: Path, environ: Mapping[str, str], at: list[Path]) -> None:
    """Nothing of the tests is left: not their folder, settings, nor what they read from and write to."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    streams = [at[0].open(encoding="utf-8"), *(one.open("w", encoding="utf-8") for one in at[1:])]
    sys.stdin, sys.stdout, sys.stderr = streams
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
    sys.argv = ["lamplight", *arguments]
    cli.main()
