"""What holds for every person, zone and roster, checked minute by minute against an oracle of its own."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.availability import Availability, Interval, QuietRules, Shift, ShiftKind, ShiftPreset
from bot.domain.timing import allowed_windows, next_welcome_moment, shared_windows, welcome_windows
from tests.domain.quiet_oracle import Oracle, clock_changes, minutes_of
from tests.examples import examples

RULES = QuietRules()
ZONES = sorted(available_timezones())
SPAN = timedelta(days=12)
PRESETS = [
    ShiftPreset("days_12", "", time(7), time(19, 30)),
    ShiftPreset("nights_12", "", time(19), time(7, 30)),
    ShiftPreset("late_8", "", time(13), time(21, 30)),
    ShiftPreset("office", "", time(9), time(17)),
    ShiftPreset("mixed_12", ""),
]


@st.composite
def moments(draw, zone):
    """A day in some year, as often as not at one of the zone's clock changes."""
    year = draw(st.integers(2005, 2030))
    changes = clock_changes(zone, year)
    if changes and draw(st.booleans()):
        return draw(st.sampled_from(changes)) - timedelta(days=draw(st.integers(1, 8)))
    return datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=draw(st.integers(0, 364)))


@st.composite
def rosters(draw, start, kinds=tuple(ShiftKind)):
    """Shifts on quarter hours, often runs of the same one, now and then overlapping."""
    shifts, at = [], start - timedelta(days=4)
    while at < start + SPAN + timedelta(days=4):
        begins = at + timedelta(minutes=15 * draw(st.integers(0, 95)))
        length = timedelta(minutes=15 * draw(st.one_of(st.integers(24, 54), st.integers(1, 200))))
        kind = draw(st.sampled_from(kinds))
        for day in range(draw(st.integers(1, 9))):
            shifts.append(Shift(begins + timedelta(days=day), begins + timedelta(days=day) + length, kind))
        at = shifts[-1].start + timedelta(days=draw(st.integers(1, 5)))
    return tuple(shifts)


@st.composite
def intervals(draw, start):
    begins = start + timedelta(minutes=draw(st.integers(0, 12 * 1440)))
    return Interval(begins, begins + timedelta(minutes=draw(st.integers(1, 4 * 1440))))


@st.composite
def people(draw):
    zone = draw(st.sampled_from(ZONES))
    start = draw(moments(zone))
    horizons = st.integers(-3, 20).map(lambda days: start + timedelta(days=days))
    own_hours = st.tuples(st.times(), st.times())
    person = Availability(
        tz=zone,
        preset=draw(st.sampled_from(PRESETS)),
        shifts=draw(st.one_of(rosters(start), st.just(()))),
        roster_known_until=draw(st.one_of(horizons, st.none())),
        away=tuple(draw(st.lists(intervals(start), max_size=2))),
        quiet=tuple(draw(st.lists(own_hours, max_size=1))),
        do_not_disturb=tuple(draw(st.lists(intervals(start), max_size=1))),
    )
    return person, start


@pytest.mark.parametrize("find", [welcome_windows, allowed_windows])
@examples(120)
@given(drawn=people())
def test_no_moment_that_is_found_ever_breaks_a_rule(find, drawn):
    person, start = drawn
    oracle = Oracle(person)
    for window in find(person, start=start, end=start + SPAN, rules=RULES):
        assert not oracle.broken_in(window.start, window.end)


@examples(60)
@given(st.data())
def test_with_a_roster_every_good_minute_is_welcome_and_others_only_on_worked_days(data):
    start = datetime(2026, 6, 1, tzinfo=UTC)
    shifts = data.draw(rosters(start))
    person = Availability("Etc/GMT-3", PRESETS[0], shifts, roster_known_until=start + timedelta(days=60))
    oracle = Oracle(person)
    windows = welcome_windows(person, start=start, end=start + timedelta(days=3), rules=RULES)
    welcome = {at for one in windows for at in minutes_of(one.start, one.end)}
    every = [start + timedelta(minutes=15 * step) for step in range(3 * 96)]
    good = {at for at in every if oracle.is_good(at)}
    on_worked_days = {at for at in every if at in welcome and at not in good}
    assert good <= welcome
    worked = {shift.start.astimezone(oracle.zone).date() for shift in shifts}
    assert {at.astimezone(oracle.zone).date() for at in on_worked_days} <= worked


@examples(100)
@given(people())
def test_windows_are_sorted_apart_and_inside_the_time_asked_for(drawn):
    person, start = drawn
    windows = welcome_windows(person, start=start, end=start + SPAN, rules=RULES)
    assert all(one.start < one.end for one in windows)
    assert all(one.end < other.start for one, other in pairwise(windows))
    assert all(start <= one.start and one.end <= start + SPAN and one.start.tzinfo is UTC for one in windows)


@examples(100)
@given(people(), st.integers(0, 12 * 1440), st.integers(1, 12 * 1440))
def test_the_next_welcome_moment_is_the_first_of_the_windows(drawn, wait, life):
    person, start = drawn
    due = start + timedelta(minutes=wait)
    expires = due + timedelta(minutes=life)
    windows = welcome_windows(person, start=due, end=expires, rules=RULES)
    expected = windows[0].start if windows else None
    assert next_welcome_moment(person, due=due, expires=expires, rules=RULES) == expected


@examples(60)
@given(people(), st.integers(1, 10 * 24))
def test_a_part_of_the_time_has_its_part_of_the_windows(drawn, hours):
    person, start = drawn
    cut = start + timedelta(hours=hours)
    whole = welcome_windows(person, start=start, end=start + SPAN, rules=RULES)
    later = welcome_windows(person, start=cut, end=start + SPAN, rules=RULES)
    assert later == [Interval(max(one.start, cut), one.end) for one in whole if one.end > cut]


@examples(40)
@given(people(), st.sampled_from(PRESETS), st.integers(1, 120))
def test_shared_time_is_welcome_to_each(drawn, preset, minutes):
    person, start = drawn
    other = Availability("Europe/London", preset)
    asked = {"start": start, "end": start + SPAN, "rules": RULES}
    hers, theirs = welcome_windows(person, **asked), welcome_windows(other, **asked)
    for one in shared_windows([person, other], minutes=minutes, **asked):
        assert one.end - one.start >= timedelta(minutes=minutes)
        for mine in (hers, theirs):
            assert any(each.start <= one.start and one.end <= each.end for each in mine)
