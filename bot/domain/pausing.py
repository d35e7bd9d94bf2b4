"""Being left in peace until a day: the days to choose from, and what a mentorship does meanwhile."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.answers import InvalidAnswer, Part
from bot.domain.availability import Availability, Shift
from bot.domain.local_time import DAY, local_date
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState, this_monday
from bot.domain.people import Person
from bot.domain.shifts.nights import has_nights
from bot.domain.shifts.roster import SAME_RUN, is_night

LONGEST = timedelta(days=365)
# A manager's pause of somebody else's mentorship; its people may have a longer one.
LONGEST_FOR_OTHERS = timedelta(weeks=8)
# Runs of three or four nights are usual; who is asked later is not woken.
USUAL_NIGHTS = 4
IF_NOTHING_IS_KNOWN = timedelta(days=4)


class Until(StrEnum):
    TOMORROW = "tomorrow"
    THREE_DAYS = "three_days"
    AFTER_NIGHTS = "after_nights"
    NEXT_MONTH = "next_month"
    I_SAY = "i_say"


def days_to_choose(known: Availability, *, now: datetime) -> Mapping[Until, date]:
    """The day on which each choice ends, where the person is."""
    today = local_date(ZoneInfo(known.tz), now)
    return {
        Until.TOMORROW: today + DAY,
        Until.THREE_DAYS: today + 3 * DAY,
        Until.AFTER_NIGHTS: after_nights(known, now=now),
        Until.NEXT_MONTH: _a_month_after(today),
        Until.I_SAY: today + LONGEST,
    }


def require_day(day: date, *, today: date) -> None:
    """Raises InvalidAnswer for a day that can't end a pause."""
    if day <= today:
        raise InvalidAnswer({Part.PAUSE_END: "Choose a day after today."})
    if day > today + LONGEST:
        raise InvalidAnswer({Part.PAUSE_END: "Choose a day within a year. You can pause again then."})


def require_day_for_others(day: date, *, today: date) -> None:
    """Raises InvalidAnswer for a day until which a manager can't pause a mentorship of others."""
    require_day(day, today=today)
    if day > today + LONGEST_FOR_OTHERS:
        raise InvalidAnswer({Part.PAUSE_END: "Choose a day within eight weeks. They can pause for longer."})


def after_nights(known: Availability, *, now: datetime) -> date:
    """The day after the run of nights somebody is in, or the next one; the usual length without a roster."""
    zone = ZoneInfo(known.tz)
    nights = sorted(
        (shift for shift in known.shifts if shift.end > now and is_night(shift, zone)), key=_start
    )
    if nights:
        return local_date(zone, _last_of_run(nights).end) + DAY
    today = local_date(zone, now)
    if known.roster_known_until is None and has_nights(known.preset):
        return today + USUAL_NIGHTS * DAY + DAY
    return today + IF_NOTHING_IS_KNOWN


def _last_of_run(nights: list[Shift]) -> Shift:
    last = nights[0]
    for night in nights[1:]:
        if night.start - last.end >= SAME_RUN:
            break
        last = night
    return last


def _start(shift: Shift) -> datetime:
    return shift.start


def _a_month_after(day: date) -> date:
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def paused(person: Person, *, today: date, until: date) -> Person:
    """Until that day, on which I may write again."""
    return replace(person, paused_from=today, paused_until=until - DAY)


def back_on(person: Person, *, today: date) -> date | None:
    """When this person's own pause ends; None while there is none."""
    if person.paused_until is None or today > person.paused_until:
        return None
    return person.paused_until + DAY


def last_back(people: Iterable[Person], *, today: date) -> date | None:
    """The day from which none of them is paused; None when none is now."""
    return max((day for one in people if (day := back_on(one, today=today))), default=None)


def resting(mentorship: Mentorship, *, today: date, until: date) -> Mentorship:
    """The mentorship in a pause until that day, which began today unless it rests already."""
    began = mentorship.paused_on if mentorship.state is MentorshipState.PAUSED else this_monday(today)
    return replace(mentorship, state=MentorshipState.PAUSED, paused_until=until, paused_on=began)


def going_on(mentorship: Mentorship) -> Mentorship:
    """The mentorship after its pause."""
    return replace(mentorship, state=MentorshipState.ACTIVE, paused_until=None, paused_on=None)
