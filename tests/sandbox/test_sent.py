"""What came of a run of the clock, counted from what was sent in it."""

from datetime import timedelta

import pytest

from bot.sandbox.people import Span, sleeps_at_night
from bot.sandbox.showing.sent import latest_ts, sent_line
from bot.sandbox.showing.tour import span_in_words
from bot.sandbox.timeline import Timeline


async def test_messages_are_counted_once_and_those_that_woke_somebody_are_told(sandbox, ana, ben, ward):
    bot, space, routine = sandbox.bot_user_id, sandbox.workspace, sleeps_at_night(sandbox)
    space.post(ana.dm, author=bot, text="Before the run")
    last = latest_ts(sandbox)
    assert sent_line(sandbox, routine, after=last).words == "No messages: there was nothing to say."

    group = space.open_group([ana.person.id, ben.person.id])
    space.post(group, author=bot, text="To both")
    space.post(ana.dm, author=bot, text="For her eyes", ephemeral_for=ana.person.id)
    await ana.say(ward, "Of my own")
    by_day = sent_line(sandbox, routine, after=last)
    assert by_day.words == "1 message, none during sleep or a shift."
    assert (by_day.spot.pane, by_day.label) == ("phone", "See Ben's phone")

    sandbox.clock.advance(timedelta(hours=18))
    space.post(ana.dm, author=bot, text="At three in the morning")
    by_night = sent_line(sandbox, routine, after=last)
    assert by_night.words == "2 messages, 1 during sleep or a shift."
    assert by_night.spot.person == ana.person.id


async def test_a_desk_disturbs_nobody_and_a_ward_does(sandbox, ana):
    last = latest_ts(sandbox)
    sandbox.workspace.post(ana.dm, author=sandbox.bot_user_id, text="At ten")
    for kind, words in (("at_work", "none during"), ("on_shift", "1 during")):
        assert words in sent_line(sandbox, always(kind), after=last).words


def always(kind):
    return lambda person, start, end: [Span(start, end, kind)]


async def test_the_next_three_in_the_morning_is_told_by_the_clocks_there(sandbox, ana):
    timeline = Timeline(sandbox)
    assert timeline.hours_until(3) == timedelta(hours=18)
    await timeline.advance(timeline.hours_until(3))
    assert timeline.hours_until(3) == timedelta(days=1)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.5, "30 minutes"),
        (1, "1 hour"),
        (24, "1 day"),
        (30, "30 hours"),
        (168, "1 week"),
        (2016, "12 weeks"),
    ],
)
def test_a_span_in_words(hours, words):
    assert span_in_words(timedelta(hours=hours)) == words
