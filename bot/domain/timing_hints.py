"""When somebody hears from us, in words, and what a roster would change for those it would change most."""

from datetime import date, datetime, timedelta

from bot.domain import timing_words
from bot.domain.availability import Availability, QuietRules
from bot.domain.shifts.presets import OFFICE, daily_hours

AN_HOUR = timedelta(hours=1)
_ANY_DAY = date(2026, 1, 14)


def describe_windows(person: Availability, rules: QuietRules) -> str:
    """True of the pattern or roster; whoever is left with less than an hour is asked for a roster."""
    said = timing_words.describe_windows(person, rules)
    if not _has_little_without_roster(person, rules):
        return said
    days_off = " and ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in rules.day_off)
    return (
        f"{said} That's right after a shift, since we don't know your days off. Add your roster, and you'll "
        f"hear from us on those instead, {days_off}."
    )


def _has_little_without_roster(person: Availability, rules: QuietRules) -> bool:
    preset = person.preset
    if person.roster_known_until is not None or preset.id == OFFICE or preset.start is None:
        return False
    hours = daily_hours(preset, rules)
    lengths = (datetime.combine(_ANY_DAY, end) - datetime.combine(_ANY_DAY, start) for start, end in hours)
    return bool(hours) and sum(lengths, timedelta()) < AN_HOUR
