"""Reads the recipes of CONTRIBUTING.md: which files somebody touches to add a thing.

A recipe is a heading `## Recipe: a nudge` (or a smaller one) and, somewhere below it, a line that begins with
"Files it touches", followed by one line a file:

    - `bot/nudges/<topic>/<kind>.py`: when it is due, and what it says

A path with a part in angle brackets is a file yet to be made: the folder before that part must exist.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE = "CONTRIBUTING.md"
AIMS = {"a nudge": 5, "a criterion": 3, "a command": 4}
HEADING = re.compile(r"^##+ Recipe: (?P<name>.+?)\s*$")
BEGINNING = re.compile(r"^\W*Files it touches", re.IGNORECASE)
FILE = re.compile(r"^\s*- `(?P<path>[^`]+)`")


@dataclass(frozen=True, slots=True)
class Recipe:
    """`missing` are those of its paths that lead nowhere."""

    name: str
    paths: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def aim(self) -> int | None:
        """None where none was set."""
        return AIMS.get(self.name)


def read_recipes(tree: Path) -> tuple[Recipe, ...] | None:
    """None if the tree has no CONTRIBUTING.md."""
    page = tree / PAGE
    if not page.is_file():
        return None
    sections = _sections(page.read_text(encoding="utf-8"))
    return tuple(_recipe(tree, name, tuple(_files(lines))) for name, lines in sections.items())


def _recipe(tree: Path, name: str, paths: tuple[str, ...]) -> Recipe:
    return Recipe(name, paths, tuple(path for path in paths if not _exists(tree, path)))


def _sections(text: str) -> dict[str, list[str]]:
    """Collect the lines below each recipe's heading, up to the next recipe or large heading."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if heading := HEADING.match(line):
            lines = found.setdefault(heading["name"], [])
        elif line.startswith("## "):
            lines = []
        else:
            lines.append(line)
    return found


def _files(lines: list[str]) -> Iterator[str]:
    """Yield the paths of the list of files; another list below it is not read."""
    reading = False
    for line in lines:
        if BEGINNING.match(line):
            reading = True
        elif reading and (file := FILE.match(line)):
            yield file["path"]
        elif line.strip() and not line.startswith(" "):
            reading = False


def _exists(tree: Path, path: str) -> bool:
    there, new, _ = path.partition("<")
    return (tree / there.rpartition("/")[0]).is_dir() if new else (tree / path).exists()
