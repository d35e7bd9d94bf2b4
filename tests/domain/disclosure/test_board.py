"""Meetings over time: by week where that says something, by four weeks where it does not, or not at all."""

from datetime import timedelta

import pytest

from bot.domain.disclosure.board import Board
from bot.domain.disclosure.figures import total
from bot.domain.disclosure.kinds import MET, ON_TRACK, STILL_ON_TRACK
from tests.figures import LAST_WEEK, record

WEEK = timedelta(weeks=1)


def board(*met, could=20):
    """Of so many of `could` in each week, the last week last."""
    weeks = [LAST_WEEK - back * WEEK for back in range(len(met) - 1, -1, -1)]
    return Board([record(MET, count, could, week) for count, week in zip(met, weeks, strict=True)])


@pytest.mark.parametrize(
    ("met", "weeks", "values"),
    [
        ((9,) * 12, 1, [10] * 12),
        ((9,) * 8 + (1,) * 4, 1, [10] * 8 + [None] * 4),
        ((9,) * 7 + (1,) * 5, 4, [35, 30, None]),
        ((2,) * 12, 4, [10, 10, 10]),
        ((2,) * 8, 4, [None, 10, 10]),
        ((0,) * 12, 1, []),
        ((9,), 1, []),
        ((), 1, []),
    ],
)
def test_bars_are_of_a_week_or_of_four_or_none(met, weeks, values):
    bars = board(*met).meetings_over_time()
    assert (bars.weeks, [figure.value for _, figure in bars.met]) == (weeks, values)


def test_a_kind_that_is_counted_since_half_way_says_since_when():
    month = [
        record(STILL_ON_TRACK, 0, could, LAST_WEEK + 4 * n * WEEK) for n, could in ((2, 9), (1, 8), (0, 0))
    ]
    found = Board([*month, record(MET, 3, 9)])
    assert [cell.could for cell in found.records(STILL_ON_TRACK)] == [8, 9]
    assert found.since(STILL_ON_TRACK) == LAST_WEEK + WEEK
    assert found.since(MET) == LAST_WEEK
    assert found.since(ON_TRACK) is found.since(STILL_ON_TRACK, "26") is None


def test_a_bar_says_what_its_stored_weeks_come_to_and_nothing_else():
    found = board(2, 3, 1, 2, 4, 4, 1, 1, 3, 3, 3, 3)
    [first, *_] = found.meetings_over_time().met
    assert first[1] == total(found.cells[:4])


def test_four_weeks_in_which_too_few_could_are_as_hidden_as_each_of_them():
    few = board(*(4,) * 12, could=4)
    assert few.meetings_over_time().met == ()
    assert {figure.is_shown for _, figure in few.meetings_by_week()} == {False}
