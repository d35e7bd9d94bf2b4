"""The rules of quiet once more, for one minute at a time and from nothing but the rules' own words."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.availability import Availability, Shift, ShiftKind

HOUR = timedelta(hours=1)
HANDOVER = timedelta(minutes=45)


def looks_like_a_night(shift: Shift, tz: str) -> bool:
    """Three hours or more of its minutes lie between 23:00 and 06:00 local."""
    if shift.kind is ShiftKind.AWAY:
        return False
    if shift.kind is ShiftKind.NIGHT:
        return True
    zone, quarter = ZoneInfo(tz), timedelta(minutes=15)
    count, at = 0, shift.start
    while at < shift.end:
        count += 6 <= at.astimezone(zone).hour < 23
        at += quarter
    total = (shift.end - shift.start) // quarter
    return total - count >= 12


class Oracle:
    def __init__(self, person: Availability) -> None:
        self.person = person
        self.zone = ZoneInfo(person.tz)
        self.work = [shift for shift in person.shifts if shift.kind is not ShiftKind.AWAY]
        self.nights = [shift for shift in self.work if looks_like_a_night(shift, person.tz)]
        self.night_ends = [(night.end, night.end.astimezone(self.zone).date()) for night in self.nights]
        self.gone = [(one.start, one.end) for one in (*person.away, *person.do_not_disturb)]
        self.gone += [(shift.start, shift.end) for shift in person.shifts if shift.kind is ShiftKind.AWAY]

    def broken_in(self, start: datetime, end: datetime) -> set[tuple[datetime, str]]:
        """Every minute in which a rule forbids a message, and which."""
        oracle = self.around(start, end)
        return {(at, why) for at in minutes_of(start, end) if (why := oracle.why_not(at))}

    def broken_at_edges(self, start: datetime, end: datetime) -> set[tuple[datetime, str]]:
        """The same for the first and the last moment and each quarter of an hour in between."""
        oracle, quarter = self.around(start, end), timedelta(minutes=15)
        within = [start + n * quarter for n in range(int((end - start) / quarter) + 1)]
        moments = [*(at for at in within if at < end), end - timedelta(microseconds=1)]
        return {(at, why) for at in moments if (why := oracle.why_not(at))}

    def around(self, start: datetime, end: datetime) -> "Oracle":
        """It knows only the shifts near by: a night matters for up to three days."""
        near = timedelta(days=4)
        shifts = tuple(one for one in self.person.shifts if start - near < one.end and one.start < end + near)
        return Oracle(replace(self.person, shifts=shifts))

    def why_not(self, at: datetime) -> str | None:
        """The rule that forbids a message at this moment; None when there is none."""
        local = at.astimezone(self.zone)
        if not time(9) <= local.time() < time(21):
            return "before 09:00 or after 21:00"
        if any(shift.start - HANDOVER < at < shift.end + HANDOVER for shift in self.work):
            return "on shift or in a handover"
        if any(start <= at < end for start, end in self.gone):
            return "away or not to be disturbed"
        if any(self._in_hours(local.time(), start, end) for start, end in self.person.quiet):
            return "own quiet hours"
        return "asleep after a night" if self._sleeps(at, local) else None

    def _in_hours(self, at: time, start: time, end: time) -> bool:
        return start <= at < end if start < end else at >= start or at < end

    def _sleeps(self, at: datetime, local: datetime) -> bool:
        for end, ended_on in self.night_ends:
            days_after = (local.date() - ended_on).days
            if end <= at < end + 9 * HOUR:
                return True
            if days_after in (0, 1) and 8 <= local.hour < 12:
                return True
            if (
                self._is_last(end)
                and at >= end
                and (days_after == 0 or (days_after == 1 and local.hour < 14))
            ):
                return True
            if self.person.long_recovery and self._is_last(end) and end <= at < end + 46 * HOUR:
                return True
        return False

    def _is_last(self, end: datetime) -> bool:
        return not any(end <= night.start < end + 24 * HOUR for night in self.nights)

    def is_good(self, at: datetime) -> bool:
        """Allowed, and a time to prefer: only where the roster is known and no clock change is near."""
        if self.why_not(at):
            return False
        local = at.astimezone(self.zone)
        worked_on = {s.start.astimezone(self.zone).date() for s in self.work if s not in self.nights}
        if local.date() in worked_on or any(timedelta() < n.start - at <= 1.5 * HOUR for n in self.nights):
            return False
        return 10 <= local.hour < 18 or self._between_nights(at)

    def _between_nights(self, at: datetime) -> bool:
        return any(
            end + 9 * HOUR <= at < night.start and night.start - end < 24 * HOUR
            for end, _ in self.night_ends
            for night in self.nights
            if night.start >= end
        )


def minutes_of(start: datetime, end: datetime) -> list[datetime]:
    """Every minute from start on, and the last microsecond before the end."""
    count = int((end - start) / timedelta(minutes=1))
    every = [start + timedelta(minutes=index) for index in range(count + 1)]
    return [*(at for at in every if at < end), end - timedelta(microseconds=1)]


def clock_changes(tz: str, year: int) -> list[datetime]:
    """Days (UTC) on which the zone's offset changes."""
    zone, first = ZoneInfo(tz), datetime(year, 1, 1, tzinfo=UTC)
    weeks = [first + timedelta(weeks=index) for index in range(53)]
    return [day for week in weeks for day in _changes(zone, week, days=7)]


def _changes(zone: ZoneInfo, start: datetime, *, days: int) -> list[datetime]:
    """A zone that changes twice within a week is not known to have done so since 1970."""
    offsets = [(start + timedelta(days=n)).astimezone(zone).utcoffset() for n in (0, days)]
    if offsets[0] == offsets[1]:
        return []
    if days == 1:
        return [start]
    half = days // 2
    later = start + timedelta(days=half)
    return _changes(zone, start, days=half) + _changes(zone, later, days=days - half)
