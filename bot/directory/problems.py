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
    NOT_TEXT = "column {column} has a character that isn't text"
    DATE = "column {column} holds {cell}, not a date written as {format}"
    BACKWARDS = "column {last} is before column {first}"
    QUOTES = "has a cell that is far too long, or quotation marks in the wrong places"
    TWICE = "has the employee number {number}, which stands further up as well"
    TWO_YEARS = (
        "column {column} holds {cell}, whose year could be {first} or {last}; export years with four digits"
    )
    SHORTENED = (
        "column {column} holds {cell}, a number that a spreadsheet has shortened; make the column text "
        "there, and export again"
    )
    BLANK = "is empty"
    HEADER = "is the header again"
    FOOTER = "is about the file, such as a total, and about nobody in it"
    ENDED = "is a post of {number} that isn't their current one"


# Whoever is in the file is not missing because of these.
NOBODY_LOST = frozenset({Rejection.HEADER, Rejection.FOOTER, Rejection.ENDED})


class RowRejected(Exception):
    """One row cannot be used; the others can."""

    def __init__(self, why: Rejection, **blanks: object) -> None:
        self.why = why
        super().__init__(said(why, **blanks))


def said(why: Rejection, **blanks: object) -> str:
    return why.format(**{name: shown(str(value)) for name, value in blanks.items()})


class UnusableFile(UserFacingError):
    """Nothing of the file is used, and nothing has changed."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was left out; `employee_id` is our best guess, so that nobody counts as gone for it.

    A row that stood in the file before comes without its cells. `loses` says whether somebody may be missing.
    """

    line: int
    reason: str
    employee_id: str | None
    cells: tuple[str, ...] = ()
    loses: bool = True


class Doubt(StrEnum):
    """What is to be known of a cell although its row was kept."""

    UNKNOWN = "{field}: {cell} has no meaning in the mapping, {times}; left empty."
    NO_ADDRESS = "{field}: {cell}, {times}; left empty."
    WIDTHS = (
        "{field}: {cell}, {times}. If your numbers begin with zeros, a spreadsheet may have taken them away: "
        "make the column text there, and export again."
    )


@dataclass(frozen=True, slots=True)
class Warned:
    """A cell that means nothing to the mapping; the row was kept, the field left empty."""

    field: str
    cell: str
    count: int
    doubt: Doubt = Doubt.UNKNOWN

    @property
    def sentence(self) -> str:
        times = "once" if self.count == 1 else f"{self.count} times"
        return self.doubt.format(field=self.field, cell=self.cell, times=times)


def shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
