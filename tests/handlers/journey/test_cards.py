"""Cards for hard conversations: danger first, numbers with names, a way on and a way back."""

import pytest

from bot.sandbox.elements import walk
from bot.views.ids import Action


@pytest.fixture
async def nia(town):
    await town.new_program(town.person("Mona Manager", is_admin=True))
    return town.person("Nia Nurse")


async def opened(town, person, card_id):
    await town.do(person.command("/mentor", "cards"))
    await town.do(person.click(person.modal, Action.CARD, value=card_id))


def title(modal):
    return next(block["text"]["text"] for block in modal.blocks if block["type"] == "header")


async def test_a_crisis_card_begins_with_danger_and_names_whom_to_call(town, nia):
    await opened(town, nia, "suicide")
    first = nia.modal.blocks[1]["text"]["text"]
    assert first.startswith(
        "*When it can't wait*\n• Danger now: call the emergency number (Call emergency_number)"
    )
    assert "the crisis line (Call crisis_line)" in first
    shown = str(nia.modal.blocks)
    assert (
        "occupational health (Call occupational_health) or employee support (Call employee_support)" in shown
    )
    assert "*Avoid*" in shown
    assert "Leave alone" not in shown


async def test_a_card_that_names_another_opens_it_and_every_card_leads_back_to_the_list(town, nia):
    await opened(town, nia, "burnout")
    await town.do(nia.click(nia.modal, Action.CARD, value="suicide"))
    assert title(nia.modal) == "Thoughts of suicide or self-harm"
    for card in town.deps.content.cards.values():
        await opened(town, nia, card.id)
        [back] = [
            one
            for one in walk(nia.modal.blocks)
            if one.action_id == Action.CARD and not one.element.get("value")
        ]
        assert back.element["text"]["text"] == "All cards"
        await town.do(nia.click(nia.modal, Action.CARD, block_id=back.block_id))
        assert all(one.title in str(nia.modal.blocks) for one in town.deps.content.cards.values())


async def test_cards_never_pile_up_on_what_they_were_opened_from(town, nia):
    await town.do(nia.command("/mentor", "privacy"))
    await town.do(nia.click(nia.modal, Action.CARD))
    beneath = len(town.sandbox.workspace.modals[nia.person.id])
    for card_id in ("burnout", "suicide"):
        await town.do(nia.click(nia.modal, Action.CARD, value=card_id))
        assert len(town.sandbox.workspace.modals[nia.person.id]) == beneath
    await nia.close()
    assert nia.modal.title["text"] == "What is private"
