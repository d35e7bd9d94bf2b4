"""One content file as it was read: its values, and the line each of them stands on."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.loading.errors import Problem

Path = tuple[str | int, ...]


def dotted(path: Path) -> str:
    """("milestones", 0, "text") is "milestones.1.text": people count from one."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


@dataclass(frozen=True, slots=True)
class Document:
    """`value` is made of dict, list, str, int, float, bool and None only; `lines` count from 1."""

    file: str
    value: object
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of the value at `path`, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: Path, sentence: str) -> Problem:
        return Problem(self.file, self.line(path), dotted(path), sentence)
