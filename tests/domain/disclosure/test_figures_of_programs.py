"""Figures over several programs, over two Mondays, and of time: each is made of stored values alone."""

from datetime import date, timedelta

import pytest

from bot.domain.disclosure.cells import Cell, rounded, together
from bot.domain.disclosure.figures import (
    hours_of,
    more_since,
    named,
    taking_part,
    taking_part_together,
    total,
)
from bot.domain.disclosure.kinds import JOINED
from tests.figures import LAST_WEEK

WEEK = timedelta(weeks=1)


def joined(count: int, week: date = LAST_WEEK) -> Cell:
    return rounded(JOINED, week=week, count=count)


def met(value: int, could: int, week: date = LAST_WEEK) -> Cell:
    return Cell("met", week, value, could)


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ([41, 12, 3], "about 50"),
        ([4], "fewer than 5"),
        ([4, 4, 4], "fewer than 15"),
        ([0, 5], "about 5"),
        ([], "not shown"),
    ],
)
def test_programs_together_are_the_sum_of_what_each_was_rounded_to(counts: list[int], text: str) -> None:
    assert taking_part_together([joined(one) for one in counts]).text == text


def test_a_record_is_no_count_of_who_takes_part() -> None:
    assert not taking_part_together([joined(40), met(9, 40)]).is_shown
    assert not more_since(met(9, 40), None).is_shown


def test_of_several_programs_a_week_is_shown_by_how_many_could_in_all_of_them() -> None:
    small = [met(3, 4), met(2, 4), met(1, 2, LAST_WEEK - WEEK)]
    assert not total(small).is_shown
    merged = together(small)
    assert [(one.week, one.value, one.could) for one in merged] == [
        (LAST_WEEK, 5, 8),
        (LAST_WEEK - WEEK, 1, 2),
    ]
    assert total(merged).value == 5
    assert together([joined(12), joined(41)]) == [Cell("joined", LAST_WEEK, 50)]


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [(40, 20, "about 20"), (40, None, "about 40"), (20, 40, "fewer than 5"), (42, 41, "fewer than 5")],
)
def test_growth_is_told_from_two_stored_values_and_never_below_none(
    now: int, before: int | None, text: str
) -> None:
    earlier = None if before is None else joined(before, LAST_WEEK - WEEK)
    assert more_since(joined(now), earlier).text == text
    assert not more_since(None, earlier).is_shown


def test_hours_are_shown_where_one_of_their_numbers_is() -> None:
    few, hidden = taking_part(joined(3)), taking_part(None)
    assert hours_of([(named(20), 45.0), (few, 600.0)]).text == "about 15"
    assert hours_of([(few, 60.0)], beside=600).text == "about 10"
    assert not hours_of([(hidden, 60.0)], beside=600).is_shown
    assert not hours_of([], beside=600).is_shown
