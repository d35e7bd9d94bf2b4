"""The time ledger: what a program took in a quarter and saved, planned and estimated, from frozen cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.disclosure.cells import Cell
from bot.domain.disclosure.figures import Figure, asked, hours, hours_of, more_since, total
from bot.domain.disclosure.kinds import INTRODUCED, JOINED, MET, Kind
from bot.domain.disclosure.weeks import WEEK
from bot.domain.programs.programs import DAYS_A_MONTH, Program

MONTHS: Final = 3


@dataclass(frozen=True, slots=True)
class ManagersMinutes:
    """What a manager's work is taken to last: an application answered, a match reviewed, and each week."""

    application: int
    match: int
    week: int


@dataclass(frozen=True, slots=True)
class SavedMinutes:
    """What it is taken to last by hand: an introduction, asking one pair if they met, finding a time."""

    introduction: int
    question: int
    time: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of a year; a week belongs to the one in which its Monday is."""

    starts_on: date

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1))

    @property
    def before(self) -> "Quarter":
        return Quarter.of(self.starts_on - timedelta(days=1))

    @property
    def next_on(self) -> date:
        """The first day of the next one."""
        return Quarter.of(self.starts_on + timedelta(days=31 * MONTHS)).starts_on

    def has(self, week: date) -> bool:
        return self.starts_on <= week < self.next_on


@dataclass(frozen=True, slots=True)
class Ledger:
    """Hours of one quarter, from the first to the last day that was counted in it.

    `people` is how many a talk is planned for, `planned` what the plan sets aside for those who have a place.
    """

    since: date
    until: date
    people: int
    talks: Figure
    clinicians: Figure
    planned: Figure
    managers: Figure
    saved: Figure


def ledger_of(
    program: Program,
    cells: Sequence[Cell],
    quarter: Quarter,
    *,
    people: int,
    managers: ManagersMinutes,
    saved: SavedMinutes,
) -> Ledger | None:
    """None where nothing of this quarter is frozen. `cells` reach back before it as far as there are any."""
    met = [one for one in cells if one.kind == MET.name and quarter.has(one.week)]
    if not met:
        return None
    weeks = len({one.week for one in met})
    talks, introduced = total(met), _grown(cells, INTRODUCED, quarter)
    by_managers = [(introduced, managers.match)]
    if program.plan.by_approval:
        by_managers.append((_grown(cells, JOINED, quarter), managers.application))
    return Ledger(
        since=min(one.week for one in met),
        until=max(one.week for one in met) + WEEK - timedelta(days=1),
        people=people,
        talks=talks,
        clinicians=hours(met, minutes=program.minutes * people),
        planned=_planned(program, cells, quarter, weeks),
        managers=hours_of(by_managers, beside=managers.week * weeks),
        saved=hours_of(
            [
                (introduced, saved.introduction),
                (asked(met), saved.question / program.every_weeks),
                (talks, saved.time),
            ]
        ),
    )


def _planned(program: Program, cells: Sequence[Cell], quarter: Quarter, weeks: int) -> Figure:
    """For how many have a place at its end; not shown where the plan sets nothing aside."""
    each = program.plan.minutes_a_month * weeks * WEEK.days / DAYS_A_MONTH
    people = more_since(_by_week(cells, JOINED, quarter.next_on), None)
    return hours_of([(people, each)] if each else [])


def _grown(cells: Sequence[Cell], kind: Kind, quarter: Quarter) -> Figure:
    return more_since(_by_week(cells, kind, quarter.next_on), _by_week(cells, kind, quarter.starts_on))


def _by_week(cells: Sequence[Cell], kind: Kind, end: date) -> Cell | None:
    """The last one of a week that began before this day."""
    known: Mapping[date, Cell] = {
        one.week: one for one in cells if one.kind == kind.name and not one.group and one.week < end
    }
    return known[max(known)] if known else None
