"""Not now and nights this week: the question goes away, comes back once, and never into somebody's sleep."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.elements import walk
from bot.views.ids import MORE, Action
from bot.views.refs import FoldedRef

DAY = timedelta(days=1)
LONDON = ZoneInfo("Europe/London")


def latest(person):
    return person.messages(person.dm)[-1]


def questions(person):
    return [one for one in person.messages(person.dm) if "manage to talk" in str(one.blocks)]


def choice(message, until):
    [menu] = [one for one in walk(message.blocks) if one.action_id == MORE]
    carried = [FoldedRef.parse(one["value"]).value for one in menu.element["options"]]
    [found] = [one for one in carried if one.endswith(f":{until}")]
    return found


@pytest.fixture
async def asked(town):
    """A mentee who was just asked whether they met, on a Monday at ten."""
    _, nia, omar = await town.introduced_pair()
    await town.let_pass(timedelta(weeks=2))
    [question] = questions(nia)
    return nia, omar, question


async def test_not_now_takes_the_question_away_and_asks_once_more_in_three_days(town, asked):
    nia, _, question = asked
    replies = await asyncio.gather(*(nia.click(question, Action.NOT_NOW) for _ in range(2)))
    await town.settled()
    assert [reply.status for reply in replies] == [200, 200]
    assert "We'll ask again on Thursday 19 March, once." in str(latest(nia).blocks)
    assert questions(nia) == []
    await town.let_pass(3 * DAY)
    assert len(questions(nia)) == 1
    await town.let_pass(5 * DAY)
    assert len(questions(nia)) == 1


async def test_a_question_that_has_been_answered_meanwhile_does_not_come_back(town, asked):
    nia, omar, question = asked
    await town.do(nia.click(question, Action.NOT_NOW))
    await town.let_pass(2 * DAY)
    [to_omar] = questions(omar)
    await town.do(omar.click(to_omar, Action.WE_MET))
    await town.let_pass(4 * DAY)
    assert questions(nia) == []


async def test_undo_brings_it_back_at_once_and_not_once_more(town, asked):
    nia, _, question = asked
    await town.do(nia.click(question, Action.NOT_NOW))
    await town.do(nia.click(latest(nia), Action.ASK_ANYWAY))
    assert len(questions(nia)) == 1
    await town.let_pass(7 * DAY)
    assert len(questions(nia)) == 1
    await town.do(nia.click(latest(nia), Action.NOT_NOW))
    assert "too late by then" in str(latest(nia).blocks)


async def test_it_may_be_put_off_again_when_it_is_back(town, asked):
    nia, _, question = asked
    await town.do(nia.click(question, Action.NOT_NOW))
    await town.do(nia.click(latest(nia), Action.NOT_NOW_UNTIL, value=choice(latest(nia), "tomorrow")))
    await town.let_pass(DAY)
    await town.do(nia.click(latest(nia), Action.NOT_NOW))
    assert questions(nia) == []
    await town.let_pass(3 * DAY)
    assert len(questions(nia)) == 1


async def test_a_time_after_it_has_lost_its_point_is_not_offered(town, asked):
    nia, _, question = asked
    await town.do(nia.click(question, Action.NOT_NOW))
    assert choice(latest(nia), "tomorrow")
    with pytest.raises(ValueError, match="not enough values"):
        choice(latest(nia), "next_month")


async def test_another_day_takes_the_place_of_the_usual_one(town, asked):
    """Whoever is asked again tomorrow is not asked again in three days too."""
    nia, _, question = asked
    await town.do(nia.click(question, Action.NOT_NOW))
    await town.do(nia.click(latest(nia), Action.NOT_NOW_UNTIL, value=choice(latest(nia), "tomorrow")))
    assert "We'll ask again on Tuesday 17 March, once." in str(latest(nia).blocks)
    await town.let_pass(DAY)
    assert len(questions(nia)) == 1
    await town.let_pass(5 * DAY)
    assert len(questions(nia)) == 1


async def test_nights_this_week_under_a_question_asks_after_them_and_wakes_nobody(town, asked):
    nia, omar, question = asked
    await town.do(nia.click(question, Action.NOT_NOW))
    await town.do(nia.click(latest(nia), Action.NIGHTS))
    assert "nights until Sunday 22 March" in str(latest(nia).blocks)
    assert "ask again on Tuesday 24 March" in str(latest(nia).blocks)
    before = len(nia.messages(nia.dm))
    await town.let_pass(8 * DAY)
    assert len(nia.messages(nia.dm)) == before
    await town.let_pass(timedelta(hours=5))
    [again] = questions(nia)
    sent = datetime.fromtimestamp(float(again.ts), LONDON)
    assert (sent.date().isoformat(), sent.hour) == ("2026-03-24", 14)
    assert questions(omar)


async def test_not_on_nights_after_all_takes_both_back(town, asked):
    nia, _, question = asked
    await town.do(nia.click(question, Action.NOT_NOW))
    await town.do(nia.click(latest(nia), Action.NIGHTS))
    await town.do(nia.click(latest(nia), Action.NOT_ON_NIGHTS))
    assert len(questions(nia)) == 1
    await town.do(nia.open_home())
    assert "on nights" not in str(nia.home.blocks)


async def test_settings_say_at_once_what_nights_change(town, asked):
    nia, _, _ = asked
    await town.from_settings(nia, Action.NIGHTS)
    await nia.close(everything=True)
    await town.do(nia.click(nia.home, Action.SETTINGS))
    assert "You're on nights until Monday 23 March" in str(nia.modal.blocks)
    assert "Not on nights" in str(nia.modal.blocks)
    await nia.close(everything=True)
    await town.let_pass(10 * DAY)
    await town.do(nia.click(nia.home, Action.SETTINGS))
    assert "On nights" in str(nia.modal.blocks)


async def test_leave_until_is_one_page_and_ends_by_itself(town, asked):
    nia, _, question = asked
    await town.do(nia.click(question, Action.NOT_NOW))
    await town.do(nia.click(latest(nia), Action.LEAVE_UNTIL))
    await nia.choose(nia.modal, "pause_date", "2026-03-10")
    await town.do(nia.submit())
    assert nia.modal_errors["pause_date"] == "Choose a day after today."
    await nia.choose(nia.modal, "pause_date", "2026-04-01")
    await town.do(nia.submit())
    assert "away until Wednesday 1 April" in str(nia.modal.blocks)
    await town.do(nia.click(latest(nia), Action.ASK_ANYWAY))
    assert "already closed" in str(latest(nia).blocks)


async def test_quiet_hours_show_what_follows_and_keep_what_was_typed(town, asked):
    nia, _, _ = asked
    await town.from_settings(nia, Action.QUIET_HOURS)
    await nia.choose(nia.modal, "quiet_from", "10:00")
    await town.do(nia.submit())
    assert list(nia.modal_errors) == ["quiet_until"]
    await nia.choose(nia.modal, "quiet_until", "12:00")
    await nia.choose(nia.modal, "long_recovery", ["yes"])
    await town.do(nia.submit())
    assert "Monday to Friday, 12:00-16:30" in str(nia.modal.blocks)
    await town.do(nia.click(nia.modal, Action.SETTINGS))
    assert "Monday to Friday, 12:00-16:30" in str(nia.modal.blocks)


@pytest.mark.parametrize("action", [Action.NOT_NOW, Action.ASK_ANYWAY, Action.NIGHTS])
async def test_nobody_puts_off_somebody_elses_question(town, asked, action):
    nia, omar, question = asked
    forged = town.sandbox.workspace.post(
        omar.dm, author=town.sandbox.bot_user_id, text=question.text, blocks=question.blocks
    )
    if action is not Action.NOT_NOW:
        await town.do(nia.click(question, Action.NOT_NOW))
        forged = town.sandbox.workspace.post(
            omar.dm, author=town.sandbox.bot_user_id, text="", blocks=latest(nia).blocks
        )
    reply = await town.do(omar.click(forged, action))
    assert reply.status == 200
    assert "older message" in latest(omar).text
    await town.let_pass(4 * DAY)
    assert len(questions(nia)) == 1
