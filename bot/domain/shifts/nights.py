"""Nights this week: what somebody says in one tap, and the shifts it stands for until it is over."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.availability import Availability, Hours, Nights, QuietRules, Shift, ShiftKind, ShiftPreset
from bot.domain.local_time import DAY, local_date
from bot.domain.shifts.presets import shift_on
from bot.domain.shifts.roster import is_night

SUNDAY = 6
# The sleep after the last one reaches into the second day after the evening on which it began.
RECOVERY = timedelta(days=2)
_ANY_DAY = date(2026, 1, 14)
_UTC = ZoneInfo("UTC")


def nights_this_week(tz: str, *, now: datetime, rules: QuietRules) -> tuple[date, date]:
    """The evenings from tonight to Sunday; said on a Sunday, to the next one.

    Until the sleep after a night is over, the night that has just ended is one of them.
    """
    local = now.astimezone(ZoneInfo(tz))
    today, asleep_until = local.date(), rules.always_sleep_after_night[1]
    last = today + ((SUNDAY - today.weekday()) or 7) * DAY
    return (today - DAY if local.time() < asleep_until else today), last


def are_over(last: date, *, tz: str, now: datetime) -> bool:
    """Whether nights that began last on this evening are slept off."""
    return local_date(ZoneInfo(tz), now) > last + RECOVERY


def night_hours(preset: ShiftPreset, presets: Iterable[ShiftPreset]) -> Hours | None:
    """When the nights of a pattern are worked; of one without any, the longest nights there are."""
    nights = [shift for one in (preset, *presets) if (shift := _night_of(one))]
    if not nights:
        return None
    chosen = _night_of(preset) or max(nights, key=lambda shift: shift.end - shift.start)
    return chosen.start.time(), chosen.end.time()


def has_nights(preset: ShiftPreset) -> bool:
    return _night_of(preset) is not None


def _night_of(preset: ShiftPreset) -> Shift | None:
    if preset.start is None or preset.end is None:
        return None
    shift = shift_on(_ANY_DAY, preset.start, preset.end)
    return shift if is_night(shift, _UTC) else None


def with_nights(known: Availability, nights: Nights) -> Availability:
    """On an evening for which the roster has a night, the roster is right."""
    zone = ZoneInfo(known.tz)
    rostered = {local_date(zone, shift.start) for shift in known.shifts if is_night(shift, zone)}
    evenings = [nights.first + n * DAY for n in range((nights.last - nights.first).days + 1)]
    said = [_on(day, nights.hours, zone) for day in evenings if day not in rostered]
    return replace(known, shifts=tuple(sorted((*known.shifts, *said), key=_start)), nights=nights)


def _on(day: date, hours: Hours, zone: ZoneInfo) -> Shift:
    start, end = hours
    ends_on = day if start < end else day + DAY
    edges = datetime.combine(day, start, zone), datetime.combine(ends_on, end, zone)
    return Shift(edges[0].astimezone(UTC), edges[1].astimezone(UTC), ShiftKind.NIGHT)


def _start(shift: Shift) -> datetime:
    return shift.start
