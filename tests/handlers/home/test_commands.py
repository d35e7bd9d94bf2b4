"""The commands: usage for what they don't know, the useful thing for whoever asks."""

import pytest

from bot.handlers import find_commands
from bot.handlers.command import Command, Slash, in_order

COMMANDS = find_commands()


def lines_of(slash):
    """The list of what a slash command can do, as it is read."""
    said = [(command.word, command.does) for command in COMMANDS if command.slash is slash]
    return "\n".join(f"• `{slash} {word}` - {does}" for word, does in [*said, ("help", "this list")])


def answers(word="dance", does="dance", order=1, slash=Slash.MENTOR):
    return Command(slash, word, does=does, order=order, listener=COMMANDS[0].listener)


def last(actor):
    return actor.messages(actor.dm)[-1]


@pytest.mark.parametrize("slash", list(Slash))
@pytest.mark.parametrize("text", ["help", "dance <!channel>", "x" * 3000])
async def test_help_and_nonsense_answer_with_usage_for_one_person(town, slash, text):
    nia = town.person("Nia Nurse")
    await town.do(nia.command(slash, text))
    assert last(nia).ephemeral_for == nia.person.id
    assert last(nia).blocks[1]["text"]["text"] == lines_of(slash)
    assert "<!channel>" not in str(last(nia).blocks)


@pytest.mark.parametrize("slash", list(Slash))
async def test_a_roster_link_is_not_repeated_whichever_command_it_was_typed_behind(town, slash):
    nia = town.person("Nia Nurse")
    await town.do(nia.command(slash, "Roster\n https://rota.example/SECRET.ics"))
    assert "secret" not in str([*nia.messages(nia.dm), nia.modal]).lower()
    assert nia.modal if slash is Slash.MENTOR else "I don't know" not in str(last(nia).blocks)


@pytest.mark.parametrize(
    ("others", "shared"),
    [
        ([answers(order=2)], "/mentor dance"),
        ([answers("sing")], "/mentor order=1"),
    ],
)
def test_two_listeners_cannot_share_a_word_or_a_place(others, shared):
    with pytest.raises(ValueError, match=f"share {shared}$"):
        in_order([answers(), *others])


def test_the_same_word_may_stand_behind_each_slash_command():
    ours, theirs = answers(order=2), answers(slash=Slash.MENTORING)
    assert in_order([theirs, ours, answers("sing")]) == (answers("sing"), ours, theirs)


@pytest.mark.parametrize("about", [{"does": " "}, {"word": "two words"}, {"word": "Dance"}, {"word": ""}])
def test_a_command_is_one_word_that_says_what_it_does(about):
    with pytest.raises(ValueError, match="/mentor"):
        answers(**about)


@pytest.mark.parametrize("verb", [*(one.word for one in COMMANDS if one.slash is Slash.MENTOR), "help"])
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
