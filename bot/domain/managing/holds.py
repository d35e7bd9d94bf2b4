"""Hold what a program writes, for a ward, a site or everybody, until a day.

A person who is not matched for now is set aside; that is another thing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.answers import InvalidAnswer, Part
from bot.domain.people import Days, Person, is_within

LONGEST = timedelta(days=182)
DAY = timedelta(days=1)


class Where(StrEnum):
    EVERYBODY = "everybody"
    SITE = "site"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Hold:
    """From `starts_on` up to, but not including, `until`. No reason is kept. `place` is empty for everybody.

    One that is over is kept: its days still don't count as silence.
    """

    workspace_id: str
    id: str
    program_id: str
    where: Where
    place: str
    starts_on: date
    until: date

    @property
    def days(self) -> Days:
        return self.starts_on, self.until - DAY

    def runs_on(self, day: date) -> bool:
        return is_within(day, [self.days])

    def covers(self, person: Person | None) -> bool:
        """Somebody of whom nothing is known is covered only with everybody."""
        if self.where is Where.EVERYBODY:
            return True
        if person is None:
            return False
        return self.place == (person.site if self.where is Where.SITE else person.department)


def held_until(holds: Iterable[Hold], person: Person | None, *, today: date) -> date | None:
    """The day from which this person may be written to again; None while nothing holds."""
    return max((one.until for one in holds if one.runs_on(today) and one.covers(person)), default=None)


def stopped_by(holds: Iterable[Hold], people: Iterable[Person]) -> tuple[Days, ...]:
    """The days on which no silence counts for a mentorship of these people: one of them is enough."""
    known = list(people)
    return tuple(one.days for one in holds if any(one.covers(person) for person in known))


def require_day(day: date | None, *, today: date) -> date:
    """Raises InvalidAnswer for a day that can't end a hold."""
    if day is None or day <= today:
        raise InvalidAnswer({Part.HOLD_END: "Choose a day after today."})
    if day > today + LONGEST:
        raise InvalidAnswer({Part.HOLD_END: "Choose a day within half a year. You can hold again then."})
    return day
