"""How a mentorship is doing, in the words a program's manager sees (content.md 2.9, status_rules)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.mentorships import Cycle, MentorshipState, monday_of
from bot.domain.people import Days, is_within

ON_TRACK_RHYTHMS = 1.5
SETTLING_IN_DAYS = 21
ASKED_FIRST_DAYS = 7


class Status(StrEnum):
    GETTING_STARTED = "getting started"
    ON_TRACK = "on track"
    QUIET = "quiet"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Signs:
    """What a status is worked out from: Mondays of weeks, never times. None: it has not happened.

    On the days on which somebody of the pair is `away` no silence is counted.
    """

    last_met_on: date | None = None
    silent_since: date | None = None
    asked_on: date | None = None
    away: tuple[Days, ...] = ()


class HasRhythm(Protocol):
    """A mentorship, or as much of one as a status needs."""

    @property
    def state(self) -> MentorshipState: ...

    @property
    def every_weeks(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """One of very many mentorships: what its status is worked out from, and nobody's name."""

    mentorship_id: str
    program_id: str
    state: MentorshipState
    every_weeks: int
    signs: Signs

    def status(self, *, today: date) -> Status:
        return status_of(self, self.signs, today=today)


def signs_of(cycles: Sequence[Cycle], *, asked_on: date | None, away: tuple[Days, ...] = ()) -> Signs:
    """`cycles` in order, oldest first.

    Silence begins with the first cycle after the last one anybody answered.
    """
    met = [monday_of(cycle.iso_week) for cycle in cycles if cycle.iso_week]
    since: date | None = None
    for cycle in cycles:
        if cycle.outcome is not None and cycle.outcome.is_an_answer:
            since = None
        elif since is None:
            since = cycle.starts_on
    return Signs(last_met_on=max(met, default=None), silent_since=since, asked_on=asked_on, away=away)


def silent_after(since: date, *, every_weeks: int, has_met: bool) -> date:
    """The first day that counts as silence: after 1.5 rhythms, and not in the first three weeks."""
    days = int(ON_TRACK_RHYTHMS * every_weeks * 7)
    return since + timedelta(days=1 + (days if has_met else max(days, SETTLING_IN_DAYS)))


def is_silent(mentorship: HasRhythm, signs: Signs, *, today: date) -> bool:
    if mentorship.state is not MentorshipState.ACTIVE or signs.silent_since is None:
        return False
    if is_within(today, signs.away):
        return False
    has_met = signs.last_met_on is not None
    return today >= silent_after(signs.silent_since, every_weeks=mentorship.every_weeks, has_met=has_met)


def status_of(mentorship: HasRhythm, signs: Signs, *, today: date) -> Status:
    """What a manager may see today.

    Quiet shows only a week after the pair itself was asked about this silence.
    """
    if mentorship.state is MentorshipState.ENDED:
        return Status.ENDED
    if mentorship.state is MentorshipState.PAUSED:
        return Status.PAUSED
    if is_silent(mentorship, signs, today=today) and _was_asked(signs, today=today):
        return Status.QUIET
    return Status.ON_TRACK if signs.last_met_on else Status.GETTING_STARTED


def _was_asked(signs: Signs, *, today: date) -> bool:
    return was_asked_days_ago(signs, today=today) >= ASKED_FIRST_DAYS


def was_asked_days_ago(signs: Signs, *, today: date) -> int:
    """How long ago the pair was last asked about the silence it is in; -1 if it was not."""
    if signs.asked_on is None or signs.silent_since is None:
        return -1
    is_about_this = asked_since(signs.silent_since, asked_on=signs.asked_on)
    return (today - signs.asked_on).days if is_about_this else -1


def asked_since(monday: date, *, asked_on: date) -> bool:
    """Whether a question is about what began in that week.

    One asked in the week itself was about what came before: no cycle asks anything in its first week.
    """
    return asked_on >= monday + timedelta(weeks=1)
