"""Figures of several cells together: their noise adds up, and an interval says so nine times in ten."""

import math
import random
from functools import cache
from itertools import product

import pytest

from bot.domain.disclosure.cells import Cell, bounds_of, noisy, rounded
from bot.domain.disclosure.figures import held_of_planned, share_of, share_of_count, share_of_counts
from bot.domain.disclosure.intervals import at_most, interval
from bot.domain.disclosure.kinds import (
    FIRST_TALK,
    INTRODUCED,
    MET,
    PLACES_OFFERED,
    PLACES_TAKEN,
    REMATCH_ASKED,
)
from bot.domain.disclosure.noise import OF_A_CHOICE, THIRD, Seeded
from bot.domain.disclosure.shares import MANY, interval_of_count
from bot.domain.disclosure.sums import spread_of
from tests.figures import LAST_WEEK

RATIOS = {THIRD: 1 / 3, OF_A_CHOICE: 7 / 12}


def of(kind, value, could=None, group=""):
    return Cell(kind.name, LAST_WEEK, value, could, group)


def one(noise, ratio=THIRD):
    share = RATIOS[ratio]
    return share ** abs(noise) * (1 - share) / (1 + share)


@pytest.mark.parametrize("ratio", RATIOS)
def test_the_noise_of_one_cell_is_that_of_the_page(ratio):
    spread = spread_of(1, ratio)
    for noise in range(-20, 21):
        assert math.isclose(spread.exactly(noise), one(noise, ratio), rel_tol=1e-9)
        below = sum(one(less, ratio) for less in range(-150, noise + 1))
        assert math.isclose(spread.at_most(noise), below, abs_tol=1e-9)


@pytest.mark.parametrize("ratio", RATIOS)
def test_that_of_two_is_the_sum_of_two(ratio):
    for noise in range(-12, 13):
        both = sum(one(first, ratio) * one(noise - first, ratio) for first in range(-90, 91))
        assert math.isclose(spread_of(2, ratio).exactly(noise), both, rel_tol=1e-6)


@pytest.mark.parametrize("cells", [1, 8, 52, 1200, 5000])
def test_it_adds_up_to_one_and_spreads_with_the_root_of_their_number(cells):
    spread = spread_of(cells)
    assert math.isclose(sum(spread.each), 1, rel_tol=1e-9)
    square = sum((spread.least + at) ** 2 * likely for at, likely in enumerate(spread.each))
    assert math.isclose(square, 1.5 * cells, rel_tol=1e-6)


@cache
def covered(asked, cells):
    """How likely the interval holds each share, counted out over all that can be seen."""

    def seen(value, percent):
        less = at_most(value - 1, asked, percent / 100, cells=cells) if value else 0.0
        return (at_most(value, asked, percent / 100, cells=cells) if value < asked else 1.0) - less

    ends = {value: interval(value, asked, cells=cells) for value in range(asked + 1)}
    return [
        sum(seen(value, percent) for value, (low, high) in ends.items() if low <= percent <= high)
        for percent in range(5, 96)
    ]


@pytest.mark.parametrize(("asked", "cells"), [*product([10, 20, 50], [1, 3, 8])])
def test_the_interval_of_a_sum_holds_the_truth_nine_times_in_ten(asked, cells):
    each = covered(asked, cells)
    assert 0.88 <= sum(each) / len(each) <= 0.95
    assert min(each) > 0.85


def spread_out(people, cells, rng):
    """So many people over so many periods, nobody in two of them."""
    where = [rng.randrange(cells) for _ in range(people)]
    return [where.count(cell) for cell in range(cells)]


@pytest.mark.parametrize(("asked", "cells"), [(10, 1), (20, 1), (50, 1), (20, 3), (50, 3), (20, 8), (50, 8)])
def test_so_it_comes_out_when_people_and_noise_are_drawn(asked, cells):
    """The figure is made as the product makes it, and says the two ends rounded to five."""
    rng, held, times = random.Random(asked * cells), 0, 3000
    for _ in range(times):
        percent = rng.randrange(5, 96)
        frozen = [
            noisy(
                FIRST_TALK,
                week=LAST_WEEK,
                yeses=sum(rng.random() < percent / 100 for _ in range(could)),
                could=could,
                chance=Seeded(rng),
            )
            for could in spread_out(asked, cells, rng)
        ]
        known = [cell for cell in frozen if cell.could]
        low, high = interval(sum(cell.value for cell in known), asked, cells=len(known))
        held += low <= percent <= high
    assert 0.88 <= held / times <= 0.95


