"""The numbers of programs as tables: what is shown, what people said, what is hidden and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from html import unescape
from typing import Final

from bot.content import Content
from bot.content.numbers.measures import name_of
from bot.domain.disclosure.board import Board
from bot.domain.disclosure.figures import Figure
from bot.domain.disclosure.kinds import (
    FREE,
    INTRODUCED,
    JOINED,
    MENTEES,
    MISSING,
    ON_TRACK,
    PLACES,
    PLACES_OFFERED,
    PLACES_TAKEN,
    REACHED,
    WAITING,
    WANTED,
    Kind,
    ShownFrom,
)
from bot.domain.disclosure.weeks import WEEK
from bot.domain.exports.files import parts_of
from bot.domain.feedback.findings import Choice, Finding, WaveFindings
from bot.domain.measures.results import Result, Verdict
from bot.domain.programs.programs import Program
from bot.views.exports.tables import Column, Table
from bot.views.feedback.words import ROLES, WAVES, WHY_NOT, capital, heading_of, told_of
from bot.views.measures.targets import aimed_at
from bot.views.recruiting.cover import SHIFTS

DAY: Final = timedelta(days=1)
COUNTS: Final = (JOINED, INTRODUCED, WAITING, MENTEES, PLACES, PLACES_OFFERED, PLACES_TAKEN)
GROUPS: Final = (REACHED, WANTED, FREE, MISSING)
NOT_COUNTED = "We haven't counted this yet. We count on Mondays."
TOO_FEW = "It could be about too few people or mentorships, or nothing was counted in that time."
COLUMNS: Final = (
    Column("Program", 44),
    Column("About", 16),
    Column("What", 60),
    Column("Group", 26),
    Column("From", 11),
    Column("To", 11),
    Column("Figure", 16),
    Column("Value", 8),
    Column("Unit", 9),
    Column("Likely from", 12),
    Column("Likely to", 12),
    Column("Target", 18),
    Column("Against the target", 18),
    Column("As of", 11),
)
WHY_HIDDEN: Final = Column("Why it's hidden", 90)
HIDDEN_COLUMNS: Final = (*COLUMNS[:6], WHY_HIDDEN)
RULES: Mapping[str, str] = {
    "Rounding": "Every number about people is rounded to five, and so is every percentage. 0 to 4 read "
    "“fewer than 5”. Everyone and all but one read the same, and so do no one and one.",
    "Noise": "Before it is kept, a count of what people did or said is moved a little at random, once. So no "
    "one can be picked out, not even by a person who knows all about the others.",
    "Activity": f"Shown if at least {int(ShownFrom.ACTIVITY)} people or mentorships could be in it.",
    "Groups": f"Left out if fewer than {int(ShownFrom.ACTIVITY)} people stand behind them; "
    f"{int(ShownFrom.GROUP)} by shifts, site, profession or stage of those reached.",
    "What people said": f"Shown if at least {int(ShownFrom.SURVEY)} people were asked, however many "
    f"answered; a choice of several from {int(ShownFrom.CHOICE)}.",
    "Hidden for good": "What is hidden here is hidden on every page, in every file and from everyone.",
}
HOW_SURE = (
    "Numbers are rounded and a little blurred on purpose. “Likely from” and “Likely to” say how far off a "
    "number may be: nine times in ten, what is behind it lies in between."
)
HOW_TO_READ = (
    "Read a low number as a question about time and shifts first. Don't rank departments or mentors."
)


class About(StrEnum):
    """What sort of number a row has."""

    TAKING_PART = "Taking part"
    ACTIVITY = "Activity"
    MEASURE = "Measure"
    SAID = "What people said"
    REACH = "Who is reached"
    TIME = "Time"


@dataclass(frozen=True, slots=True)
class ProgramNumbers:
    """All that is disclosed of one program."""

    program: Program
    board: Board = Board()
    results: Sequence[Result] = ()
    findings: Sequence[WaveFindings] = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of the programs whose totals their reader may read."""

    programs: Sequence[ProgramNumbers]
    made_on: date


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number with all that is said of it, or the reason why it isn't shown."""

    program: str
    about: About
    what: str
    figure: Figure
    group: str = ""
    since: date | None = None
    until: date | None = None
    target: str = ""
    verdict: str = ""
    as_of: date | None = None

    @property
    def why_hidden(self) -> str:
        if self.figure.is_shown:
            return ""
        if self.figure.why_not:
            return f"{WHY_NOT[self.figure.why_not]}."
        return TOO_FEW if self.as_of else NOT_COUNTED

    @property
    def shown(self) -> list[object]:
        low, high = self.figure.between or (None, None)
        unit = "percent" if "%" in self.figure.text else "number"
        return [
            *self.told,
            self.figure.text,
            self.figure.value,
            unit if self.figure.is_shown else "",
            low,
            high,
            self.target,
            self.verdict,
            self.as_of,
        ]

    @property
    def told(self) -> list[object]:
        """What it is about."""
        return [self.program, self.about, self.what, self.group, self.since, self.until]


