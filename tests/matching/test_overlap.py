"""Shared minutes of whole pools agree with the windows of each pair."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.availability import Availability, Interval
from bot.domain.timing import shared_windows, welcome_windows
from bot.matching.overlap import shared_minutes
from tests.domain.patterns import PRESETS, RULES

START = datetime(2026, 3, 20, 7, 53, tzinfo=UTC)
END = START + timedelta(weeks=4)
PEOPLE = [
    Availability("Europe/London", PRESETS["office"]),
    Availability("Asia/Kathmandu", PRESETS["mixed_12"]),
    Availability("Europe/Paris", PRESETS["late_8"]),
    Availability("Europe/London", PRESETS["nights_12"]),
]


def test_every_pair_shares_as_much_as_its_windows_say():
    windows = [welcome_windows(one, start=START, end=END, rules=RULES) for one in PEOPLE]
    found = shared_minutes(windows, windows[:3], start=START, end=END, cycles=2)
    assert found.shape == (4, 3)
    for row, one in enumerate(PEOPLE):
        for column, other in enumerate(PEOPLE[:3]):
            shared = shared_windows([one, other], start=START, end=END, minutes=1, rules=RULES)
            minutes = sum((window.end - window.start for window in shared), timedelta()) / timedelta(
                minutes=1
            )
            assert found[row, column] == pytest.approx(minutes / 2, abs=15)
    assert found[3, 1] == 0


def test_only_whole_quarters_count():
    start = datetime(2026, 3, 20, 10, tzinfo=UTC)
    window = [Interval(start + timedelta(minutes=5), start + timedelta(minutes=50))]
    [[minutes]] = shared_minutes([window], [window], start=start, end=start + timedelta(hours=1), cycles=1)
    assert minutes == 30


def test_nobody_shares_nothing():
    assert shared_minutes([], [], start=START, end=END, cycles=1).shape == (0, 0)
