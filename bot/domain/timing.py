"""When a message is welcome: pure functions from what is known about a person to windows of time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

from bot.domain.availability import Availability, Interval, QuietRules
from bot.domain.local_time import DAY, local_date, possibly, readings, surely
from bot.domain.shifts.presets import SATURDAY, allowed_hours, preset_hours
from bot.domain.shifts.roster import Roster
from bot.domain.spans import Span, common, merged, minus
from bot.domain.timing_hints import describe_windows

__all__ = [
    "allowed_windows",
    "describe_windows",
    "intersection",
    "meeting_windows",
    "next_welcome_moment",
    "next_working_moment",
    "shared_windows",
    "welcome_windows",
]

DRY_DAYS = 7
# A manager's news waits so long for an hour that is more than allowed.
WORKING_PATIENCE = timedelta(days=4)
# A day's windows hang on the six days either side, and these on nights up to three days away.
SHIFTS_MATTER = timedelta(days=12)


def welcome_windows(
    person: Availability, *, start: datetime, end: datetime, rules: QuietRules
) -> list[Interval]:
    """The welcome time from `start` to `end`: sorted, apart, in UTC."""
    return [Interval(*span) for span in _windows(person, start, end, rules)]


def next_welcome_moment(
    person: Availability, *, due: datetime, expires: datetime, rules: QuietRules
) -> datetime | None:
    """The first welcome moment from `due` on and before `expires`."""
    return next((start for start, _ in _windows(person, due, expires, rules)), None)


def next_working_moment(
    person: Availability, *, due: datetime, expires: datetime, rules: QuietRules
) -> datetime | None:
    """The first welcome moment on a weekday, from `due` on and before `expires`.

    Whoever has none in four days, since they work on every weekday, hears before or after a shift: whenever
    no rule forbids it.
    """
    spans = ((one.start, one.end) for one in allowed_windows(person, start=due, end=expires, rules=rules))
    allowed = next(_on_weekdays(person, spans), None)
    if allowed is None:
        return None
    # Counted from there, so that it is the same hour when asked again then.
    until = min(expires, allowed + WORKING_PATIENCE)
    return next(_on_weekdays(person, _windows(person, due, until, rules)), allowed)


def _on_weekdays(person: Availability, spans: Iterable[Span]) -> Iterator[datetime]:
    """Where each of these begins on a weekday; none of them runs past midnight."""
    zone = ZoneInfo(person.tz)
    return (start for start, _ in spans if local_date(zone, start).weekday() < SATURDAY)


def allowed_windows(
    person: Availability, *, start: datetime, end: datetime, rules: QuietRules
) -> list[Interval]:
    """All time that no rule forbids, preferred or not: for people whose welcome hours never meet."""
    days = _Days(person, start, end, rules)
    day, last = local_date(days.zone, start), local_date(days.zone, end)
    spans = [span for n in range((last - day).days + 1) for span in days.allowed(day + n * DAY)]
    return [Interval(*span) for span in common(spans, [(start, end)])]


def meeting_windows(
    person: Availability, *, start: datetime, end: datetime, rules: QuietRules, at_best: bool = True
) -> list[Interval]:
    """Welcome time in which a meeting may be suggested: none of it in the hours before a known night.

    Unless `at_best`, all that no rule forbids, as in allowed_windows.
    """
    before = timedelta(hours=rules.before_night_hours_for_meetings)
    roster = _roster(person, start, end, rules)
    find = welcome_windows if at_best else allowed_windows
    spans = [(one.start, one.end) for one in find(person, start=start, end=end, rules=rules)]
    return [Interval(*span) for span in minus(spans, roster.before_nights(before))]


def shared_windows(
    people: Sequence[Availability],
    *,
    start: datetime,
    end: datetime,
    minutes: float,
    rules: QuietRules,
    for_meeting: bool = False,
) -> list[Interval]:
    """Times of at least `minutes` welcome to everybody; with `for_meeting`, fit for a meeting too."""
    find = meeting_windows if for_meeting else welcome_windows
    return intersection(
        [find(person, start=start, end=end, rules=rules) for person in people], minutes=minutes
    )


def intersection(windows: Sequence[Sequence[Interval]], *, minutes: float) -> list[Interval]:
    """Times of at least `minutes` in everybody's windows. For many pairs, find each one's windows once."""
    if not windows:
        return []
    spans = reduce(common, ([(one.start, one.end) for one in person] for person in windows))
    return [Interval(*span) for span in spans if span[1] - span[0] >= timedelta(minutes=minutes)]


def _windows(person: Availability, start: datetime, end: datetime, rules: QuietRules) -> Iterator[Span]:
    if start >= end:
        return
    days = _Days(person, start, end, rules)
    day, last = local_date(days.zone, start), local_date(days.zone, end)
    while day <= last:
        if spans := days.welcome(day):
            yield from common(spans, [(start, end)])
        day += DAY


def _roster(person: Availability, start: datetime, end: datetime, rules: QuietRules) -> Roster:
    earliest, latest = start - SHIFTS_MATTER, end + SHIFTS_MATTER
    near = [shift for shift in person.shifts if shift.end > earliest and shift.start < latest]
    return Roster(near, zone=ZoneInfo(person.tz), rules=rules, long_recovery=person.long_recovery)


class _Days:
    """One person's welcome time, local day by local day."""

    def __init__(self, person: Availability, start: datetime, end: datetime, rules: QuietRules) -> None:
        self.zone = ZoneInfo(person.tz)
        self._person, self._rules = person, rules
        self._roster = _roster(person, start, end, rules)
        self._gone = merged((one.start, one.end) for one in (*person.away, *person.do_not_disturb))
        self._usual: dict[date, list[Span]] = {}

    def welcome(self, day: date) -> list[Span]:
        """The usual hours; on a day shift in a week that has none at all, whatever the rules allow."""
        usual = self._usual_on(day)
        if usual or not (self._knows(day) and self._roster.has_day_shift(day)) or not self._is_dry(day):
            return usual
        return self._undisturbed(day, self._roster.legal(day))

    def allowed(self, day: date) -> list[Span]:
        """Whatever the rules leave of a day; without a roster, of a worked and of a free one alike."""
        legal = self._roster.legal(day)
        if not self._knows(day):
            legal = common(
                merged(surely(self.zone, day, allowed_hours(self._person.preset, self._rules))), legal
            )
        return self._undisturbed(day, legal)

    def _usual_on(self, day: date) -> list[Span]:
        if day not in self._usual:
            hours = self._roster.good(day) if self._knows(day) else self._from_preset(day)
            self._usual[day] = self._undisturbed(day, hours)
        return self._usual[day]

    def _from_preset(self, day: date) -> list[Span]:
        hours = surely(self.zone, day, preset_hours(self._person.preset, day=day, rules=self._rules))
        return common(merged(hours), self._roster.legal(day))

    def _undisturbed(self, day: date, spans: list[Span]) -> list[Span]:
        quiet = self._person.quiet
        if not spans or not (quiet or self._gone):
            return spans
        own = (span for one in (day - DAY, day) for span in possibly(self.zone, one, quiet)) if quiet else ()
        return minus(minus(spans, self._gone), merged(own))

    def _knows(self, day: date) -> bool:
        nights = self._person.nights
        if nights is not None and nights.first < day <= nights.last:
            return True
        since, known = self._person.roster_known_from, self._person.roster_known_until
        if known is None or readings(self.zone, day + DAY, time())[1] > known:
            return False
        return since is None or since <= readings(self.zone, day, time())[0]

    def _is_dry(self, day: date) -> bool:
        """Whether the day lies in seven or more days without any usual hours."""
        return 1 + self._empty_days(day, -DAY) + self._empty_days(day, DAY) >= DRY_DAYS

    def _empty_days(self, day: date, step: timedelta) -> int:
        count = 0
        while count < DRY_DAYS and not self._usual_on(day + (count + 1) * step):
            count += 1
        return count
