"""Whatever is asked of it, the pace keeps to its limits, and gives nothing away."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.errors import RateLimited, Unclear
from bot.slack.pacing import (
    FORGIVEN,
    LONGEST_BACK_OFF,
    LONGEST_WAIT,
    OPEN,
    POST,
    SLACK_LIMITS,
    TRIES,
    Limit,
    Pace,
    Queue,
    patiently,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def calls_until(pace, end, *, ws="T1", channel=""):
    """When calls leave that are made as soon as each may."""
    now, left = NOW, []
    while (now := pace.free_at(ws, POST, now, channel=channel)) < end:
        pace.take(ws, POST, now, channel=channel)
        left.append(now)
    return left


def test_a_burst_and_then_a_steady_pace():
    left = calls_until(Pace(), NOW + 60 * SECOND)
    assert left[:75] == [NOW] * 75
    assert len(left) == 75 + 300 - 1


def test_one_a_second_in_a_conversation():
    assert calls_until(Pace(), NOW + 5 * SECOND, channel="C1") == [NOW + n * SECOND for n in range(5)]


@given(st.lists(st.integers(0, 90_000), max_size=200).map(sorted))
def test_no_minute_holds_more_than_the_burst_and_the_pace_together(waits):
    pace, limit = Pace({POST: Limit(timedelta(seconds=1), at_once=10)}), 10 + 60
    left, now = [], NOW
    for wait in waits:
        now = pace.free_at("T1", POST, max(now, NOW + timedelta(milliseconds=wait)))
        pace.take("T1", POST, now)
        left.append(now)
    for start in left:
        assert sum(start <= one < start + timedelta(minutes=1) for one in left) <= limit


@given(st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=50))
def test_wherever_the_clock_jumps_a_call_waits_no_longer_than_all_calls_at_once_take(jumps):
    pace, now = Pace(), NOW
    limit = SLACK_LIMITS[POST]
    for seconds in jumps:
        now += seconds * SECOND
        free = pace.free_at("T1", POST, now)
        assert now <= free <= now + limit.every
        pace.take("T1", POST, now)


def test_a_back_off_is_for_one_method_and_workspace():
    pace = Pace()
    pace.back_off("T1", POST, NOW, 90 * SECOND)
    assert pace.free_at("T1", POST, NOW) == NOW + 90 * SECOND
    assert pace.free_at("T1", OPEN, NOW) == NOW
    assert pace.free_at("T2", POST, NOW) == NOW
    assert pace.blocked(NOW) == ["T1"]
    assert pace.blocked(NOW + 90 * SECOND) == []


def test_a_back_off_given_by_a_clock_that_ran_ahead_is_over():
    pace = Pace()
    pace.back_off("T1", POST, NOW + timedelta(days=365), 90 * SECOND)
    assert pace.free_at("T1", POST, NOW) == NOW


def test_those_who_wait_get_a_turn_each_and_nobody_goes_before_them():
    pace = Pace({POST: Limit(SECOND)})
    queue = Queue(pace)
    pace.take("T1", POST, NOW)
    assert [queue.enter("T1", POST, NOW, channel=f"C{n}") for n in range(3)] == [
        NOW + n * SECOND for n in (1, 2, 3)
    ]
    later = NOW + SECOND
    assert pace.free_at("T1", POST, later) == later
    assert queue.enter("T1", POST, later, channel="C3") == later + 3 * SECOND
    assert queue.enter("T2", POST, later, channel="C4") == later
    assert (queue.blocked(later), Queue(pace).blocked(later)) == (["T1"], [])


def test_a_conversation_that_waits_holds_up_no_other():
    pace = Pace()
    queue = Queue(pace)
    pace.take("T1", POST, NOW, channel="C1")
    assert queue.enter("T1", POST, NOW, channel="C1") == NOW + SECOND
    assert queue.enter("T1", POST, NOW, channel="C2") == NOW
    assert queue.blocked(NOW) == []


def test_one_unclear_answer_is_bad_luck_and_many_are_an_outage():
    pace, now = Pace(), NOW
    for _ in range(FORGIVEN):
        pace.note_failure("T1", now)
        assert pace.blocked(now) == []
    for _ in range(20):
        again = pace.note_failure("T1", now)
        assert pace.blocked(now) == ["T1"]
        assert again - now <= LONGEST_BACK_OFF
        now = again
    assert again - (now - LONGEST_BACK_OFF) == LONGEST_BACK_OFF
    pace.note_success("T1")
    pace.note_failure("T1", now)
    assert pace.blocked(now) == []


@pytest.mark.parametrize("method", [POST, OPEN, "views.publish"])
def test_without_limits_nothing_waits(method):
    pace = Pace({})
    for _ in range(1000):
        pace.take("T1", method, NOW)
    assert pace.free_at("T1", method, NOW) == NOW


SHORT = RateLimited(POST, timedelta(milliseconds=20))
LONG, UNCLEAR = RateLimited(POST, LONGEST_WAIT + SECOND), Unclear(POST)


class Answers:
    """What comes of each call in turn, and when it was made."""

    def __init__(self, *answers):
        self.left, self.called_at = list(answers), []

    async def __call__(self):
        self.called_at.append(asyncio.get_running_loop().time())
        answer = self.left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def test_a_short_wait_that_slack_asks_for_is_kept():
    call = Answers(SHORT, SHORT, "here")
    assert await patiently(call) == "here"
    first, second, third = call.called_at
    assert min(second - first, third - second) >= SHORT.retry_after.total_seconds() * 0.9


@pytest.mark.parametrize(
    ("problem", "may_happen_twice", "calls"),
    [(SHORT, True, TRIES), (LONG, True, 1), (UNCLEAR, True, TRIES), (UNCLEAR, False, 1)],
)
async def test_nobody_waits_for_ever_and_nothing_happens_twice_that_must_not(
    problem, may_happen_twice, calls
):
    call = Answers(*[problem] * TRIES, "never")
    with pytest.raises(type(problem)):
        await patiently(call, may_happen_twice=may_happen_twice)
    assert len(call.called_at) == calls
