"""When we message somebody, in words."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.availability import Availability, Hours, Nights, QuietRules, Shift, ShiftPreset
from bot.domain.local_time import DAY, possibly, surely
from bot.domain.shifts.presets import OFFICE, daily_hours, shift_on
from bot.domain.shifts.roster import Roster, is_night
from bot.domain.spans import common, merged, minus

# Any two days of a zone without clock changes.
_BEFORE, _TODAY = date(2026, 1, 13), date(2026, 1, 14)
_UTC = ZoneInfo("UTC")


def describe_windows(person: Availability, rules: QuietRules) -> str:
    """True of the person's pattern or roster, of their own quiet hours, and of nights they spoke of."""
    nights = _while_on_nights(person, person.nights, rules) if person.nights else ""
    times = (
        _without_roster(person, rules) if person.roster_known_until is None else _with_roster(person, rules)
    )
    if not times:
        return (
            f"{nights}No time is sure to suit you. We don't message you until we know more about your shifts."
        )
    ending = "Never on shift or while you sleep." if len(times) > 1 else "Never at other times."
    start = "After that, you'll" if nights else "You'll"
    return f"{nights}{start} hear from Lamplight {', and '.join(times)}. {ending}"


def _while_on_nights(person: Availability, nights: Nights, rules: QuietRules) -> str:
    """Two days of them show what lies between two; the last ends on the day after its evening."""
    shifts = [shift_on(day, *nights.hours) for day in (_BEFORE, _TODAY)]
    pauses = (
        (start.time(), end.time()) for start, end in Roster(shifts, zone=_UTC, rules=rules).good(_TODAY)
    )
    hours = _named("between two of them", pauses, person, rules) if nights.first < nights.last else []
    rested = _rested(nights, rules, long=person.long_recovery)
    between = f"We message you {hours[0]}, and then not before" if hours else "We don't message you before"
    return f"You're on nights until {_day(nights.last + DAY)}. {between} {rested}. "


def _rested(nights: Nights, rules: QuietRules, *, long: bool) -> str:
    ends = datetime.combine(nights.last + DAY, nights.hours[1])
    rested = datetime.combine(ends.date() + DAY, rules.next_day_after_last_night_not_before)
    if long:
        rested = max(rested, ends + timedelta(hours=rules.long_recovery_hours_option))
    return f"{rested:%A %H:%M}"


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _without_roster(person: Availability, rules: QuietRules) -> list[str]:
    if person.preset.id == OFFICE:
        return _named("Monday to Friday", rules.office, person, rules)
    return _named("every day", daily_hours(person.preset, rules), person, rules)


def _with_roster(person: Availability, rules: QuietRules) -> list[str]:
    off = _named("on days off", rules.day_off, person, rules)
    nights = _two_shifts(person.preset)
    if not nights:
        after, before = rules.between_nights_after_end_hours, rules.between_nights_before_start_minutes
        return [*off, f"between nights, from {after} hours after one until {before} minutes before the next"]
    if is_night(nights[0], _UTC):
        between = Roster(nights, zone=_UTC, rules=rules).good(_TODAY)
        return [
            *off,
            *_named("between nights", ((start.time(), end.time()) for start, end in between), person, rules),
        ]
    margin = rules.handover_minutes_each_side
    return [
        *off,
        f"in a week without any, up to {margin} minutes before a shift or from {margin} minutes after it",
    ]


def _two_shifts(preset: ShiftPreset) -> list[Shift]:
    """Two days in a row of a pattern; none where its times vary."""
    if preset.start is None or preset.end is None:
        return []
    return [shift_on(day, preset.start, preset.end) for day in (_BEFORE, _TODAY)]


def _named(name: str, hours: Iterable[Hours], person: Availability, rules: QuietRules) -> list[str]:
    own = merged(span for day in (_BEFORE, _TODAY) for span in possibly(_UTC, day, person.quiet))
    allowed = Roster((), zone=_UTC, rules=rules).legal(_TODAY)
    left = minus(common(merged(surely(_UTC, _TODAY, hours)), allowed), own)
    if not left:
        return []
    return [f"{name}, " + " and ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in left)]
