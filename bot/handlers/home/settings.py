"""Settings, opened from Home, from a message or by its word."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_modal, update_modal
from bot.usecases.home.settings import read_settings
from bot.views.home.settings import settings_page
from bot.views.ids import Action


def register(app: AsyncApp) -> None:
    app.action(Action.SETTINGS)(listening(on_settings))


async def on_settings(click: Click, deps: Deps) -> Reply:
    """From within a modal, it is that modal which turns back to them."""
    page = settings_page(await read_settings(deps.db, act=click.act, content=deps.content))
    return update_modal(page) if click.view_type == "modal" else open_modal(page)


COMMANDS = (
    Command(
        Slash.MENTOR,
        "settings",
        does="hours, roster, nights, leave, your answers and privacy",
        order=25,
        listener=on_settings,
    ),
)
