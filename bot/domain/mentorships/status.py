"""How a mentorship is doing, in the words its people and a program's managers see.

The pair first, the manager later (docs/managers.md): silence is counted in days, without those on which
somebody is away, works a block of nights or is in a ward on hold. After one and a half rhythms it is *quiet*:
the pair reads that word and is asked once, privately. When seven more silent days have passed since, its
managers read *may need support*. Before that they read what they read before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.mentorships.mentorships import Cycle, MentorshipState, monday_of
from bot.domain.people import Days, days_outside, is_within

ON_TRACK_RHYTHMS = 1.5
ASKED_FIRST_DAYS = 7


class Status(StrEnum):
    GETTING_STARTED = "getting started"
    ON_TRACK = "on track"
    QUIET = "quiet"
    MAY_NEED_SUPPORT = "may need support"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Signs:
    """What a status is worked out from: Mondays of weeks, never times. None: it has not happened.

    On the days on which somebody of the pair is `away` no silence is counted, and nothing is called silent.
    On those that are `stopped` (nights, a ward on hold) none is counted either, but what was silent before
    stays so: a status that came and went with somebody's nights would give their shifts away.
    """

    last_met_on: date | None = None
    silent_since: date | None = None
    asked_on: date | None = None
    away: tuple[Days, ...] = ()
    stopped: tuple[Days, ...] = ()

    def silent_days(self, since: date, today: date) -> int:
        """How many days of silence lie between the two, the first included."""
        return days_outside((*self.away, *self.stopped), since, today)


class HasRhythm(Protocol):
    """A mentorship, or as much of one as a status needs."""

    @property
    def state(self) -> MentorshipState: ...

    @property
    def every_weeks(self) -> int: ...

    @property
    def settling_days(self) -> int: ...


@dataclass(frozen=True, slots=True)
class StatusBasis:
    """The basis of a mentorship's status: its rhythm and its signs, and nobody's name."""

    mentorship_id: str
    program_id: str
    state: MentorshipState
    every_weeks: int
    settling_days: int
    signs: Signs

    def status(self, *, today: date) -> Status:
        return status_of(self, self.signs, today=today)

    def needs_support_since(self, *, today: date) -> date | None:
        return needs_support_since(self, self.signs, today=today)


def signs_of(
    cycles: Sequence[Cycle],
    *,
    asked_on: date | None,
    away: tuple[Days, ...] = (),
    stopped: tuple[Days, ...] = (),
) -> Signs:
    """`cycles` in order, oldest first.

    Silence begins with the first cycle after the last one anybody answered.
    """
    met = [monday_of(cycle.iso_week) for cycle in cycles if cycle.iso_week]
    first = first_silent(cycles)
    return Signs(max(met, default=None), first.starts_on if first else None, asked_on, away, stopped)


def first_silent(cycles: Sequence[Cycle]) -> Cycle | None:
    """The one the silence began with; None while the last one was answered."""
    first: Cycle | None = None
    for cycle in cycles:
        if cycle.outcome is not None and cycle.outcome.is_an_answer:
            first = None
        elif first is None:
            first = cycle
    return first


def silent_after(mentorship: HasRhythm, since: date, *, has_met: bool) -> date:
    """The first day that counts as silence, if nothing stops the count: after 1.5 rhythms, and before they
    have met not while they settle.
    """
    return since + timedelta(days=_days_until_silent(mentorship, has_met=has_met))


def _days_until_silent(mentorship: HasRhythm, *, has_met: bool) -> int:
    days = int(ON_TRACK_RHYTHMS * mentorship.every_weeks * 7)
    return 1 + (days if has_met else max(days, mentorship.settling_days))


def days_to_silence(mentorship: HasRhythm, signs: Signs, *, today: date) -> int | None:
    """How many more days of silence it takes; 0 or less when it is silent by count, None without silence."""
    if mentorship.state is not MentorshipState.ACTIVE or signs.silent_since is None:
        return None
    has_met = signs.last_met_on is not None
    needed = _days_until_silent(mentorship, has_met=has_met)
    return needed - signs.silent_days(signs.silent_since, today)


def is_silent(mentorship: HasRhythm, signs: Signs, *, today: date) -> bool:
    left = days_to_silence(mentorship, signs, today=today)
    return left is not None and left <= 0 and not is_within(today, signs.away)


def ripens_on(mentorship: HasRhythm, signs: Signs, *, today: date) -> date | None:
    """The earliest day after today on which it can be silent; None where no silence is growing."""
    left = days_to_silence(mentorship, signs, today=today)
    return None if left is None else today + timedelta(days=max(left, 1))


def status_of(mentorship: HasRhythm, signs: Signs, *, today: date) -> Status:
    """What a manager may see today; never QUIET, which is the pair's own word."""
    if mentorship.state is MentorshipState.ENDED:
        return Status.ENDED
    if mentorship.state is MentorshipState.PAUSED:
        return Status.PAUSED
    # Most were not asked, which is quicker to tell than a silence.
    if _was_asked(signs, today=today) and is_silent(mentorship, signs, today=today):
        return Status.MAY_NEED_SUPPORT
    return Status.ON_TRACK if signs.last_met_on else Status.GETTING_STARTED


def needs_support_since(mentorship: HasRhythm, signs: Signs, *, today: date) -> date | None:
    """Find the first day on which its managers could read *may need support*; None if they can't today.

    Of the silence it is in: whatever was said before its question is about another one.
    """
    if signs.asked_on is None or status_of(mentorship, signs, today=today) is not Status.MAY_NEED_SUPPORT:
        return None
    days = (signs.asked_on + timedelta(days=one) for one in range((today - signs.asked_on).days + 1))
    return next(
        (day for day in days if status_of(mentorship, signs, today=day) is Status.MAY_NEED_SUPPORT), today
    )


def own_status(mentorship: HasRhythm, signs: Signs, *, today: date) -> Status:
    """What the people in it read on their own Home."""
    if is_silent(mentorship, signs, today=today):
        return Status.QUIET
    return status_of(mentorship, signs, today=today)


def _was_asked(signs: Signs, *, today: date) -> bool:
    return was_asked_days_ago(signs, today=today) >= ASKED_FIRST_DAYS


def was_asked_days_ago(signs: Signs, *, today: date) -> int:
    """How many silent days ago the pair was last asked about the silence it is in; -1 if it was not."""
    if signs.asked_on is None or signs.silent_since is None:
        return -1
    is_about_this = asked_since(signs.silent_since, asked_on=signs.asked_on)
    return signs.silent_days(signs.asked_on, today) if is_about_this else -1


def asked_since(monday: date, *, asked_on: date) -> bool:
    """Whether a question is about what began in that week.

    One asked in the week itself was about what came before: no cycle asks anything in its first week.
    """
    return asked_on >= monday + timedelta(weeks=1)
