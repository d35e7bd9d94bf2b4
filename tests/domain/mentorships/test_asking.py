"""What may be asked after something else was said about a mentorship."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.mentorships.asking import APART, Asks, may_ask_from

THEN = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize("asks", Asks)
def test_of_what_nothing_contradicts_it_may_be_asked_at_any_time(asks):
    assert may_ask_from(asks, {}) is None
    assert may_ask_from(asks, {asks: THEN}) is None


@pytest.mark.parametrize("asks", Asks)
@pytest.mark.parametrize("other", Asks)
def test_two_that_contradict_each_other_are_three_days_apart(asks, other):
    if asks is not other:
        assert may_ask_from(asks, {other: THEN}) == THEN + 3 * DAY == THEN + APART


def test_the_latest_of_the_others_counts():
    said = {Asks.WHEN_TO_MEET: THEN, Asks.ABOUT_SILENCE: THEN + DAY, Asks.IF_THEY_MET: THEN + 9 * DAY}
    assert may_ask_from(Asks.IF_THEY_MET, said) == THEN + 4 * DAY
