"""What can be wrong with an export: with one of its rows, or with all of it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import UserFacingError

SHOWN = 40


class Rejection(StrEnum):
    """Why a row is left out, in the words of the list of rejects."""

    NO_ID = "has no employee number in column {column}"
    CELLS = "has {found} cells where the header has {expected}"
    TOO_LONG = "column {column} holds more than {limit} characters"
    NOT_TEXT = "column {column} holds a character that is not text"
    DATE = "column {column} holds {cell}, which is not a date written as {format}"
    BACKWARDS = "column {last} is before column {first}"
    QUOTES = "has a cell that is far too long, or quotation marks in the wrong places"
    TWICE = "has the employee number {number}, which stands further up as well"


class RowRejected(Exception):
    """One row cannot be used; the others can."""

    def __init__(self, why: Rejection, **blanks: object) -> None:
        self.why = why
        super().__init__(why.format(**{name: shown(str(value)) for name, value in blanks.items()}))


class UnusableFile(UserFacingError):
    """Nothing of the file is used, and nothing has changed."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was left out; `employee_id` is our best guess, so that nobody counts as gone for it.

    A row that stood in the file before comes without its cells.
    """

    line: int
    reason: str
    employee_id: str | None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Warned:
    """A cell that means nothing to the mapping; the row was kept, the field left empty."""

    field: str
    cell: str
    count: int


def shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
