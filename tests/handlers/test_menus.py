"""A choice in a menu behind three dots does what its button does."""

import pytest
from slack_sdk.models.blocks import ActionsBlock

from bot.handlers.menus import unfold
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, more, row_of, sure, words

PAUSE = button("Pause", Action.PAUSE, value="M1")
RHYTHM = button("Change how often", Action.RHYTHM, value="M1:3")


async def heard(sandbox_action):
    body, listened = {"actions": [dict(sandbox_action)]}, []

    async def listen():
        listened.append(True)

    await unfold(body, listen)
    assert listened
    return body["actions"][0]


@pytest.mark.parametrize("one", [PAUSE, RHYTHM, button("Guides", Action.GUIDE)])
async def test_a_choice_is_heard_as_its_button(one):
    [menu] = buttons(more(one)).to_dict()["elements"]
    action = await heard({"type": "overflow", "action_id": "more", "selected_option": menu["options"][0]})
    assert (action["type"], action["action_id"], action["value"]) == (
        "button",
        one.action_id,
        one.value or "",
    )


@pytest.mark.parametrize("chosen", [None, {}, {"value": ""}, {"value": "nonsense"}])
async def test_a_choice_of_nothing_is_no_button(chosen):
    action = await heard({"type": "overflow", "action_id": "more", "selected_option": chosen})
    assert action["action_id"] not in {*Action}


async def test_an_answer_in_a_row_is_heard_as_the_action_of_its_row():
    row = buttons(*row_of(Action.WAVE_ANSWER, [button(word, "", value=word) for word in ("Yes", "No")]))
    shown = row.to_dict()["elements"]
    assert len({one["action_id"] for one in shown}) == 2
    told = [await heard(one) for one in shown]
    assert [(one["action_id"], one["value"]) for one in told] == [
        (Action.WAVE_ANSWER, "Yes"),
        (Action.WAVE_ANSWER, "No"),
    ]


async def test_other_menus_stay_as_they_are():
    chosen = {"type": "overflow", "action_id": "not_now.until", "selected_option": {"value": "5:week"}}
    assert await heard(chosen) == chosen


def test_what_asks_first_is_not_folded():
    with pytest.raises(ValueError, match="mentorship.pause"):
        more(RHYTHM, button("Pause", Action.PAUSE, confirm=sure("Sure?", yes="Pause")))


async def test_the_sandbox_finds_what_is_folded(town):
    nia = town.person("Nia")
    message = Message("A question.", [words("How is it?"), ActionsBlock(elements=[more(PAUSE, RHYTHM)])])
    await town.deps.slack.post(town.workspace_id, nia.dm.id, message.to_dict())
    reply = await nia.click(nia.inbox()[-1], Action.PAUSE)
    assert reply.status == 200
    with pytest.raises(LookupError):
        await nia.click(nia.inbox()[-1], Action.RHYTHM, value="M1:4")
