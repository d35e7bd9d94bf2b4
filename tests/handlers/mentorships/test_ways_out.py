"""Pausing, ending and a new match: each asks in a small form first, and the others hear of it."""

from datetime import timedelta

import pytest

from bot.domain.delivery.outbox import DeliveryState, Planned
from bot.sandbox.faults import Fault, How
from bot.views.ids import Action

DAY = timedelta(days=1)


def said(person):
    return [str(one.blocks) for one in person.messages(person.dm)]


@pytest.fixture
async def pair(town):
    _, nia, omar = await town.introduced_pair()
    return nia, omar


async def state(town, person):
    return (await town.mentorship(person)).state


async def test_a_pause_asks_until_when_says_what_stops_and_tells_the_other_one(town, pair):
    nia, omar = pair
    await town.let_pass(timedelta(weeks=2))
    [question] = [one for one in nia.messages(nia.dm) if "manage to talk" in str(one.blocks)]
    await town.do(nia.click(question, Action.PAUSE))
    assert "What stops until then" in str(nia.modal.blocks)
    assert f"tell <@{omar.person.id}>" in str(nia.modal.blocks)
    assert await state(town, nia) == "active"
    await nia.choose(nia.modal, "pause_date", "2026-03-30")
    await town.do(nia.submit())
    assert "Paused until Monday 30 March" in str(nia.modal.blocks)
    await town.let_pass(DAY)
    [note] = [one for one in said(omar) if "is paused until" in one]
    assert "Monday 30 March" in note


async def test_a_day_that_cannot_be_is_said_beside_the_field(town, pair):
    nia, _ = pair
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.PAUSE))
    await nia.choose(nia.modal, "pause_date", "2026-03-01")
    await town.do(nia.submit())
    assert nia.modal_errors["pause_date"] == "Choose a day after today."
    assert await state(town, nia) == "active"


async def test_starting_again_brings_we_met_back_at_once(town, pair):
    nia, _ = pair
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.PAUSE))
    await town.do(nia.submit())
    assert Action.WE_MET not in str(nia.home.blocks)
    await town.do(nia.click(nia.modal, Action.RESUME))
    await nia.close(everything=True)
    await town.do(nia.open_home())
    assert Action.WE_MET in str(nia.home.blocks)


@pytest.mark.parametrize(
    ("opens", "asks"), [(Action.END, "can't be undone"), (Action.ANOTHER_MATCH, "told who asked")]
)
async def test_nothing_ends_before_the_form_is_sent(town, pair, opens, asks):
    nia, omar = pair
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, opens))
    assert asks in str(nia.modal.blocks)
    assert await state(town, nia) == "active"
    before = len(said(omar))
    await town.do(nia.submit())
    await town.let_pass(DAY)
    [told] = [one for one in said(omar)[before:] if "questions about how mentoring was" not in one]
    assert "has ended" in told


def asked(person, words):
    [question] = [one for one in person.messages(person.dm) if words in str(one.blocks)]
    return question


async def opens_a_form(town, person, words, action):
    """From the question with these words; returns where it stands."""
    question = asked(person, words)
    await town.do(person.click(question, action))
    return question.ts


def stands_at(person, ts):
    [message] = [one for one in person.messages(person.dm) if one.ts == ts]
    return str(message.blocks)


async def test_a_pause_from_a_question_takes_its_place(town, pair):
    nia, _ = pair
    await town.let_pass(timedelta(weeks=2))
    ts = await opens_a_form(town, nia, "manage to talk", Action.PAUSE)
    assert Action.WE_MET in stands_at(nia, ts)
    await nia.choose(nia.modal, "pause_date", "2026-03-30")
    await town.do(nia.submit())
    now = stands_at(nia, ts)
    assert "Paused until Monday 30 March" in now
    assert Action.WE_MET not in now
    assert Action.RESUME in now


@pytest.mark.parametrize(
    ("action", "says"), [(Action.END, "Thank you for the time"), (Action.ANOTHER_MATCH, "who asked")]
)
async def test_an_end_from_the_question_about_silence_takes_its_place(town, pair, action, says):
    nia, _ = pair
    for _ in range(8):
        await town.let_pass(timedelta(weeks=1))
    ts = await opens_a_form(town, nia, "been quiet", action)
    await town.do(nia.submit())
    assert says in stands_at(nia, ts)
    assert Action.KEEP_GOING not in stands_at(nia, ts)


async def test_a_question_among_others_in_one_message_stays_and_so_do_they(town, pair):
    nia, _ = pair
    await town.let_pass(timedelta(weeks=2))
    ts = await opens_a_form(town, nia, "manage to talk", Action.PAUSE)
    before = stands_at(nia, ts)
    await beside_it(town, nia, ts)
    await town.do(nia.submit())
    assert stands_at(nia, ts) == before


async def beside_it(town, person, ts):
    """As if another message had left in the same one."""
    now, where = town.deps.clock(), {"message_ts": ts, "channel_id": person.dm.id}
    note = Planned(town.workspace_id, "released", "P1", 0, person.person.id, now, now + DAY)
    async with town.deps.db.transaction() as repos:
        await repos.outbox.plan([note])
        [claimed] = await repos.outbox.claim(now, 1, DAY)
        await repos.outbox.finish(claimed, DeliveryState.SENT, outcome="sent", now=now, **where)


async def test_a_form_that_is_closed_leaves_the_question_as_it_was(town, pair):
    nia, _ = pair
    await town.let_pass(timedelta(weeks=2))
    ts = await opens_a_form(town, nia, "manage to talk", Action.PAUSE)
    before = stands_at(nia, ts)
    await nia.close(everything=True)
    assert stands_at(nia, ts) == before


async def test_a_pause_from_home_changes_no_message(town, pair):
    nia, _ = pair
    await town.let_pass(timedelta(weeks=2))
    before = said(nia)
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.PAUSE))
    await town.do(nia.submit())
    assert said(nia) == before


async def test_a_question_that_slack_does_not_change_takes_nothing_from_the_answer(town, pair):
    nia, _ = pair
    await town.let_pass(timedelta(weeks=2))
    await opens_a_form(town, nia, "manage to talk", Action.PAUSE)
    town.sandbox.faults.add("chat.update", Fault(How.FATAL_ERROR, times=1))
    await town.do(nia.submit())
    assert "Paused until" in str(nia.modal.blocks)
    assert await state(town, nia) == "paused"
