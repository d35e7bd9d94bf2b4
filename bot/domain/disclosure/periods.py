"""Records of four weeks: which mentorships enter a period, on which day of theirs, and what they say.

Nothing here asks what a record says to decide whether it enters: how many could is no secret.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from bot.domain.disclosure.kinds import Every
from bot.domain.disclosure.weeks import WEEK, freezes
from bot.domain.mentorships.mentorships import MentorshipState, monday_of
from bot.domain.mentorships.status import Status

FOUR_WEEKS: Final = WEEK * Every.FOUR_WEEKS
# By the group of its cell: after how long it is looked whether a mentorship is still on track.
STILL: Final[Mapping[str, timedelta]] = MappingProxyType({"13": 13 * WEEK, "26": 26 * WEEK})
ENOUGH_TALKS: Final = 5


@dataclass(frozen=True, slots=True)
class Period:
    """Four weeks, from their first Monday up to, but not including, the one on which they are counted."""

    monday: date

    @property
    def first(self) -> date:
        return self.monday - FOUR_WEEKS

    @property
    def week(self) -> date:
        """The last of its weeks, under which it is kept."""
        return self.monday - WEEK

    def has(self, day: date) -> bool:
        return self.first <= day < self.monday


def period_of(week: date) -> Period | None:
    """The four weeks that end with this one; None while they go on."""
    return Period(week + WEEK) if freezes(week, Every.FOUR_WEEKS) else None


@dataclass(frozen=True, slots=True)
class Begun:
    """A mentorship that was introduced before the end of a period, as it is when that is counted.

    `first_met` is the first ISO week in which it met, and `talks` in how many weeks, up to the period's end.
    `well_attended`: three or more were at a talk in it, as the host tapped.
    """

    id: str
    state: MentorshipState
    introduced_on: date
    ended_on: date | None
    settling_days: int
    rematched: bool
    first_met: str | None
    talks: int
    has_host: bool
    well_attended: bool

    @property
    def is_resting(self) -> bool:
        return self.state is MentorshipState.PAUSED

    @property
    def first_talk_by(self) -> date:
        return self.introduced_on + timedelta(days=self.settling_days)

    @property
    def met_in_time(self) -> bool:
        """In the week of that day at the latest: of a talk no day is kept."""
        return self.first_met is not None and monday_of(self.first_met) <= self.first_talk_by

    def stood_in(self, period: Period) -> bool:
        return self.ended_on is None or self.ended_on >= period.first

    def lasted_less_than(self, length: timedelta) -> bool:
        return self.ended_on is not None and self.ended_on < self.introduced_on + length

    def asked_for_another_in(self, period: Period) -> bool:
        """Whoever asks ends it with that."""
        return self.rematched and self.ended_on is not None and period.has(self.ended_on)

    def ended_with_its_program(self, last_day: date | None) -> bool:
        """That says nothing about its people."""
        return bool(last_day and self.ended_on and self.ended_on >= last_day)

    def is_still_on_track(self, status: Status | None) -> bool:
        return self.state is MentorshipState.ACTIVE and status is Status.ON_TRACK
