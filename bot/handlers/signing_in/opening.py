"""The dashboard: a link to it, asked for on Home or by a command."""

import secrets
from urllib.parse import quote

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.oversight.asking import read_as_they_may
from bot.handlers.replies import Reply, open_then_fill
from bot.usecases.signing_in.links import ask_for_link
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.signing_in.opening import TITLE, open_dashboard


def register(app: AsyncApp) -> None:
    app.action(Action.DASHBOARD)(listening(on_dashboard))
    app.action(Action.DASHBOARD_LINK)(listening(on_link))


async def on_dashboard(click: Click, deps: Deps) -> Reply:
    """A button's value is the page to land on, from /dashboard on; the overview where it has none."""

    async def build() -> Modal:
        if not deps.site.is_known:
            return open_dashboard("")
        secret = secrets.token_urlsafe(32)
        await read_as_they_may(
            click,
            deps,
            lambda admin: ask_for_link(
                deps.db, act=click.act, secret=secret, wall=deps.wall(), is_admin=admin
            ),
        )
        to = f"?to={quote(click.value)}" if click.value else ""
        return open_dashboard(deps.site.address(f"/in/{secret}{to}"))

    return open_then_fill(TITLE, build)


async def on_link(click: Click, deps: Deps) -> Reply:
    """Slack tells of a tap on a link as well: the browser does all there is to do."""
    return Reply()


COMMANDS = (
    Command(
        Slash.MENTORING,
        "dashboard",
        does="your programs in the browser",
        order=5,
        listener=on_dashboard,
    ),
)
