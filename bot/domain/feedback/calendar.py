"""The calendar of waves: when each asks somebody, and until when it takes answers.

Those who begin together are an intake: everybody of a cohort, or of a rolling program who was introduced in
one quarter. Days are the intake's own, so that nobody's wave closes by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.feedback.waves import COHORT, WaveKind
from bot.domain.programs.programs import Intake, Program

DAY = timedelta(days=1)
MONTHS_A_QUARTER = 3
BASELINE_FOR = timedelta(weeks=6)
MID_FOR = timedelta(weeks=4)
END_BEFORE, END_AFTER = timedelta(weeks=2), timedelta(weeks=4)
# In less than this there is no half way.
SHORTEST_WITH_MID = timedelta(weeks=8)
# After its own freezing; the key as long after that of the end wave.
KEPT_FOR = timedelta(days=30)
# After the quarter, whatever has been frozen by then.
LONGEST_KEY = timedelta(days=456)


@dataclass(frozen=True, slots=True)
class Course:
    """How long a program takes by its template, and in which of its weeks half way is; None for no mid."""

    length: timedelta
    midpoint: timedelta | None


@dataclass(frozen=True, slots=True)
class Way:
    """How far somebody has come in their intake.

    `begun_on` is when they were introduced first, `met_on` the Monday after the week in which they first met.
    `left_early`: they stand in no mentorship there any more, and wait for none.
    """

    begun_on: date
    met_on: date | None = None
    left_early: bool = False


def intake_of(program: Program, begun_on: date) -> str:
    """COHORT, or the quarter of a day: "2026Q2"."""
    if program.intake is not Intake.ROLLING:
        return COHORT
    return f"{begun_on.year}Q{(begun_on.month - 1) // MONTHS_A_QUARTER + 1}"


def begun_in_intake(introductions: Iterable[date], course: Course) -> list[date]:
    """The introductions of one person with which an intake of theirs begins.

    Whoever meets a second mentee in that time is asked no second time.
    """
    begun: list[date] = []
    for day in sorted(introductions):
        if not begun or day > begun[-1] + course.length:
            begun.append(day)
    return begun


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one intake of a program."""

    program: Program
    intake: str
    course: Course

    def asks_on(self, kind: WaveKind, way: Way) -> date | None:
        """The first day on which somebody is asked in this wave. None as long as they are not."""
        match kind:
            case WaveKind.BASELINE:
                return way.begun_on + DAY
            case WaveKind.PULSE:
                return way.met_on
            case WaveKind.MID:
                half = self._half_way(way.begun_on)
                return half if half and way.begun_on < half else None
            case WaveKind.END:
                return self._ends_on(way.begun_on) - END_BEFORE

    def closes_on(self, kind: WaveKind, *, opened_on: date) -> date:
        """The last day on which a wave takes answers; it opened on `opened_on`."""
        last = self._last_introduction
        if kind is WaveKind.END:
            return self._end_closes_on
        if kind is WaveKind.BASELINE:
            begins = opened_on if last is None else last
            closes = begins + BASELINE_FOR
        else:
            half = self._half_way(last or self.program.starts_on)
            end_opens = self._ends_on(last or self.program.starts_on) - END_BEFORE
            closes = half + MID_FOR if kind is WaveKind.MID and half else (half or end_opens) - DAY
        return min(closes, self._end_closes_on)

    @property
    def key_dies_on(self) -> date:
        """The latest day; it is brought forward when the end wave is frozen."""
        last = self._last_introduction
        if last is None:
            return self._end_closes_on + 2 * KEPT_FOR
        return last + LONGEST_KEY

    @property
    def _end_closes_on(self) -> date:
        last = self._last_introduction
        closes = self._ends_on(last or self.program.starts_on) + END_AFTER
        # The key has to outlive it.
        return closes if last is None else min(closes, last + LONGEST_KEY - KEPT_FOR - DAY)

    @property
    def _last_introduction(self) -> date | None:
        """The last day of the quarter; None for a cohort."""
        if self.intake == COHORT:
            return None
        year, quarter = (int(part) for part in self.intake.split("Q"))
        months = quarter * MONTHS_A_QUARTER
        return date(year + months // 12, months % 12 + 1, 1) - DAY

    def _ends_on(self, begun_on: date) -> date:
        return self.program.ends_on or begun_on + self.course.length

    def _half_way(self, begun_on: date) -> date | None:
        """In a cohort the same day for everybody, by the program's own first and last day."""
        begins = self.program.starts_on if self.intake == COHORT else begun_on
        time = self._ends_on(begun_on) - begins
        if self.course.midpoint is None or time < SHORTEST_WITH_MID:
            return None
        return begins + self.course.midpoint * (time / self.course.length)
