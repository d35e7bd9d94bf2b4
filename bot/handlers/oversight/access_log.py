"""The access log: opened, filtered, turned."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_then_fill, update_modal
from bot.usecases.oversight.access_log import read_access_log
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.oversight.access_log import TITLE, access_log_page
from bot.views.refs import LogRef


def register(app: AsyncApp) -> None:
    app.action(Action.ACCESS_LOG)(listening(on_access_log))
    app.action(Action.ACCESS_LOG_PAGE)(listening(on_turned))
    app.action(Action.ACCESS_LOG_PROGRAM)(listening(on_turned))
    app.action(Action.ACCESS_LOG_PERSON)(listening(on_person))


async def on_access_log(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return await _page(click, deps, LogRef(click.value))

    return open_then_fill(TITLE, build)


COMMANDS = (
    Command(Slash.MENTORING, "log", does="who looked at lists of names", order=90, listener=on_access_log),
)


async def on_turned(click: Click, deps: Deps) -> Reply:
    """Another page, or another program."""
    return update_modal(await _page(click, deps, LogRef.parse(click.value)))


async def on_person(click: Click, deps: Deps) -> Reply:
    """Of the program that is shown, from the newest on."""
    shown = LogRef.parse(click.context)
    wanted = replace(shown, user_id=click.value, before=0)
    return update_modal(await _page(click, deps, wanted))


async def _page(click: Click, deps: Deps, wanted: LogRef) -> Modal:
    return access_log_page(await read_access_log(deps.db, act=click.act, wanted=wanted))
