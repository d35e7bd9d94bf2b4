"""Ten thousand numbers as a workbook, beside XlsxWriter with the same cells and nothing else, in turns."""

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import xlsxwriter

from benchmarks.report import Line, median
from bot.content import Content, load_content
from bot.domain.disclosure.kinds import INTRODUCED, JOINED
from bot.views.exports.numbers import NumberRow, Numbers, ProgramNumbers, one_table, rows_of, tables
from bot.views.exports.tables import PLAIN, Table, csv_file, xlsx_file
from tests.databases import Databases
from tests.figures import LAST_WEEK, board_of
from tests.people import PROGRAM

ROWS, ROUNDS, AIM = 10_000, 7, 1.5
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
WEEK = timedelta(weeks=1)


async def run(databases: Databases) -> list[Line]:
    content = load_content()
    numbers, rows = ten_thousand(content)
    laid_out = tables(rows, numbers)
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(ROUNDS):
        floor.append(_took(lambda: alone(laid_out)))
        ours.append(_took(lambda: xlsx_file(laid_out, made_at=NOW)))
    found, least = median(ours), median(floor)
    whole = median([_took(lambda: tables(rows_of(numbers, content), numbers)) for _ in range(ROUNDS)])
    in_csv = median([_took(lambda: csv_file(one_table(rows))) for _ in range(ROUNDS)])
    what = f"exports, {len(rows):,} rows"
    return [
        Line(
            f"{what} as a workbook",
            _ms(found),
            _ms(least),
            least / found,
            f"at most {AIM} times",
            found < AIM * least,
        ),
        Line(f"{what} laid out from figures", _ms(whole)),
        Line(f"{what} as CSV", _ms(in_csv)),
    ]


def ten_thousand(content: Content) -> tuple[Numbers, list[NumberRow]]:
    """As many programs as that takes."""
    board = board_of(
        {JOINED: 78, INTRODUCED: 37},
        met={LAST_WEEK - back * WEEK: (20, 30) for back in range(12)},
        tracked=(31, 35),
    )
    one = ProgramNumbers(PROGRAM, board)
    each = len(rows_of(Numbers([one], NOW.date()), content))
    many = [
        replace(one, program=replace(PROGRAM, id=f"P{number}", name=f"Nurse leadership {number}"))
        for number in range(-(-ROWS // each))
    ]
    numbers = Numbers(many, NOW.date())
    return numbers, rows_of(numbers, content)


def alone(laid_out: Sequence[Table]) -> bytes:
    """The same cells without a look at any of them."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, PLAIN) as book:
        text = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for table in laid_out:
            sheet = book.add_worksheet(table.title)
            for line, row in enumerate(table.rows, start=1):
                for place, cell in enumerate(row):
                    if cell is None or cell == "":
                        continue
                    if isinstance(cell, str):
                        sheet.write_string(line, place, cell, text)
                    elif isinstance(cell, date):
                        sheet.write_datetime(line, place, cell, day)
                    else:
                        sheet.write_number(line, place, cell, text)
    return written.getvalue()


def _took(make: Callable[[], object]) -> float:
    """In processor time: others are at work beside it."""
    began = time.process_time()
    make()
    return time.process_time() - began


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"
