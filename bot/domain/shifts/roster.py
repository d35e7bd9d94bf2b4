"""What shifts mean for messages: worked days, nights, handovers, sleep, the time between nights."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.availability import QuietRules, Shift, ShiftKind
from bot.domain.local_time import DAY, local_date, possibly, readings, surely
from bot.domain.spans import Span, common, merged, minus

NIGHT_WORK = timedelta(hours=3)
NIGHT_HOURS = (time(23), time(6))
SAME_RUN = timedelta(hours=24)


def is_night(shift: Shift, zone: ZoneInfo) -> bool:
    """At least three hours of work between 23:00 and 06:00 local, as the BMA rota checker has it."""
    if shift.kind is ShiftKind.NIGHT:
        return True
    if not shift.kind.is_work or _is_in_daytime(shift, zone):
        return False
    worked, day, last = timedelta(), local_date(zone, shift.start) - DAY, local_date(zone, shift.end)
    while day <= last:
        nights = possibly(zone, day, [NIGHT_HOURS])
        worked += sum((end - start for start, end in common([(shift.start, shift.end)], nights)), timedelta())
        day += DAY
    return worked >= NIGHT_WORK


def _is_in_daytime(shift: Shift, zone: ZoneInfo) -> bool:
    """Most shifts are, and then there is nothing to add up."""
    start, end = shift.start.astimezone(zone), shift.end.astimezone(zone)
    evening, morning = NIGHT_HOURS
    return start.date() == end.date() and morning <= start.time() and end.time() <= evening


class Roster:
    """Answers per local day. Unless `complete`, a night without a next one is not taken for a run's last.

    `handovers` hold the shifts between them; `quiet` is all the time that no message may fall into.
    """

    def __init__(
        self,
        shifts: Sequence[Shift],
        *,
        zone: ZoneInfo,
        rules: QuietRules,
        complete: bool = True,
        long_recovery: bool = False,
    ) -> None:
        self._zone, self._rules, self._complete = zone, rules, complete
        self._recovery = timedelta(hours=rules.long_recovery_hours_option if long_recovery else 0)
        work = [shift for shift in shifts if shift.kind.is_work]
        nights = sorted((shift for shift in work if is_night(shift, zone)), key=_start)
        asleep = set(nights)
        self._starts = [night.start for night in nights]
        self._day_shifts = {local_date(zone, shift.start) for shift in work if shift not in asleep}
        self._between = merged(span for night in nights for span in self._until_next(night))
        handover = timedelta(minutes=rules.handover_minutes_each_side)
        self.handovers = merged((shift.start - handover, shift.end + handover) for shift in work)
        self.asleep = merged(span for night in nights for span in self._sleep(night))
        gone = ((shift.start, shift.end) for shift in shifts)
        self.quiet = merged([*gone, *self.handovers, *self.asleep])
        self._too_soon = self.before_nights(timedelta(minutes=rules.between_nights_before_start_minutes))

    def before_nights(self, how_long: timedelta) -> list[Span]:
        return merged((start - how_long, start) for start in self._starts)

    def has_day_shift(self, day: date) -> bool:
        """Work that starts on this local day and is not a night; an on-call counts as work."""
        return day in self._day_shifts

    def good(self, day: date) -> list[Span]:
        """The hours to prefer: a day off, or the waking hours between two nights. Nothing on a worked day."""
        if self.has_day_shift(day):
            return []
        off = surely(self._zone, day, self._rules.day_off)
        between = common(self._between, self._waking(day))
        return minus(minus(merged([*common(off, self._waking(day)), *between]), self._too_soon), self.quiet)

    def legal(self, day: date) -> list[Span]:
        """All that no rule forbids."""
        return minus(self._waking(day), self.quiet)

    def _waking(self, day: date) -> list[Span]:
        return surely(self._zone, day, [(self._rules.never_before, self._rules.never_after)])

    def _next_start(self, night: Shift) -> datetime | None:
        index = bisect_left(self._starts, night.end)
        if index < len(self._starts) and self._starts[index] - night.end < SAME_RUN:
            return self._starts[index]
        return None

    def _until_next(self, night: Shift) -> list[Span]:
        start = self._next_start(night)
        return (
            [(night.end + timedelta(hours=self._rules.between_nights_after_end_hours), start)]
            if start
            else []
        )

    def _sleep(self, night: Shift) -> list[Span]:
        rules, ends_on = self._rules, local_date(self._zone, night.end)
        spans = [(night.end, night.end + timedelta(hours=rules.after_night_hours))]
        for day in (ends_on, ends_on + DAY):
            spans += possibly(self._zone, day, [rules.always_sleep_after_night])
        if self._complete and self._next_start(night) is None:
            latest = readings(self._zone, ends_on + DAY, rules.next_day_after_last_night_not_before)[1]
            spans.append((night.end, max(latest, night.end + self._recovery)))
        return spans


def _start(shift: Shift) -> datetime:
    return shift.start
