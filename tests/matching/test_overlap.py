"""Shared time of whole pools agrees with the windows of each pair."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.availability import Availability, Interval
from bot.domain.timing import allowed_windows, shared_windows, welcome_windows
from bot.matching.overlap import Free, shared_quarters, shared_time
from tests.domain.patterns import PRESETS, RULES
from tests.examples import examples

START = datetime(2026, 3, 20, 7, 53, tzinfo=UTC)
END = START + timedelta(weeks=4)
EVERYBODY = slice(0, 100)
PEOPLE = [
    Availability("Europe/London", PRESETS["office"]),
    Availability("Asia/Kathmandu", PRESETS["mixed_12"]),
    Availability("Europe/Paris", PRESETS["late_8"]),
    Availability("Europe/London", PRESETS["nights_12"]),
]
DAY = datetime(2026, 3, 20, tzinfo=UTC)


def free(one: Availability) -> Free:
    preferred, allowed = (
        find(one, start=START, end=END, rules=RULES) for find in (welcome_windows, allowed_windows)
    )
    return Free(preferred, allowed)


def test_every_pair_shares_as_much_as_its_windows_say():
    people = [free(one) for one in PEOPLE]
    found = shared_time(people, people[:3], start=START, end=END, cycles=2).block(EVERYBODY)
    assert found.shape == (4, 3)
    for row, one in enumerate(PEOPLE):
        for column, other in enumerate(PEOPLE[:3]):
            shared = shared_windows([one, other], start=START, end=END, minutes=1, rules=RULES)
            spans = (window.end - window.start for window in shared)
            minutes = sum(spans, timedelta()) / timedelta(minutes=1)
            if minutes / 2 > 60:
                assert found[row, column] == pytest.approx(minutes / 2, abs=15)


def hours(*spans) -> list[Interval]:
    """Days and hours from the start."""
    return [
        Interval(DAY + timedelta(days=day, hours=begin), DAY + timedelta(days=day, hours=end))
        for day, begin, end in spans
    ]


def minutes_of(one, other, *, allowed=None, cycles=1.0) -> float:
    pair = [Free(one, one), Free(other, allowed or other)]
    return float(
        shared_time(pair[:1], pair[1:], start=DAY, end=DAY + timedelta(weeks=4), cycles=cycles).block(
            EVERYBODY
        )[0, 0]
    )


def test_only_whole_quarters_count():
    begin = DAY + timedelta(hours=10)
    window = [Interval(begin + timedelta(minutes=5), begin + timedelta(minutes=110))]
    assert minutes_of(window, window) == 90


def test_much_time_in_pieces_below_45_minutes_is_too_little():
    pieces = hours(*((day, 10, 10.5) for day in range(20)))
    assert minutes_of(pieces, pieces) == 44


def test_one_window_of_45_minutes_in_a_cycle_is_enough():
    once = hours((3, 10, 10.75))
    assert minutes_of(once, once) == 45


def test_every_cycle_needs_a_window_of_its_own():
    first_week, both = hours((1, 10, 18)), hours((1, 10, 18), (15, 10, 18))
    assert minutes_of(first_week, both, cycles=1) == 480
    assert minutes_of(first_week, both, cycles=2) == 44
    assert minutes_of(both, both, cycles=2) == 480


def test_hours_that_no_rule_forbids_are_enough_and_never_plenty():
    mornings, evenings = hours((1, 10, 12)), hours((1, 18, 20))
    assert minutes_of(mornings, evenings) == 0
    assert minutes_of(mornings, evenings, allowed=hours((1, 9, 21))) == 45


def test_nobody_shares_nothing():
    assert shared_time([], [], start=START, end=END, cycles=1).block(EVERYBODY).shape == (0, 0)


@examples(40)
@given(st.integers(0, 2**32 - 1), st.sampled_from([1.0, 2.0, 4.0]))
def test_merging_equal_stretches_changes_nothing(seed, cycles):
    """Against counting quarter by quarter."""
    rng = np.random.default_rng(seed)
    allowed = np.repeat(rng.random((5, 28)) < 0.6, 4, axis=1)
    preferred = allowed & (np.repeat(rng.random((5, 56)), 2, axis=1) < 0.7)
    time = shared_quarters(preferred, allowed, mentees=2, cycles=cycles)
    for row in range(2):
        for column in range(3):
            both = preferred[row] & preferred[2 + column]
            minutes = both.sum() * 15 / cycles
            together = allowed[row] & allowed[2 + column]
            starts = [q for q in range(len(together) - 2) if together[q : q + 3].all()]
            cycle_of = {int(q * cycles // len(together)) for q in starts}
            has_all = cycle_of == set(range(int(cycles)))
            expected = max(minutes, 45) if has_all else min(minutes, 44)
            assert time.block(EVERYBODY)[row, column] == pytest.approx(expected)
            assert time.of(np.array([row]), np.array([column])) == pytest.approx(expected)