def rows_of(numbers: Numbers, content: Content) -> list[NumberRow]:
    return [row for one in numbers.programs for row in _rows_of(one, content, numbers.made_on)]


def one_table(rows: Sequence[NumberRow]) -> Table:
    """Everything, for a file that has one sheet."""
    return Table("Numbers", (*COLUMNS, WHY_HIDDEN), [[*row.shown, row.why_hidden] for row in rows])


def tables(rows: Sequence[NumberRow], numbers: Numbers) -> list[Table]:
    counted = [(one.program.name, one.board.as_of) for one in numbers.programs]
    return sheets(rows, about=[["Made on", numbers.made_on], *counted_on(counted)])


def sheets(rows: Sequence[NumberRow], *, about: Sequence[Sequence[object]]) -> list[Table]:
    """Lay the rows out by what they are, with what is hidden and why; `about` is what else is said."""
    shown = [row for row in rows if row.figure.is_shown]
    hidden = [[*row.told, row.why_hidden] for row in rows if not row.figure.is_shown]
    rules = [["", "Rule", what, "", None, None, says] for what, says in RULES.items()]
    said = [["How sure", HOW_SURE], ["How to read it", HOW_TO_READ], ["Who is in it", "No name."]]
    return [
        Table("Numbers", COLUMNS, [row.shown for row in shown if row.about is not About.SAID]),
        Table("What people said", COLUMNS, [row.shown for row in shown if row.about is About.SAID]),
        Table("What is hidden and why", HIDDEN_COLUMNS, [*hidden, *rules]),
        Table("About", (Column("What", 20), Column("Says", 90)), [*about, *said]),
    ]


def counted_on(programs: Iterable[tuple[str, date | None]]) -> Iterator[list[object]]:
    """Say of each program, by name, when it was counted."""
    for name, as_of in programs:
        yield ["Program", name]
        yield ["Counted on", as_of or NOT_COUNTED]


def _rows_of(one: ProgramNumbers, content: Content, today: date) -> Iterator[NumberRow]:
    yield from _taking_part(one, content)
    yield from _activity(one, today)
    for result in one.results:
        yield from rows_of_measure(one.program.name, result, content)
    for found in one.findings:
        yield from _said(one.program.name, found)


def _taking_part(one: ProgramNumbers, content: Content) -> Iterator[NumberRow]:
    board, day = one.board, one.board.as_of

    def row(kind: Kind, figure: Figure, group: str = "") -> NumberRow:
        what = capital(kind.says)
        return NumberRow(
            one.program.name, About.TAKING_PART, what, figure, group, since=day, until=day, as_of=day
        )

    for kind in COUNTS:
        yield row(kind, board.taking_part(kind))
    labels = _labels(content)
    for kind in GROUPS:
        for group, figure in sorted(board.groups(kind).items()):
            yield row(kind, figure, _group(group, labels))


