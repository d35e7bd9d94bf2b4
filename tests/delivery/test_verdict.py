"""Whatever the people, the zone and the moment: nothing leaves at a time the rules of quiet forbid."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.content import load_content
from bot.delivery.loading import LoadedSituation
from bot.delivery.verdict import judge
from bot.domain.availability import Availability
from bot.nudges import all_kinds
from tests.domain.quiet_oracle import Oracle
from tests.domain.test_timing_laws import people
from tests.examples import examples
from tests.nudges.situations import situation

CONTENT = load_content()
ALL = [replace(kind, still_true=lambda situation: True) for kind in all_kinds().values()]
# A lead has agreed to be told at any hour that somebody may have been harmed.
AT_ONCE = [kind.key for kind in ALL if kind.at_once]
KINDS = [kind for kind in ALL if not kind.at_once]


def test_one_kind_alone_may_come_at_any_hour():
    assert AT_ONCE == ["advice_urgent"]


@st.composite
def moments_of_sending(draw):
    """A kind, one or two readers, and any minute of the twelve days around them."""
    first, start = draw(people())
    second, _ = draw(people())
    now = start + timedelta(minutes=draw(st.integers(0, 12 * 1440)))
    return draw(st.sampled_from(KINDS)), draw(st.sampled_from([(first,), (first, second)])), now


def judged(kind, readers, now, *, sent_lately=(), good_for=timedelta(days=10)):
    about = situation(CONTENT, kind.key, now=now)
    message = replace(about.message, expires_at=now + good_for)
    return judge(
        kind, LoadedSituation(replace(about, message=message), readers, sent_lately), content=CONTENT
    )


@examples(300)
@given(moments_of_sending())
def test_nothing_leaves_when_a_rule_forbids_it_and_nothing_waits_for_such_a_moment(drawn):
    kind, readers, now = drawn
    verdict = judged(kind, readers, now)
    leaves_at = now if verdict.send else verdict.wait_until
    if leaves_at is not None:
        assert [Oracle(reader).why_not(leaves_at) for reader in readers] == [None] * len(readers)


@examples(150)
@given(moments_of_sending())
def test_what_waits_is_sent_at_the_moment_it_was_told_to_wait_for(drawn):
    """Otherwise a message could be put off for ever."""
    kind, readers, now = drawn
    verdict = judged(kind, readers, now)
    if verdict.wait_until is not None:
        left = timedelta(days=10) - (verdict.wait_until - now)
        assert judged(kind, readers, verdict.wait_until, good_for=left).send


@examples(100)
@given(moments_of_sending(), st.lists(st.integers(1, 7 * 1440 - 1), min_size=2, max_size=2))
def test_a_third_budgeted_message_in_seven_days_waits(drawn, minutes_ago):
    kind, readers, now = drawn
    sent = tuple(now - timedelta(minutes=ago) for ago in minutes_ago)
    verdict = judged(kind, readers, now, sent_lately=sent)
    if kind.budgeted:
        assert not verdict.send
        assert verdict.wait_until is None or verdict.wait_until >= min(sent) + timedelta(days=7)


def test_after_the_end_nobody_is_written_to_at_hours_that_are_a_guess():
    """Their roster has gone with their last program; who works to a pattern can still be told."""
    now = datetime(2026, 9, 15, 11, 30, tzinfo=UTC)
    [kind] = [one for one in KINDS if one.key == "answers_in"]
    mixed, nights = (Availability("UTC", CONTENT.preset(one)) for one in ("mixed_12", "nights_12"))
    assert judged(kind, (mixed,), now - timedelta(days=1)).send
    gone = judged(kind, (mixed,), now)
    assert (gone.send, gone.wait_until) == (False, None)
    assert judged(kind, (nights,), now).wait_until == datetime(2026, 9, 15, 16, 30, tzinfo=UTC)
