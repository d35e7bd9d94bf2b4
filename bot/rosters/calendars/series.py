"""Events that come back: their rules held to what a shift may do, and what they come to in a time."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Event

from bot.domain.local_time import DAY
from bot.rosters.calendars.entries import moment
from bot.rosters.problems import OLDEST, TOO_OFTEN, TOO_OLD, RosterRefused

REPEATS = ("RRULE", "RDATE")
TOO_QUICK = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
TIMES_OF_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
# Days after which a rule is in the same place again.
STEPS = {"DAILY": 1, "WEEKLY": 7}
# What begins just before still matters, and dates have no zone.
AROUND = 2 * DAY
LAST_MOMENT = time(23, 59, 59)


class CannotRepeat(ValueError):
    """What it repeats by says nothing to anybody."""


def comes_back(event: Event) -> bool:
    return any(name in event for name in REPEATS)


def repeated(series: Event, changes: Sequence[Event], start: datetime, end: datetime) -> list[Event]:
    """One by one. Raises CannotRepeat; RosterRefused for what no roster does."""
    _require_shifts(series)
    for rule in _rules(series):
        _until_the_end_of_its_day(rule, series)
    _begin_later(series, start - AROUND)
    calendar = Calendar()
    for event in (series, *changes):
        calendar.add_component(event)
    try:
        found = recurring_ical_events.of(calendar).between(start - AROUND, end + AROUND)
        return [one for one in found if _day(one) <= end.date() + DAY]
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError):
        raise CannotRepeat from None


def _rules(event: Event) -> list[Any]:
    rules = event.get("RRULE", [])
    return [one for one in (rules if isinstance(rules, list) else [rules]) if hasattr(one, "get")]


def _values(rule: Any, name: str) -> list[Any]:
    found = rule.get(name, [])
    return found if isinstance(found, list) else [found]


def _require_shifts(event: Event) -> None:
    """That it comes back as a shift may: at most once a day, and not for ages. Raises RosterRefused."""
    for rule in _rules(event):
        often = {str(one).upper() for one in _values(rule, "FREQ")}
        if often & TOO_QUICK or any(one < 1 for one in _values(rule, "INTERVAL")):
            raise RosterRefused(TOO_OFTEN)
        if any(len(_values(rule, name)) > 1 for name in TIMES_OF_DAY):
            raise RosterRefused(TOO_OFTEN)
        if often != {"YEARLY"} and _day(event).year < OLDEST:
            raise RosterRefused(TOO_OLD)


def _until_the_end_of_its_day(rule: Any, series: Event) -> None:
    """A rule that goes on until a day includes it, whatever the hour. Midnight stands for such a day too."""
    starts, until = moment(series.get("DTSTART")), next(iter(_values(rule, "UNTIL")), None)
    if not isinstance(starts, datetime) or not isinstance(until, date):
        return
    at = datetime.combine(until, LAST_MOMENT) if _is_a_day(until) else until
    assert isinstance(at, datetime)
    if starts.tzinfo is None:
        at = at.replace(tzinfo=None)
    elif at.tzinfo is None:
        at = at.replace(tzinfo=starts.tzinfo).astimezone(UTC)
    rule["UNTIL"] = [at]


def _is_a_day(until: date) -> bool:
    return not isinstance(until, datetime) or until.time() == time()


def _begin_later(series: Event, start: datetime) -> None:
    """Let an old rule begin near the time asked for, in step with itself: it is counted from its start."""
    starts, rules = moment(series.get("DTSTART")), _rules(series)
    if starts is None or len(rules) != 1 or "RDATE" in series or "COUNT" in rules[0]:
        return
    step = STEPS.get(str(next(iter(_values(rules[0], "FREQ")), "")).upper())
    if step is None:
        return
    step *= int(next(iter(_values(rules[0], "INTERVAL")), 1))
    ends = moment(series.get("DTEND"))
    length = (ends - starts) if ends is not None and type(ends) is type(starts) else timedelta()
    skipped = ((start.date() - DAY - length - _date(starts)).days // step) * step * DAY
    if skipped <= timedelta():
        return
    for name in ("DTSTART", "DTEND"):
        value: Any = series.get(name)
        if value is not None:
            value.dt += skipped


def _date(at: date) -> date:
    return at.date() if isinstance(at, datetime) else at


def _day(event: Event) -> date:
    at = moment(event.get("DTSTART"))
    if at is None:
        raise CannotRepeat
    return _date(at)
