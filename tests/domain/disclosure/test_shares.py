"""An interval of those who answered holds the truth nine times in ten, though both numbers have noise."""

import random
from collections.abc import Iterator
from functools import cache
from math import comb

import pytest

from bot.domain.disclosure.cells import Cell, noisy
from bot.domain.disclosure.figures import ENOUGH_ANSWERED, WhyNot, answered, asked, share_of_answers
from bot.domain.disclosure.kinds import AGREES, ANSWERED, CHOSEN
from bot.domain.disclosure.noise import OF_A_CHOICE, THIRD, Seeded
from bot.domain.disclosure.shares import MANY, interval_of_share
from tests.figures import LAST_WEEK

# Of everybody asked, so many answer.
TURNOUTS = (0.5, 0.7, 1.0)
# From ten in a hundred to ninety; none of them is one that rounding favours.
SHARES = range(11, 91, 7)


def probability(noise, ratio=THIRD):
    share = ratio.chances / ratio.of
    return (1 - share) / (1 + share) * share ** abs(noise)


def noises(ratio, *, cells=1) -> Iterator[tuple[int, float]]:
    """Of one cell, or of two together, with how likely each is; the rest is less than one in 1,000."""
    far = range(-13, 14) if ratio == OF_A_CHOICE else range(-7, 8)
    for noise in far:
        if cells == 1:
            yield noise, probability(noise, ratio)
        else:
            yield noise, sum(probability(one, ratio) * probability(noise - one, ratio) for one in far)


def covered(asked, who_answer, percent, *, cells=1, ratio=THIRD) -> float:
    """How likely it holds the truth, counted out over all that can happen, where a share is shown at all."""
    held = shown = 0.0
    yeses = list(noises(ratio))
    for noise, likely in noises(THIRD, cells=cells):
        if who_answer + noise < ENOUGH_ANSWERED:
            continue
        for count in range(who_answer + 1):
            by_chance = comb(who_answer, count) * (percent / 100) ** count
            by_chance *= (1 - percent / 100) ** (who_answer - count) * likely
            if by_chance < 1e-7:
                continue
            for more, so_much in yeses:
                low, high = interval_of_share(
                    count + more, who_answer + noise, asked=asked, cells=cells, ratio=ratio
                )
                shown += by_chance * so_much
                held += by_chance * so_much * (low <= percent <= high)
    return held / shown


@cache
def coverage(asked, **about):
    """Over all shares and turnouts, on average, the lowest of them and the highest."""
    each = [covered(asked, round(asked * some), one, **about) for some in TURNOUTS for one in SHARES]
    return sum(each) / len(each), min(each), max(each)


@pytest.mark.parametrize("cells", [1, 2])
@pytest.mark.parametrize("asked", [10, 20, 50])
def test_an_interval_holds_the_truth_nine_times_in_ten(asked, cells):
    """Whole numbers are coarse, so that at some shares it is a little more or less."""
    average, least, _ = coverage(asked, cells=cells)
    assert 0.88 <= average <= 0.95
    assert least > 0.85


@pytest.mark.parametrize("asked", [30, 50])
def test_so_does_that_of_an_option_whose_noise_is_wider(asked):
    average, least, _ = coverage(asked, ratio=OF_A_CHOICE)
    assert 0.88 <= average <= 0.95
    assert least > 0.85


@pytest.mark.parametrize("most", [10, 20, 50])
def test_so_it_comes_out_when_people_and_noise_are_drawn(most):
    """How many answer is drawn as well, and the figure is made as the product makes it."""
    rng, held, times = random.Random(most), 0, 0
    chance = Seeded(rng)
    while times < 3000:
        percent, who_answer = rng.randrange(10, 91), rng.randint(most // 2, most)
        yeses = sum(rng.random() < percent / 100 for _ in range(who_answer))
        cells = [noisy(ANSWERED, week=LAST_WEEK, yeses=who_answer, could=most, chance=chance)]
        cell = noisy(AGREES, week=LAST_WEEK, yeses=yeses, could=most, chance=chance)
        if not share_of_answers(cell, cells).is_shown:
            continue
        times += 1
        low, high = interval_of_share(cell.value, cells[0].value, asked=most)
        held += low <= percent <= high
    assert 0.88 <= held / times <= 0.95


def test_from_many_on_it_is_that_of_a_whole_that_is_known():
    just_below, many = (
        interval_of_share(60, 149, asked=200),
        interval_of_share(60, MANY, asked=200),
    )
    assert max(abs(one - other) for one, other in zip(just_below, many, strict=True)) <= 1


def test_it_is_wider_the_less_is_known():
    def width(**about):
        low, high = interval_of_share(11, 20, asked=25, **about)
        return high - low

    assert width() <= width(cells=2) <= width(cells=2, ratio=OF_A_CHOICE)
    assert width() < width(ratio=OF_A_CHOICE)


@pytest.mark.parametrize(("yeses", "who_answer"), [(-5, 20), (30, 20), (4, 4), (0, 40), (-2, -3), (3, 0)])
def test_what_is_not_possible_is_read_as_the_nearest_that_is(yeses, who_answer):
    low, high = interval_of_share(yeses, who_answer, asked=25)
    assert 0 <= low <= high <= 100


def of(kind, value, could, group=""):
    return Cell(kind.name, LAST_WEEK, value, could, group)


@pytest.mark.parametrize(
    ("kind", "value", "could", "whole", "text"),
    [
        (AGREES, 11, 22, 20, "about 55 %"),
        (AGREES, 20, 22, 20, "95 % or more"),
        (AGREES, 19, 22, 20, "95 % or more"),
        (AGREES, 25, 22, 20, "95 % or more"),
        (AGREES, -1, 22, 20, "5 % or less"),
        (AGREES, 5, 9, 9, "not shown"),
        (AGREES, 5, 10, 9, "about 55 %"),
        (AGREES, 3, 10, 4, "not shown"),
        (CHOSEN, 9, 29, 25, "not shown"),
        (CHOSEN, 9, 30, 25, "about 35 %"),
    ],
)
def test_a_share_is_shown_by_how_many_were_asked_and_never_says_that_all_or_none_do(
    kind, value, could, whole, text
):
    assert share_of_answers(of(kind, value, could), [of(ANSWERED, whole, could)]).text == text


def test_it_says_why_it_is_not_shown():
    few_asked = share_of_answers(of(AGREES, 5, 9), [of(ANSWERED, 9, 9)])
    few_answered = share_of_answers(of(AGREES, 3, 40), [of(ANSWERED, 4, 40)])
    assert (few_asked.why_not, few_answered.why_not) == (WhyNot.FEW_ASKED, WhyNot.FEW_ANSWERED)
    assert share_of_answers(None, []).why_not is WhyNot.FEW_ASKED


def test_of_22_asked_about_20_answered_and_55_percent_it_is_about_35_to_75():
    figure = share_of_answers(of(AGREES, 11, 22), [of(ANSWERED, 20, 22)])
    assert (figure.text, figure.likely) == ("about 55 %", "35 to 75 %")


def test_who_was_asked_and_who_answered_are_bands():
    cells = [of(ANSWERED, 21, 24, "end/mentee"), of(ANSWERED, 6, 8, "end/mentor")]
    assert (asked(cells).text, answered(cells).text) == ("about 30", "about 25")
    assert answered(cells[1:]).text == "not shown"
    assert answered([of(ANSWERED, -2, 12)]).text == "fewer than 5"
