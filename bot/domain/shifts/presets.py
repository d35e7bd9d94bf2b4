"""The daily hours a pattern without a roster leaves: right whether or not a given day is worked."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from itertools import product
from zoneinfo import ZoneInfo

from bot.domain.availability import Hours, QuietRules, Shift, ShiftKind, ShiftPreset
from bot.domain.local_time import DAY
from bot.domain.shifts.roster import Roster
from bot.domain.spans import Span, common

OFFICE = "office"
SATURDAY = 5
# Any day of a zone without clock changes: only wall-clock times matter here.
_TODAY = date(2026, 1, 14)
_NEARBY = range(-2, 2)


def preset_hours(preset: ShiftPreset, *, day: date, rules: QuietRules) -> tuple[Hours, ...]:
    """Local hours that suit a person of this pattern on a day.

    Office work has no handover and no unknown days, so its own window applies, on weekdays.
    """
    if preset.id == OFFICE:
        return rules.office if day.weekday() < SATURDAY else ()
    return daily_hours(preset, rules)


def allowed_hours(preset: ShiftPreset, rules: QuietRules) -> tuple[Hours, ...]:
    """Local hours that no quiet rule forbids, whether or not a day is worked; more than those to prefer."""
    if preset.id == OFFICE:
        return ((rules.never_before, rules.never_after),)
    if preset.start is None or preset.end is None:
        return rules.unknown
    return _legal_hours(preset, rules)


@lru_cache(maxsize=256)
def _legal_hours(preset: ShiftPreset, rules: QuietRules) -> tuple[Hours, ...]:
    assert preset.start is not None
    assert preset.end is not None
    worked_or_not = product((False, True), repeat=4)
    return _hours(
        [_roster(preset.start, preset.end, worked, rules).legal(_TODAY) for worked in worked_or_not]
    )


@lru_cache(maxsize=256)
def daily_hours(preset: ShiftPreset, rules: QuietRules) -> tuple[Hours, ...]:
    """Hours that suit every combination of worked and free days around a day.

    A day with a day shift offers what the rules allow there, a free one its preferred hours. Where these have
    nothing in common, what the rules allow in every case. Which night ends a run can't be known, so the rest
    after the last one isn't asked for: it would leave people on nights no hour at all.
    """
    if preset.start is None or preset.end is None:
        return rules.unknown
    rosters = [
        _roster(preset.start, preset.end, worked, rules) for worked in product((False, True), repeat=4)
    ]
    best = [
        roster.legal(_TODAY) if roster.has_day_shift(_TODAY) else roster.good(_TODAY) for roster in rosters
    ]
    return _hours(best) or _legal_hours(preset, rules)


def _roster(start: time, end: time, worked: tuple[bool, ...], rules: QuietRules) -> Roster:
    days = [_TODAY + offset * DAY for offset, works in zip(_NEARBY, worked, strict=True) if works]
    shifts = [shift_on(day, start, end) for day in days]
    return Roster(shifts, zone=ZoneInfo("UTC"), rules=rules, complete=False)


def shift_on(day: date, start: time, end: time) -> Shift:
    """A shift of a pattern, in a zone without clock changes."""
    begins, ends = datetime.combine(day, start, UTC), datetime.combine(day, end, UTC)
    return Shift(begins, ends if ends > begins else ends + DAY, ShiftKind.DAY)


def _hours(choices: list[list[Span]]) -> tuple[Hours, ...]:
    shared = choices[0]
    for choice in choices[1:]:
        shared = common(shared, choice)
    return tuple((start.time(), end.time()) for start, end in shared)
