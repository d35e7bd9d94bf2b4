"""Where commands can be typed: not where the app takes no messages, but in the note to oneself."""

from dataclasses import replace

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.model import ChannelKind


@pytest.fixture
def read_only(sandbox):
    """The app's manifest leaves no composer in its own conversation."""
    space = sandbox.workspace
    space.grants = replace(space.grants, messages_read_only=True)
    return space


@pytest.fixture
def heard(app):
    """The commands that came, each answered by its response_url."""
    commands = []

    @app.command("/beacon")
    async def on_beacon(ack, command, respond):
        commands.append(command)
        await ack()
        await respond("Here")

    return commands


async def test_a_command_is_typed_and_answered_in_the_note_to_oneself(read_only, heard, ana, ben):
    await ana.command("/beacon")

    [told] = heard
    assert (told["channel_id"], told["channel_name"]) == (ana.note.id, "directmessage")
    assert [message.text for message in ana.messages(ana.note)] == ["Here"]
    assert ben.messages(ana.note) == ana.messages(ana.dm) == ana.notifications == []


async def test_nothing_can_be_typed_where_the_app_takes_no_messages(read_only, heard, ana):
    for typing in (ana.command("/beacon", channel=ana.dm), ana.say(ana.dm, "Hello")):
        with pytest.raises(PermissionError, match="turned off"):
            await typing
    assert heard == ana.messages(ana.dm) == []


async def test_a_client_that_has_a_composer_there_can_be_tried(read_only, heard, ana):
    read_only.takes_messages_to_app = True

    await ana.command("/beacon", channel=ana.dm)
    await ana.command("/beacon")

    assert [message.text for message in ana.messages(ana.dm)] == ["Here", "Here"]


async def test_the_app_has_no_way_into_the_note(client, ana):
    note = ana.note
    assert (note.kind, ana.conversations()) == (ChannelKind.NOTE, [note])
    for call in (
        client.conversations_open(channel=note.id),
        client.chat_postMessage(channel=note.id, text="Hi"),
    ):
        with pytest.raises(SlackApiError, match="channel_not_found"):
            await call

    await client.chat_postMessage(channel=ana.person.id, text="Hi")

    assert ana.messages(note) == []
    assert [message.text for message in ana.messages(ana.dm)] == ["Hi"]
