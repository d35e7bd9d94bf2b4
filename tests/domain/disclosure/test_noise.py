"""The noise of a cell is what the page about disclosure says it is, and no record moves the odds by more."""

import math
import random
from collections import Counter
from itertools import product

import pytest

from bot.domain.disclosure.noise import OF_A_CHOICE, THIRD, Seeded, draw
from bot.domain.disclosure.sums import spread_of

FAR = 80


RATIOS = {THIRD: 1 / 3, OF_A_CHOICE: 7 / 12}
both_ratios = pytest.mark.parametrize("ratio", RATIOS)


def probability(noise, ratio=THIRD):
    """In proportion to 3^-|k|, or of a choice to (7/12)^|k|, as the page about disclosure says."""
    share = RATIOS[ratio]
    return share ** abs(noise) * (1 - share) / (1 + share)


class Told:
    """A chance that gives what it is told, and then ends the run."""

    def __init__(self, *values):
        self._values = list(values)

    def randbelow(self, exclusive_upper_bound, /):
        assert exclusive_upper_bound == THIRD.of
        return self._values.pop(0)


@both_ratios
def test_all_its_probabilities_add_up_to_one(ratio):
    assert math.isclose(sum(probability(noise, ratio) for noise in range(-FAR, FAR + 1)), 1)
    for most in range(-20, 21):
        below = sum(probability(noise, ratio) for noise in range(-FAR, most + 1))
        assert math.isclose(spread_of(1, ratio).at_most(most), below, abs_tol=1e-12)


def test_neighbouring_counts_are_at_most_three_to_one_whatever_is_seen():
    """In closed form: the same value from a count and from one more."""
    for count, seen in product(range(61), range(-FAR, 100)):
        ratio = probability(seen - count) / probability(seen - count - 1)
        assert math.isclose(ratio, 3) or math.isclose(ratio, 1 / 3)


def test_another_choice_moves_two_cells_and_less_than_three_to_one_together():
    """One option loses a record and another gains it, whatever is seen of both."""
    for count, seen in product(range(61), range(-20, 80)):
        gained = probability(seen - count, OF_A_CHOICE) / probability(seen - count - 1, OF_A_CHOICE)
        assert 1 / 3 < gained**2 < 3


def test_it_is_the_difference_of_two_runs():
    assert draw(Told(1, 1)) == 0
    assert draw(Told(0, 0, 2, 1)) == 2
    assert draw(Told(1, 0, 0, 0, 2)) == -3


@both_ratios
def test_what_is_drawn_has_that_distribution(ratio):
    """Chi-squared over nine values and the rest: 27.9 is passed by one seed in a thousand."""
    many, chance = 30_000, Seeded(random.Random(20260302))
    drawn = Counter(min(max(draw(chance, ratio), -5), 5) for _ in range(many))
    expected = {noise: many * probability(noise, ratio) for noise in range(-4, 5)}
    tail = many * sum(probability(noise, ratio) for noise in range(5, FAR))
    expected |= {-5: tail, 5: tail}
    assert sum((drawn[one] - count) ** 2 / count for one, count in expected.items()) < 27.9


@pytest.mark.parametrize(("ratio", "variance"), [(THIRD, 1.5), (OF_A_CHOICE, 6.72)])
def test_its_standard_deviation_is_a_little_over_one_and_of_a_choice_over_two(ratio, variance):
    found = sum(noise**2 * probability(noise, ratio) for noise in range(-FAR, FAR + 1))
    assert math.isclose(found, variance)
