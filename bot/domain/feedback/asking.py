"""Whom a wave asks today: worked out from introductions, meetings and endings alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.feedback.calendar import Calendar, Course, Way, begun_in_intake, intake_of
from bot.domain.feedback.waves import WaveKind, WavePlace
from bot.domain.joining.enrolments import Role
from bot.domain.programs.programs import Program

# Whoever could be asked only so long after their day isn't asked any more.
LATE = timedelta(weeks=6)


@dataclass(frozen=True, slots=True)
class Stood:
    """One person in one mentorship that was introduced.

    `met_on` is the Monday after the week in which it first met. `waits`: it ended because one of them asked
    for another match, and this person still has a place in the program.
    """

    user_id: str
    role: Role
    introduced_on: date
    goes_on: bool
    waits: bool = False
    met_on: date | None = None


@dataclass(frozen=True, slots=True)
class Intakes:
    """Everybody of a program, by intake and by person."""

    program: Program
    course: Course
    people: Mapping[str, Mapping[str, Sequence[Stood]]]

    @classmethod
    def of(cls, program: Program, course: Course, stood: Iterable[Stood]) -> "Intakes":
        """Put each mentorship into the intake with which its person's time began."""
        mine: dict[str, list[Stood]] = defaultdict(list)
        for one in stood:
            mine[one.user_id].append(one)
        people: dict[str, dict[str, list[Stood]]] = defaultdict(lambda: defaultdict(list))
        for user_id, all_of in mine.items():
            begun = begun_in_intake((one.introduced_on for one in all_of), course)
            for one in all_of:
                first = max(day for day in begun if day <= one.introduced_on)
                people[intake_of(program, first)][user_id].append(one)
        return cls(program, course, people)

    def places(self, intake: str, kind: WaveKind, *, today: date) -> Iterator[WavePlace]:
        """Those who are to be asked in this wave by today, whether they are asked already or not."""
        calendar = self.calendar(intake)
        for user_id, stood in self.people[intake].items():
            way, goes_on = _way(stood), any(one.goes_on for one in stood)
            early = kind is WaveKind.END and way.left_early
            is_due = _is_due(kind, calendar.asks_on(kind, way), today)
            if early or (is_due and (goes_on or kind is WaveKind.END)):
                yield WavePlace(
                    self.program.workspace_id,
                    self.program.id,
                    intake,
                    kind,
                    user_id,
                    _role(stood),
                    is_early=early,
                )

    def opens_on(self, intake: str, kind: WaveKind) -> date | None:
        """The first day on which anybody is asked as planned. None while nobody is."""
        calendar = self.calendar(intake)
        days = (calendar.asks_on(kind, _way(stood)) for stood in self.people[intake].values())
        return min((day for day in days if day), default=None)

    def calendar(self, intake: str) -> Calendar:
        """The days of one intake."""
        return Calendar(self.program, intake, self.course)


def _way(stood: Sequence[Stood]) -> Way:
    return Way(
        min(one.introduced_on for one in stood),
        min((one.met_on for one in stood if one.met_on), default=None),
        left_early=not any(one.goes_on or one.waits for one in stood),
    )


def _role(stood: Sequence[Stood]) -> Role:
    """Who mentors one and is mentored by another is in it for both."""
    roles = {one.role for one in stood}
    return roles.pop() if len(roles) == 1 else Role.BOTH


def _is_due(kind: WaveKind, day: date | None, today: date) -> bool:
    return day is not None and day <= today and (kind is WaveKind.END or today - day <= LATE)
