"""The list of rows that were left out, as CSV that no spreadsheet will run."""

import csv
from pathlib import Path
from typing import TextIO

from bot.directory.problems import Reject
from bot.directory.reading import StaffFile
from bot.private_files import open_private

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
HEADER = ("line", "why it was left out")


def harmless(cell: str) -> str:
    """For every CSV we write: a cell that a spreadsheet would take for a formula becomes text."""
    return f"'{cell}" if cell.startswith(FORMULA_BEGINS) else cell


class RejectList:
    """Writes them as they come; nothing while there is none."""

    def __init__(self, text: TextIO, file: StaffFile) -> None:
        self._rows, self._file, self._has_header = csv.writer(text), file, False

    def add(self, reject: Reject) -> None:
        if not self._has_header:
            self._rows.writerow([*HEADER, *map(harmless, self._file.header)])
            self._has_header = True
        cells = reject.cells or (reject.employee_id or "",)
        self._rows.writerow([str(reject.line), *map(harmless, (reject.reason, *cells))])


def opened_for_list(path: Path) -> TextIO:
    """For whoever asked for it alone; with a mark in front, by which spreadsheets know UTF-8."""
    return open_private(path, newline="", encoding="utf-8-sig")
