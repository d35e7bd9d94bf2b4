"""The two slash commands: each word is answered by the listener that says it does."""

from collections.abc import Sequence
from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers import find_commands
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import Listener, listening
from bot.handlers.replies import Reply, whisper
from bot.usecases.home.home import read_home
from bot.views.home.commands import HELP, usage
from bot.views.home.home import HomePage, home_message, met_message
from bot.views.ids import Action
from bot.views.joining.first_page import invitation
from bot.views.parts import escape


def register(app: AsyncApp) -> None:
    commands = find_commands()
    for slash in Slash:
        app.command(slash.value)(listening(answering(slash, commands)))
    app.action(Action.COMMAND)(listening(tapping(commands)))


async def on_home(click: Click, deps: Deps) -> Reply:
    """The most useful thing for this person, in the conversation they are in."""
    page = await _page(click, deps)
    if page.mine or page.waiting_in:
        return whisper(home_message(page))
    return whisper(invitation(page.open_programs))


async def on_met(click: Click, deps: Deps) -> Reply:
    return whisper(met_message(await _page(click, deps)))


async def _page(click: Click, deps: Deps) -> HomePage:
    return await read_home(deps.db, act=click.act, is_admin=False, with_programs=False, content=deps.content)


COMMANDS = (
    Command(
        Slash.MENTOR,
        "home",
        does="the next thing to do",
        order=20,
        listener=on_home,
    ),
    Command(Slash.MENTOR, "met", does="say that you met", order=30, listener=on_met),
)
ALONE = {Slash.MENTOR: on_home}
# What phones and word processors put around a word.
AROUND = " \t.,;:!?*_~`'\"“”‘’«»"


def tapping(commands: Sequence[Command]) -> Listener:
    """Make the listener of a button that stands for a command: it does what typing it would."""
    listeners = {slash.value: answering(slash, commands) for slash in Slash}

    async def on_command_tapped(click: Click, deps: Deps) -> Reply:
        slash, _, word = click.value.partition(" ")
        listener = listeners.get(slash, listeners[Slash.MENTOR])
        return await listener(replace(click, text=word, value=""), deps)

    return on_command_tapped


def answering(slash: Slash, commands: Sequence[Command]) -> Listener:
    """Make the listener of a slash command from the words of all of them.

    Whatever it does not know is answered with the list of words. A secret behind a word of the other slash
    command is not repeated either.
    """
    mine = [command for command in commands if command.slash is slash]
    listeners = {command.word: command.listener for command in mine}
    secretive = {command.word for command in commands if command.hides_text}

    async def on_command(click: Click, deps: Deps) -> Reply:
        text = click.text.lower().strip(AROUND)
        first = next(iter(text.split()), "")
        word = first if first in secretive else text
        listener = listeners.get(word) if word else ALONE.get(slash)
        if listener:
            return await listener(click, deps)
        unknown = "" if word in ("", HELP, *secretive) else escape(click.text[:40])
        return whisper(usage(slash, {command.word: command.does for command in mine}, unknown=unknown))

    return on_command
