"""Clicks and forms that no view of ours has sent: answered with a sentence, with nothing kept."""

import json
import logging

import pytest

from bot.sandbox.faults import Fault, How
from bot.views.ids import Action


@pytest.fixture
async def program_id(town):
    return await town.new_program(town.person("Mona Manager", is_admin=True))


@pytest.fixture(autouse=True)
def nothing_is_logged_as_an_error(caplog):
    yield
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def memory(town, **said):
    """What a form carries from page to page, with these answers in it."""
    opened_at, version = town.sandbox.clock.now().isoformat(), town.deps.content.charter.version
    return json.dumps({"opened_at": opened_at, "charter": version, "filled": False} | said)


def as_charter(actor, context):
    """The last page, reached without the ones before it."""
    view = actor.modal
    view.callback_id, view.private_metadata, view.state = "join.charter", context, {}
    view.blocks[:] = [{"type": "section", "text": {"type": "mrkdwn", "text": "The charter"}}]


@pytest.mark.parametrize("context", ["not json", "[]", "3", '{"unknown":1}', '{"role":"boss"}'])
async def test_a_form_with_a_memory_that_is_not_ours_is_answered_in_words(town, program_id, context):
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentor", "join"))
    as_charter(nia, context)
    assert (await town.do(nia.submit())).status == 200
    assert "/mentor join" in str(nia.modal.blocks)
    assert await town.enrolment(nia) is None


async def test_a_charter_agreed_to_before_the_questions_says_what_is_missing(town, program_id):
    """An error beside a field this page does not have would show nothing at all."""
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentor", "join"))
    as_charter(nia, memory(town, answers={"program_id": program_id}))
    await town.do(nia.submit())
    assert "Choose at least one thing" in str(nia.modal.blocks)


async def test_answers_on_no_list_are_answered_in_words(town, program_id):
    nia = town.person("Nia Nurse")
    for role, topics in (("boss", ["leadership"]), ("mentee", ["<!channel>"])):
        await town.do(nia.command("/mentor", "join"))
        answers = {"program_id": program_id, "role": role, "topics_wanted": topics}
        as_charter(nia, memory(town, answers=answers))
        await town.do(nia.submit())
        assert "lists to choose from have changed" in str(nia.modal.blocks)
        await nia.close(everything=True)
    assert await town.enrolment(nia) is None


@pytest.mark.parametrize(
    "context", ["", "nurse_leadership:", "nurse_leadership:P1", "nurse_leadership:P1:x", "unknown:P1:0"]
)
async def test_a_program_form_of_no_template_is_answered_in_words(town, program_id, context):
    manager = town.person("Mona Manager")
    await town.do(manager.command("/mentoring", "new"))
    await manager.choose(manager.modal, "need", "onboarding")
    await town.do(manager.submit())
    manager.modal.private_metadata = context
    await town.do(manager.submit())
    assert "/mentoring new" in str(manager.modal.blocks)
    assert [program.id for program in await town.programs()] == [program_id]


async def test_a_stranger_is_told_in_the_modal_that_a_program_is_not_theirs(town, program_id):
    """From Home there is nowhere else to say it: the trigger went into the light modal."""
    manager, nia = town.person("Mona Manager"), town.person("Nia Nurse")
    await town.do(manager.open_home())
    await town.do(nia.open_home())
    nia.home.blocks[:] = manager.home.blocks
    await town.do(nia.click(nia.home, Action.MATCH))
    assert "Only a manager of" in str(nia.modal.blocks)


async def test_a_home_that_cannot_be_shown_anew_takes_no_answer_back(town, program_id):
    nia = town.person("Nia Nurse")
    town.sandbox.faults.add("views.publish", Fault(How.RATE_LIMIT, times=1, retry_after=30))
    await town.fill_in(nia)
    assert nia.modal.title["text"] == "You're in"


async def test_what_one_manager_holds_another_programs_manager_cannot_touch(town, program_id):
    """Buttons and forms carried over to somebody who manages nothing here."""
    manager, nia = town.person("Mona Manager"), town.person("Nia Nurse")
    await town.join(nia)
    await town.do(nia.open_home())
    for action, value in (
        (Action.HOLDS, program_id),
        (Action.SENDS, program_id),
        (Action.HANDS, program_id),
        (Action.SUMMARY_SCHEDULE, program_id),
        (Action.SUMMARY_STOP, program_id),
        (Action.HOLD_END, f"{program_id}:1"),
        (Action.SENDS_HOLD, f"{program_id}:check_in"),
        (Action.SENDS_RESUME, f"{program_id}:check_in"),
        *((one, f"{program_id}:timing:{nia.person.id}") for one in HANDS),
    ):
        nia.home.blocks[:] = [button(action, value)]
        await town.do(nia.click(nia.home, action))
        assert "Only a manager of" in str(nia.modal.blocks)
        await nia.close(everything=True)
    await town.do(manager.command("/mentoring", "hold"))
    await town.do(nia.command("/mentor", "pause"))
    nia.modal.callback_id, nia.modal.private_metadata = "quiet_time.form", program_id
    await town.do(nia.submit())
    assert "Only a manager of" in str(nia.modal.blocks)
    async with town.deps.db.transaction() as repos:
        assert await repos.holds.list_for_programs(town.workspace_id, [program_id]) == {}
        assert await repos.holds.list_held_kinds(town.workspace_id, program_id) == frozenset()


HANDS = (Action.HAND_TAKE, Action.HAND_BACK, Action.HAND_DONE)


@pytest.mark.parametrize("value", ["", ":", "P9:timing", "P9:timing:U1:x", "rematch"])
async def test_asking_for_a_hand_with_a_button_that_is_not_ours_is_answered_in_words(town, program_id, value):
    nia = town.person("Nia Nurse")
    await town.join(nia)
    await town.do(nia.open_home())
    nia.home.blocks[:] = [button(Action.HAND_WITH, value or "x")]
    await town.do(nia.click(nia.home, Action.HAND_WITH))
    assert nia.modal.blocks


def button(action, value):
    text = {"type": "plain_text", "text": "Do it"}
    element = {"type": "button", "text": text, "action_id": str(action), "value": value}
    return {"type": "actions", "block_id": "forged", "elements": [element]}
