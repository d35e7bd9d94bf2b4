"""What a check-up finds: a line each, with how much it matters."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    level: Level
    subject: str
    words: str

    def line(self) -> str:
        return f"{self.level:<8}{self.subject}: {self.words}"


def ok(subject: str, words: str) -> Finding:
    return Finding(Level.OK, subject, words)


def warning(subject: str, words: str) -> Finding:
    return Finding(Level.WARNING, subject, words)


def error(subject: str, words: str) -> Finding:
    return Finding(Level.ERROR, subject, words)
