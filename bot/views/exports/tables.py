"""Tables as files, CSV and XLSX. Whatever somebody typed stays text: no cell of them can become a formula."""

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

# Excel reads UTF-8 as something else without it; others pass over it.
MARK: Final = "\ufeff"
STARTS_A_FORMULA: Final = "=+-@"
# Before a formula these change nothing.
PASSED_OVER: Final = " \"'`"
MINUSES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
# Excel keeps no more in a cell, and XlsxWriter leaves out a longer one.
LONGEST: Final = 32_000
DAYS: Final = "yyyy-mm-dd"
A4: Final = 9
# A row may be four hundred points high.
MOST_LINES: Final = 30
# In points. LibreOffice finds no height by itself for text that wraps.
LINE: Final = 15
PLAIN: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `width` is in characters."""

    head: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. Its rows hold text, days, numbers that figures show, and None for an empty cell."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]


def clean(text: str) -> str:
    """Bring a text onto one line, without what no file takes."""
    if text.isprintable() and len(text) <= LONGEST:
        return text
    seen = " ".join(text.split())
    return "".join(one for one in seen if unicodedata.category(one) not in ("Cc", "Cs", "Cn"))[:LONGEST]


def csv_file(table: Table) -> bytes:
    """Lay out a table for any spreadsheet, whether it parts cells at commas or at semicolons."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow([column.head for column in table.columns])
    writer.writerows([_in_csv(cell) for cell in row] for row in table.rows)
    return (MARK + written.getvalue()).encode()


def _in_csv(cell: object) -> str:
    if isinstance(cell, str):
        return ";".join(map(_guarded, clean(cell).split(";")))
    return "" if cell is None else str(cell)


def _guarded(part: str) -> str:
    """With an apostrophe in front of what a spreadsheet would work out."""
    folded = unicodedata.normalize("NFKC", part).translate(MINUSES)
    seen = "".join(one for one in folded if unicodedata.category(one) not in ("Cf", "Zs"))
    return f"'{part}" if seen.lstrip(PASSED_OVER).startswith(tuple(STARTS_A_FORMULA)) else part


def xlsx_file(tables: Sequence[Table], *, made_at: datetime) -> bytes:
    """Lay out a sheet for each table. The file says when it was made, and nothing of who or where."""
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, PLAIN) as book:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": DAYS, "align": "left", "valign": "top"})
        number = book.add_format({"align": "right", "indent": 1, "valign": "top"})
        for table in tables:
            sheet = book.add_worksheet(table.title)
            _set_up(sheet, table, head=head)
            _write(sheet, table, text=text, day=day, number=number)
    return written.getvalue()


def _set_up(sheet: Any, table: Table, *, head: Any) -> None:
    """Keep the head in sight and on each page."""
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.head, head)


def _write(sheet: Any, table: Table, *, text: Any, day: Any, number: Any) -> None:
    """Each cell by the method of its kind: the one that guesses would find formulas."""
    for line, row in enumerate(table.rows, start=1):
        if (lines := _lines(row, table.columns)) > 1:
            sheet.set_row(line, min(lines, MOST_LINES) * LINE)
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(line, place, clean(cell), text)
            elif isinstance(cell, date):
                sheet.write_datetime(line, place, cell, day)
            elif cell is not None:
                sheet.write_number(line, place, cell, number)


def _lines(row: Sequence[object], columns: Sequence[Column]) -> int:
    """Tell about how many lines the longest text of a row takes."""
    pairs = zip(row, columns, strict=True)
    return max((-(-len(cell) // column.width) for cell, column in pairs if isinstance(cell, str)), default=1)
