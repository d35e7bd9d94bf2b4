"""A figure reads the noisy value alone, is shown by how many could, and is made in one place."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.disclosure.board import Board
from bot.domain.disclosure.cells import Cell, noisy, rounded
from bot.domain.disclosure.figures import Figure, named, share, taking_part, total
from bot.domain.disclosure.intervals import at_most, interval
from bot.domain.disclosure.kinds import INTRODUCED, JOINED, KINDS, MET, ON_TRACK, WANTED, Every
from bot.domain.disclosure.noise import Seeded
from tests.figures import AS_OF, LAST_WEEK, board_of

WEEK = timedelta(weeks=1)


def met(value, could, week=LAST_WEEK):
    return Cell("met", week, value, could)


def test_nobody_else_makes_one():
    with pytest.raises(TypeError):
        Figure("about 40", 40)
    with pytest.raises(TypeError):
        replace(named(3), value=4)


@pytest.mark.parametrize(
    ("value", "could", "text"),
    [
        (40, 4, "not shown"),
        (0, 5, "fewer than 5"),
        (-3, 5, "fewer than 5"),
        (4, 40, "fewer than 5"),
        (5, 40, "about 5"),
        (8, 40, "about 10"),
        (43, 40, "about 40"),
    ],
)
def test_a_total_is_rounded_clipped_and_shown_by_how_many_could(value, could, text):
    assert total([met(value, could)]).text == text


def test_weeks_in_which_few_could_count_in_a_sum_and_are_not_shown_alone():
    few, many = met(3, 4), met(7, 9, LAST_WEEK + WEEK)
    assert total([few]).text == "not shown"
    assert total([few, many]).value == 10
    assert total([few] * 30).text == "not shown"


def test_a_week_in_which_nobody_could_is_noise_and_adds_nothing():
    assert total([met(4, 0), met(7, 9)]).value == 5


def test_a_negative_week_takes_from_the_sum_what_another_had_too_much():
    assert total([met(-2, 9), met(9, 9)]).value == 5


@pytest.mark.parametrize(
    ("yeses", "could", "text"),
    [
        (3, 4, "not shown"),
        (28, 40, "about 70 %"),
        (40, 40, "95 % or more"),
        (39, 40, "95 % or more"),
        (43, 40, "95 % or more"),
        (10, 10, "90 % or more"),
        (1, 10, "10 % or less"),
        (-2, 10, "10 % or less"),
        (5, 5, "80 % or more"),
    ],
)
def test_a_share_never_says_that_all_or_none_are(yeses, could, text):
    assert share(Cell("on_track", LAST_WEEK, yeses, could)).text == text


@given(could=st.integers(5, 200))
def test_everybody_reads_like_all_but_one_and_nobody_like_one(could):
    def said(yeses):
        figure = share(Cell("on_track", LAST_WEEK, yeses, could))
        return figure.text, figure.value

    assert said(could) == said(could - 1) == said(could + 4)
    assert said(0) == said(1) == said(-4)


@given(count=st.integers(0, 400))
def test_who_takes_part_is_kept_rounded_and_nothing_else(count):
    cell = rounded(JOINED, week=LAST_WEEK, count=count)
    assert cell.value % 5 == 0
    assert abs(cell.value - count) <= (4 if count < 5 else 2)
    assert (taking_part(cell).value is None) is (count < 5)


def test_a_record_is_never_kept_without_noise_nor_who_takes_part_with_it():
    chance = Seeded(random.Random(1))
    with pytest.raises(ValueError, match="met"):
        rounded(MET, week=LAST_WEEK, count=3)
    with pytest.raises(ValueError, match="joined"):
        noisy(JOINED, week=LAST_WEEK, yeses=3, could=9, chance=chance)
    with pytest.raises(ValueError, match="met"):
        noisy(MET, week=LAST_WEEK, yeses=10, could=9, chance=chance)


def test_every_kind_is_in_the_table_once_under_its_own_name():
    assert all(kind.name == name for name, kind in KINDS.items())
    assert len({kind.says for kind in KINDS.values()}) == len(KINDS)
    records = {name for name, kind in KINDS.items() if kind.is_record}
    waves = {"answered", "agrees", "chosen", "moved_up", "answered_both", "goals_moved"}
    once = {"first_talk", "matched", "still_on_track", "five_talks"}
    assert records == {"met", "written_to", "on_track", "rematch_asked", "turnout"} | once | waves
    assert ON_TRACK.every is Every.FOUR_WEEKS


def covered(asked, percent):
    """How likely the interval holds the truth, where so many in a hundred say yes."""
    return sum(
        at_most(value, asked, percent / 100) - at_most(value - 1, asked, percent / 100)
        for value in range(-12, asked + 13)
        if interval(value, asked)[0] <= percent <= interval(value, asked)[1]
    )


@pytest.mark.parametrize("asked", [10, 20, 50])
def test_an_interval_holds_the_truth_nine_times_in_ten(asked):
    """Over all shares; whole numbers are coarse, so that at some it is a little more or less."""
    each = [covered(asked, percent) for percent in range(5, 96)]
    assert 0.88 <= sum(each) / len(each) <= 0.95
    assert min(each) > 0.85


@pytest.mark.parametrize("asked", [10, 20, 50])
def test_so_it_comes_out_when_people_and_noise_are_drawn(asked):
    rng, times, held = random.Random(asked), 4000, 0
    for _ in range(times):
        percent = rng.randrange(5, 96)
        yeses = sum(rng.random() < percent / 100 for _ in range(asked))
        cell = noisy(MET, week=LAST_WEEK, yeses=yeses, could=asked, chance=Seeded(rng))
        low, high = interval(cell.value, asked)
        held += low <= percent <= high
    assert 0.88 <= held / times <= 0.95


def test_of_22_asked_and_55_percent_it_is_about_35_to_75():
    low, high = interval(12, 22)
    assert (abs(low - 35) <= 3, abs(high - 75) <= 3) == (True, True)


def test_an_interval_reads_a_value_that_is_not_possible_as_the_nearest_that_is():
    assert interval(-5, 20) == interval(0, 20)
    assert interval(29, 20) == interval(20, 20)


def test_a_board_shows_what_was_counted_last_and_the_twelve_weeks_before():
    weeks = {AS_OF - n * WEEK: (20, 30) for n in range(1, 14)}
    board = board_of({JOINED: 44, INTRODUCED: 31}, met=weeks)
    assert board.as_of == AS_OF
    assert (board.taking_part(JOINED).value, board.taking_part(INTRODUCED).value) == (45, 30)
    assert [monday for monday, _ in board.meetings_by_week()] == sorted(weeks)[1:]
    assert board.meetings().value == 12 * 20


def test_a_board_without_a_counting_has_no_number_and_no_date():
    board = Board()
    assert board.as_of is None
    assert not any(
        figure.is_shown
        for figure in (board.taking_part(JOINED), board.meetings(), board.latest_share(ON_TRACK, today=AS_OF))
    )


def test_a_share_is_shown_for_eight_weeks():
    board = board_of({}, met={}, tracked=(30, 40))
    assert board.latest_share(ON_TRACK, today=LAST_WEEK + 8 * WEEK).value == 75
    assert not board.latest_share(ON_TRACK, today=LAST_WEEK + 8 * WEEK + timedelta(days=1)).is_shown


def test_a_group_is_not_taken_for_the_whole():
    cells = (
        rounded(JOINED, week=LAST_WEEK, count=9),
        rounded(WANTED, week=LAST_WEEK, count=8, group="stage:senior"),
    )
    board = Board(cells)
    assert not board.taking_part(WANTED).is_shown
    assert {group: one.value for group, one in board.groups(WANTED).items()} == {"stage:senior": 10}
    assert date(2026, 3, 2) == AS_OF
