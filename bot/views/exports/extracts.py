"""What a page of the dashboard shows, as the rows of a file: the same figures, and what is hidden."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.content import Content
from bot.content.numbers.ledger import LedgerFile
from bot.domain.disclosure.figures import Figure, taking_part
from bot.domain.exports.files import FileKind
from bot.domain.oversight.ledger import Ledger
from bot.views.exports.numbers import (
    DAY,
    About,
    NumberRow,
    Numbers,
    counted_on,
    one_table,
    rows_of,
    rows_of_measure,
    sheets,
)
from bot.views.exports.tables import csv_file, xlsx_file
from bot.views.feedback.words import capital
from bot.views.managing.summary import Summary
from bot.views.oversight.ledger import ESTIMATED, LedgerPage, lines_of, taken_for_granted
from bot.views.oversight.organisation import TITLE, OrganisationPage, totals_of
from bot.views.oversight.reach import MENU, ReachPage, name_of_group, source_of

IN_HOURS = "{what}, in hours"
TAKE_PART, WORK_THERE = "People who take part", "People who work there, by the staff directory"
# In the place of a figure that is not there: of a group too small to be counted.
HIDDEN = taking_part(None)


@dataclass(frozen=True, slots=True)
class Extract:
    """Rows that leave as a file named after `what`, which is no program's name; `notes` are said of them."""

    what: str
    rows: Sequence[NumberRow]
    made_on: date
    notes: Sequence[Sequence[object]] = ()

    def filename(self, kind: FileKind) -> str:
        return f"lamplight-{self.what}-{self.made_on.isoformat()}.{kind}"


def file_of(extract: Extract, kind: FileKind, *, made_at: datetime) -> bytes:
    if kind is FileKind.CSV:
        return csv_file(one_table(extract.rows))
    about: list[Sequence[object]] = [["Made on", extract.made_on], *extract.notes]
    return xlsx_file(sheets(extract.rows, about=about), made_at=made_at)


def extract_of_numbers(
    numbers: Numbers, content: Content, *, what: str = "numbers", only: About | None = None
) -> Extract:
    """All of them, or only those of one sort."""
    rows = [row for row in rows_of(numbers, content) if only is None or row.about is only]
    counted = counted_on((one.program.name, one.board.as_of) for one in numbers.programs)
    return Extract(what, rows, numbers.made_on, list(counted))


def extract_of_reach(page: ReachPage, content: Content, *, made_on: date) -> Extract:
    name, day = page.program.name, page.as_of

    def row(what: str, figure: Figure, group: str) -> NumberRow:
        return NumberRow(name, About.REACH, what, figure, group, since=day, until=day, as_of=day)

    rows = []
    for line in page.lines:
        group = f"{capital(page.by)}: {name_of_group(line, page.by, content)}"
        rows.append(row(TAKE_PART, line.reached or HIDDEN, group))
        if line.staff is not None:
            rows.append(row(WORK_THERE, line.staff, group))
    notes = [["In groups", MENU[page.by]], ["Who works there", source_of(page)]]
    return Extract("reach", rows, made_on, [*counted_on([(name, day)]), *notes])


def extract_of_ledger(page: LedgerPage, *, taken: LedgerFile, made_on: date) -> Extract:
    granted = taken_for_granted(page, taken) if page.quarters else []
    notes: list[Sequence[object]] = [["Program", page.program.name], ["Estimated", ESTIMATED]]
    notes += [["Takes for granted", line] for line in granted]
    rows = [row for one in page.quarters for row in _of_quarter(one, page.program.name)]
    return Extract("time", rows, made_on, notes)


def _of_quarter(one: Ledger, name: str) -> Iterator[NumberRow]:
    """Of one with too few talks nothing but that it is hidden, as on the page."""
    lines = lines_of(one) if one.talks.is_shown else [("Clinicians", one.talks)]
    for what, hours in lines:
        said = IN_HOURS.format(what=what)
        yield NumberRow(
            name, About.TIME, said, hours, since=one.since, until=one.until, as_of=one.until + DAY
        )


def extract_of_organisation(page: OrganisationPage, content: Content, *, made_on: date) -> Extract:
    rows = [
        NumberRow(TITLE, About.TAKING_PART, capital(what), figure, as_of=page.as_of)
        for figure, what in totals_of(page)
    ]
    for result in page.results:
        rows += rows_of_measure(TITLE, result, content)
    for one in page.programs:
        rows += _of_program(one)
    return Extract("organisation", rows, made_on, list(counted_on([(TITLE, page.as_of)])))


def _of_program(one: Summary) -> Iterator[NumberRow]:
    for what, figure in (
        ("Joined", one.enrolled),
        ("Introduced", one.mentorships),
        ("On track", one.on_track),
        ("Meetings in 12 weeks", one.meetings),
    ):
        yield NumberRow(one.program.name, About.TAKING_PART, what, figure, as_of=one.as_of)
