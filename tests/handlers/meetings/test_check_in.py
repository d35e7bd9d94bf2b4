"""Did you meet? What a tap does, for the one who taps, the other one and a stranger."""

from datetime import timedelta

from slack_sdk.models.blocks import ButtonElement

from bot.views.delivery.together import together
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import buttons, words
from bot.views.room import LONGEST, characters


async def asked(town, nia):
    """Go to the day the mentee is asked; returns the question in her conversation with the bot."""
    await town.let_pass(timedelta(weeks=2))
    [question] = [message for message in nia.messages(nia.dm) if "manage to talk" in str(message.blocks)]
    return question


async def test_we_met_replaces_the_question_and_keeps_only_the_week(town):
    _, nia, _ = await town.introduced_pair()
    question = await asked(town, nia)
    reply = await town.do(nia.click(question, Action.WE_MET))
    assert reply.status == 200
    assert "Thanks: you met" in nia.messages(nia.dm)[-1].text
    [cycle] = await town.cycles(nia)
    assert (cycle.outcome, cycle.iso_week) == ("met", "2026-W12")


async def test_the_mentor_is_not_asked_any_more_once_the_mentee_has_answered(town):
    _, nia, omar = await town.introduced_pair()
    await town.do(nia.click(await asked(town, nia), Action.WE_MET))
    await town.let_pass(timedelta(days=7))
    assert not [message for message in omar.messages(omar.dm) if "manage to talk" in str(message.blocks)]


async def test_the_mentor_is_asked_when_nobody_has_answered(town):
    _, nia, omar = await town.introduced_pair()
    await asked(town, nia)
    await town.let_pass(timedelta(days=2))
    assert [message for message in omar.messages(omar.dm) if "manage to talk" in str(message.blocks)]


async def test_second_answer_is_thanked_and_changes_nothing(town):
    _, nia, omar = await town.introduced_pair()
    question = await asked(town, nia)
    await town.let_pass(timedelta(days=2))
    [late] = [message for message in omar.messages(omar.dm) if "manage to talk" in str(message.blocks)]
    await town.do(nia.click(question, Action.WE_MET))
    await town.do(omar.click(late, Action.NOT_THIS_MONTH))
    assert "already answered" in omar.messages(omar.dm)[-1].text
    cycles = await town.cycles(nia)
    assert cycles[0].outcome == "met"


async def test_undo_brings_the_question_back(town):
    _, nia, _ = await town.introduced_pair()
    await town.do(nia.click(await asked(town, nia), Action.WE_MET))
    await town.do(nia.click(nia.messages(nia.dm)[-1], Action.UNDO))
    assert "manage to talk" in str(nia.messages(nia.dm)[-1].blocks)


async def test_a_stranger_who_forges_a_click_is_told_why_and_changes_nothing(town):
    _, nia, _ = await town.introduced_pair()
    question = await asked(town, nia)
    eve = town.person("Eve Elsewhere")
    forged = town.sandbox.workspace.post(
        eve.dm, author=town.sandbox.bot_user_id, text=question.text, blocks=question.blocks
    )
    reply = await town.do(eve.click(forged, Action.WE_MET))
    assert reply.status == 200
    assert "Only the people in this mentorship" in eve.messages(eve.dm)[-1].text
    assert (await town.cycles(nia))[0].outcome is None


async def test_an_answer_without_room_in_its_message_follows_in_one_of_its_own(town):
    _, nia, _ = await town.introduced_pair()
    question = await asked(town, nia)
    [tap] = [one for block in question.blocks for one in block.get("elements", ()) if _is_we_met(one)]
    asks = Message("Did you meet?", [buttons(ButtonElement(**tap))])
    left = LONGEST - characters(asks.to_dict()["blocks"]) - 100
    long = Message("More", [words("x" * length) for length in (3000, 3000, left - 6000)])
    full = together([long, asks])
    space = town.sandbox.workspace
    shown = space.post(nia.dm, author=space.bot.id, text=full["text"], blocks=full["blocks"])
    await town.do(nia.click(shown, Action.WE_MET))
    *_, kept, answer = nia.messages(nia.dm)
    assert kept.ts == shown.ts
    assert "in a message of its own, below" in str(kept.blocks[-1])
    assert "x" * 2000 in str(kept.blocks)
    assert "Thanks: you met" in answer.text
    assert answer.ephemeral_for is None


def _is_we_met(element):
    return element.get("action_id") == Action.WE_MET
