"""The commands: usage for what they don't know, the useful thing for whoever asks."""

import pytest

from bot.views.home.commands import MENTOR_USAGE, MENTORING_USAGE


def last(actor):
    return actor.messages(actor.dm)[-1]


@pytest.mark.parametrize(
    ("command", "usage"),
    [("/mentor", MENTOR_USAGE), ("/mentoring", MENTORING_USAGE)],
    ids=["mentor", "mentoring"],
)
@pytest.mark.parametrize("text", ["help", "dance <!channel>", "x" * 3000])
async def test_help_and_nonsense_answer_with_usage_for_one_person(town, command, usage, text):
    nia = town.person("Nia Nurse")
    await town.do(nia.command(command, text))
    assert last(nia).ephemeral_for == nia.person.id
    assert all(f"`{command} {verb}`" in str(last(nia).blocks) for verb in usage)
    assert "<!channel>" not in str(last(nia).blocks)


@pytest.mark.parametrize("verb", [verb for verb in MENTOR_USAGE])
async def test_every_verb_of_mentor_answers_a_stranger(town, verb):
    nia = town.person("Nia Nurse")
    reply = await town.do(nia.command("/mentor", verb))
    assert reply.status == 200
    assert nia.modal or last(nia).author == town.sandbox.bot_user_id


async def test_privacy_lists_the_live_scopes_and_what_managers_see(town):
    _, nia, omar = await town.introduced_pair()
    await town.do(nia.command("/mentor", "privacy"))
    shown = str(nia.modal.blocks)
    assert "`mpim:write`" in shown
    assert f"matched with <@{omar.person.id}>; status: getting started" in shown
    town.sandbox.scopes = {"commands", "chat:write"}
    await nia.close(everything=True)
    await town.do(nia.command("/mentor", "privacy"))
    assert "mpim:write" not in str(nia.modal.blocks)


async def test_a_card_shows_the_hospitals_own_signposts(town):
    _, nia, _ = await town.introduced_pair()
    await town.do(nia.command("/mentor", "cards"))
    first = next(block["accessory"]["value"] for block in nia.modal.blocks if "accessory" in block)
    await town.do(nia.click(nia.modal, "card.open", value=first))
    assert "Call employee_support" in str(nia.modal.blocks)


async def test_met_asks_for_one_tap_and_the_tap_counts(town):
    _, nia, _ = await town.introduced_pair()
    await town.do(nia.command("/mentor", "met"))
    await town.do(nia.click(last(nia), "meeting.we_met"))
    assert (await town.cycles(nia))[0].outcome == "met"


async def test_a_manager_whose_only_program_is_a_draft_is_told_where_to_open_it(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager, signposts=False)
    await town.do(manager.command("/mentoring", "summary"))
    assert "Open it from my Home tab" in str(last(manager).blocks)
