"""What is wrong with the content files, in sentences the person who edits them can act on."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import UserFacingError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `line` counts from 1, 0 is the whole file; `key` is dotted, "" if there is none."""

    file: str
    line: int
    key: str
    sentence: str

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        key = f", key {self.key}" if self.key else ""
        return f"{self.file}{line}{key}: {self.sentence}"


class ContentError(UserFacingError):
    """Everything that is wrong in all content files: one line each, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
