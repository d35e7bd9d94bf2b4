"""The commands: usage for what they don't know, the useful thing for whoever asks."""

import re
from pathlib import Path

import pytest

import bot
from bot.handlers import find_commands
from bot.handlers.command import Command, Slash, in_order
from bot.sandbox.blockkit import lint_message
from bot.sandbox.elements import with_ids
from bot.views.ids import Action
from bot.views.notices import plainly
from tests.views.variants import variants

COMMANDS = find_commands()


def lines_of(slash):
    """The list of what a slash command can do, as it is read."""
    said = [(command.word, command.does) for command in COMMANDS if command.slash is slash]
    return "\n".join(f"• `{slash} {word}` - {does}" for word, does in [*said, ("help", "this list")])


def answers(word="dance", does="dance", order=1, slash=Slash.MENTOR):
    return Command(slash, word, does=does, order=order, listener=COMMANDS[0].listener)


def last(actor):
    return actor.inbox()[-1]


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
    assert "secret" not in str([*nia.messages(nia.note), nia.modal]).lower()
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
    assert "Open it from Home" in str(last(manager).blocks)


async def tapped(town, actor, value):
    """A sentence of the app in its own conversation, where nobody can type, and its button tapped."""
    space, said = town.sandbox.workspace, plainly(f"That is over. Type `{value}` instead.").to_dict()
    blocks = with_ids(said["blocks"], space.rng)
    shown = space.post(actor.dm, author=space.bot.id, text=said["text"], blocks=blocks)
    return await town.do(actor.click(shown, Action.COMMAND))


async def test_a_command_that_a_sentence_names_can_be_tapped(town):
    nia = town.person("Nia Nurse")
    assert (await tapped(town, nia, "/mentor roster")).status == 200
    assert "Join first" in str(nia.modal.blocks)
    await town.do(nia.click(nia.modal, Action.COMMAND))
    assert "No mentoring program is open" in str(nia.modal.blocks)


@pytest.mark.parametrize("value", ["/mentor", "/mentoring", "/mentor dance", "/mentoring dance"])
async def test_a_tapped_command_answers_as_a_typed_one(town, value):
    nia = town.person("Nia Nurse")
    await tapped(town, nia, value)
    by_tap = last(nia).text
    slash, _, text = value.partition(" ")
    await town.do(nia.command(slash, text))
    assert last(nia).text == by_tap


async def test_a_home_with_too_many_programs_has_a_button_for_each_list_of_them(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    view = variants()["home_manager_of_many"].to_dict()
    for word in ("match", "summary"):
        await town.deps.slack.publish_home(town.workspace_id, manager.person.id, view)
        await town.do(manager.click(manager.home, Action.COMMAND, value=f"/mentoring {word}"))
        assert "Nurse Leadership" in str(manager.modal.blocks)
        await manager.close(everything=True)


def test_every_sentence_names_commands_that_exist():
    known = {"", "help"} | {one.word for one in COMMANDS}
    said = [
        (path.name, *found)
        for path in Path(bot.__path__[0]).rglob("*.*")
        if path.suffix in (".py", ".yml")
        for found in re.findall(r"`(/mentor(?:ing)?) ?([a-z]*)`", path.read_text(encoding="utf-8"))
    ]
    assert len(said) > 40
    assert [one for one in said if one[2] not in known] == []


def test_a_sentence_on_its_own_has_a_button_for_each_command_it_names():
    told = plainly("Type `/mentor join`, or `/mentoring match`, or `/mentor join` again.").to_dict()
    buttons = [one["value"] for block in told["blocks"][1:] for one in block["elements"]]
    assert buttons == ["/mentor join", "/mentoring match"]
    assert lint_message(told) == []
