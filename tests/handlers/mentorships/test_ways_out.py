"""Pausing, ending and a new match: each asks in a small form first, and the others hear of it."""

from datetime import timedelta

import pytest

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
    assert len(said(omar)) == before + 1
    assert "has ended" in said(omar)[-1]
