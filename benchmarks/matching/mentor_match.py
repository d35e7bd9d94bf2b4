"""Side by side with the package `mentor-match` 7: what it had to choose from, solved here by its own score.

It brings a top-level package called `matching`, and a solver that nothing else needs, so it gets an
environment of its own, thrown away after the run.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import Line

WANTED = "mentor-match==7.*"
TIMES = "5"
INSTALLING_SECONDS = 180
# Its own examples, of which its documentation gives the rules and its tests the people; then many more kinds.
CASES = {
    "its example, 50 x 50": ("examples", "50", "50", "1"),
    "its example, 50 x 35, three rounds": ("examples", "50", "35", "3"),
    "100 x 60, two rounds": ("hundred", "100", "60", "2"),
}
HERE = Path(__file__).parent
Solved = dict[str, float]


def against_mentor_match() -> list[Line]:
    with TemporaryDirectory() as folder:
        try:
            python = _installed(Path(folder))
        except (OSError, subprocess.SubprocessError) as error:
            return [Line("mentor-match 7", f"not installed here: {_why(error)}")]
        return [line for name, case in CASES.items() for line in _compared(python, name, case)]


def _installed(folder: Path) -> Path:
    python = folder / "bin" / "python"
    pip = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet", WANTED]
    _run([sys.executable, "-m", "venv", str(folder)])
    _run([str(python), *pip])
    return python


def _why(error: Exception) -> str:
    """The last thing that was said about it."""
    said = error.stderr if isinstance(error, subprocess.CalledProcessError) else str(error)
    return (said or "").strip().rpartition("\n")[2] or str(error)


def _compared(python: Path, name: str, case: Sequence[str]) -> list[Line]:
    # Isolated, for beside that file lies a module called `matching` as well.
    theirs = _run([str(python), "-I", str(HERE / "mentor_match_once.py"), *case, TIMES])
    ours = json.loads(
        _run([sys.executable, "-m", "benchmarks.matching.mentor_match_ours", TIMES], given=theirs)
    )
    found = json.loads(theirs)
    title = f"mentor-match {found['version']}, {name}"
    lines = [_line(title, ours["rounds"], found["rounds"])]
    if len(found["rounds"]) > 1:
        lines.append(_line(f"{title}, all at once", [ours["at_once"]], [ours["one_by_one"]]))
    return lines


def _line(what: str, ours: Sequence[Solved], theirs: Sequence[Solved]) -> Line:
    seconds, floor = (sum(one["seconds"] for one in side) for side in (ours, theirs))
    totals = [(mine["total"], other["total"]) for mine, other in zip(ours, theirs, strict=True)]
    return Line(
        f"{what}: {', '.join(f'{mine:g} to {other:g}' for mine, other in totals)}",
        f"{1000 * seconds:.1f} ms",
        f"{1000 * floor:.1f} ms",
        floor / seconds,
        "total never lower",
        all(mine >= other for mine, other in totals),
    )


def _run(command: Sequence[str], *, given: str | None = None) -> str:
    done = subprocess.run(
        command, input=given, capture_output=True, text=True, check=True, timeout=INSTALLING_SECONDS
    )
    return done.stdout