@pytest.mark.parametrize(("introduced", "cells"), [*product([20, 50], [1, 3, 8]), (10, 1), (10, 3)])
def test_so_does_that_of_a_share_of_a_count_that_was_rounded(introduced, cells):
    """How many there are is drawn: only its rounding is stored. Of ten, eight cells are shown nowhere."""
    rng, held, times = random.Random(introduced + cells), 0, 3000
    chance = Seeded(rng)
    for _ in range(times):
        percent, people = rng.randrange(10, 91), rng.randint(introduced - 2, introduced + 2)
        yeses = sum(rng.random() < percent / 100 for _ in range(people))
        noise = sum(noisy(MET, week=LAST_WEEK, yeses=0, could=9, chance=chance).value for _ in range(cells))
        whole = rounded(INTRODUCED, week=LAST_WEEK, count=people).value
        least, most = bounds_of(whole)
        low, high = interval_of_count(yeses + noise, cells=cells, least=least, most=most)
        held += low <= percent <= high
    assert 0.88 <= held / times <= 0.95


def test_from_many_on_the_rounding_of_a_count_moves_no_interval():
    just_below = interval_of_count(60, cells=4, least=MANY - 2, most=MANY + 2)
    many = interval_of_count(60, cells=4, least=MANY, most=MANY + 4)
    assert max(abs(one - other) for one, other in zip(just_below, many, strict=True)) <= 1


def test_it_is_wider_the_more_cells_it_has():
    widths = [high - low for low, high in (interval(10, 20, cells=cells) for cells in (1, 3, 8))]
    assert widths == sorted(set(widths))


@pytest.mark.parametrize(
    ("frozen", "text"),
    [
        ([], "not shown"),
        ([(3, 4)], "not shown"),
        ([(3, 5)], "about 60 %"),
        ([(2, 3), (2, 3)], "not shown"),
        ([(2, 4), (2, 4)], "about 50 %"),
        ([(-1, 4), (9, 4), (2, 2)], "90 % or more"),
        ([(30, 30)], "95 % or more"),
        # A period in which nobody could is noise and nothing else.
        ([(3, 5), (4, 0), (-2, 0)], "about 60 %"),
    ],
)
def test_periods_are_one_share_where_their_noise_is_small_beside_who_could(frozen, text):
    assert share_of([of(FIRST_TALK, value, could) for value, could in frozen]).text == text


def test_a_share_of_several_cells_says_how_wide_their_noise_is():
    [alone, together] = [
        share_of([of(FIRST_TALK, 40 // number, 60 // number)] * number) for number in (1, 10)
    ]
    assert (alone.text, alone.likely) == ("about 65 %", "55 to 75 %")
    assert (together.text, together.likely) == ("about 65 %", "50 to 80 %")


def test_meetings_are_held_against_what_the_rhythm_has_place_for():
    """Twelve weeks of 20 pairs who meet every four: 60 are planned. Every two weeks: 120."""
    weeks = [of(MET, 4, 20)] * 12
    assert held_of_planned({4: weeks}).text == "about 80 %"
    assert held_of_planned({2: weeks}).text == "about 40 %"
    assert held_of_planned({4: weeks, 2: weeks}).text == "about 55 %"


def test_who_meets_more_often_than_planned_does_not_make_more_than_all_of_it():
    assert held_of_planned({4: [of(MET, 15, 20)] * 12}).text == "95 % or more"


def test_two_rhythms_of_one_pair_are_too_little_to_say():
    assert not held_of_planned({4: [of(MET, 1, 1)] * 8}).is_shown
    assert not held_of_planned({}).is_shown


def test_what_people_asked_for_is_held_against_a_count_that_was_rounded():
    asked = [of(REMATCH_ASKED, value, 30) for value in (1, 0, 2, -1)]
    figure = share_of_count(asked, [of(INTRODUCED, 30)])
    assert (figure.text, figure.likely) == ("about 5 %", "0 to 25 %")
    assert not share_of_count(asked, [of(INTRODUCED, 5)]).is_shown
    assert not share_of_count([], [of(INTRODUCED, 30)]).is_shown


def test_of_two_rounded_counts_it_says_what_rounding_leaves_open():
    figure = share_of_counts([of(PLACES_TAKEN, 15)], [of(PLACES_OFFERED, 20)])
    assert (figure.text, figure.between) == ("about 75 %", (60, 95))
    assert share_of_counts([of(PLACES_TAKEN, 20)], [of(PLACES_OFFERED, 20)]).text == "95 % or more"
    assert not share_of_counts([of(PLACES_TAKEN, 5)], [of(PLACES_OFFERED, 5)]).is_shown


def test_over_programs_counts_are_added_as_they_were_rounded():
    taken = [of(PLACES_TAKEN, 0), of(PLACES_TAKEN, 30)]
    offered = [of(PLACES_OFFERED, 10), of(PLACES_OFFERED, 50)]
    assert share_of_counts(taken, offered).text == "about 50 %"


@pytest.mark.parametrize("count", range(60))
def test_what_may_have_been_counted_is_what_is_rounded_to_the_same(count):
    value = rounded(INTRODUCED, week=LAST_WEEK, count=count).value
    alike = [one for one in range(80) if rounded(INTRODUCED, week=LAST_WEEK, count=one).value == value]
    assert bounds_of(value) == (alike[0], alike[-1])