def _activity(one: ProgramNumbers, today: date) -> Iterator[NumberRow]:
    board, name, as_of = one.board, one.program.name, one.board.as_of
    weeks = [week for week, _ in board.meetings_by_week()]
    first, last = (weeks[0], weeks[-1] + WEEK - DAY) if weeks else (None, None)
    yield NumberRow(
        name, About.ACTIVITY, "Meetings", board.meetings(), "all together", first, last, as_of=as_of
    )
    bars = board.meetings_over_time()
    for week, figure in bars.met:
        until = week + bars.weeks * WEEK - DAY
        group = "by week" if bars.weeks == 1 else "by four weeks"
        yield NumberRow(name, About.ACTIVITY, "Meetings", figure, group, week, until, as_of=as_of)
    tracked = max((cell.week + WEEK for cell in board.cells if cell.kind == ON_TRACK.name), default=None)
    figure = board.latest_share(ON_TRACK, today=today)
    what = "Mentorships on track, of those that had time to meet"
    yield NumberRow(name, About.ACTIVITY, what, figure, "", tracked, tracked, as_of=tracked)


def rows_of_measure(name: str, one: Result, content: Content) -> Iterator[NumberRow]:
    what = name_of(content.measures, one.key)
    part = one.part.replace("_", " ")
    if one.earlier is not None:
        yield NumberRow(name, About.MEASURE, what, one.earlier, f"{part} before".strip(), as_of=one.as_of)
    until = one.as_of - DAY if one.as_of else None
    yield NumberRow(
        name,
        About.MEASURE,
        what,
        one.figure,
        part,
        until=until,
        target=aimed_at(one.target),
        verdict="" if one.verdict is Verdict.NO_TARGET else one.verdict,
        as_of=one.as_of,
    )
    begins = [day for day, _ in one.trend]
    ends = [*(day - DAY for day in begins[1:]), until]
    for (day, figure), end in zip(one.trend, ends, strict=False):
        yield NumberRow(
            name, About.MEASURE, what, figure, f"{part} over time".strip(), day, end, as_of=one.as_of
        )


def _said(name: str, found: WaveFindings) -> Iterator[NumberRow]:
    wave = found.wave
    group = f"{WAVES[wave.kind]}, {wave.intake}" if wave.intake else WAVES[wave.kind]

    def row(what: str, figure: Figure) -> NumberRow:
        days = (wave.opens_on, wave.closes_on)
        # Files have no mrkdwn: what was made safe for it reads as it was written.
        return NumberRow(
            name, About.SAID, unescape(what), figure, group, *days, as_of=wave.frozen_on or wave.closes_on
        )

    for one in found.turnout:
        who = capital(ROLES.get(one.role, one.role))
        yield row(f"{who} who were asked", one.asked)
        yield row(f"{who} who answered", one.answered)
    for part in (*found.findings, *found.chosen, *found.untold):
        for what, figure in _finding(part):
            yield row(what, figure)


def _finding(one: Finding | Choice) -> Iterator[tuple[str, Figure]]:
    if isinstance(one, Choice):
        for number, share in one.options:
            yield f"{one.item.text} ({one.item.options[number]})", share
        return
    yield f"{heading_of(one)} ({told_of(one)})", one.share


def _labels(content: Content) -> Mapping[str, Mapping[str, str]]:
    people = content.people
    return {
        "specialty": people.specialties,
        "profession": people.professions,
        "department": people.departments,
        "stage": people.career_stages,
        "shift": SHIFTS,
    }


def _group(group: str, labels: Mapping[str, Mapping[str, str]]) -> str:
    """ "Specialty: Intensive care", of each part of a group's name."""
    named = [
        (about, labels.get(about, {}).get(value, value).partition(": ")[0])
        for about, value in parts_of(group)
    ]
    return ", ".join(f"{capital(about)}: {value}" if value else capital(about) for about, value in named)
