"""All programs together, for owners."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.oversight.asking import read_as_they_may
from bot.handlers.replies import Reply, open_then_fill
from bot.usecases.oversight.organisation import read_organisation
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.oversight.organisation import TITLE, organisation_page


def register(app: AsyncApp) -> None:
    app.action(Action.ORGANISATION)(listening(on_organisation))


async def on_organisation(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        page = await read_as_they_may(
            click,
            deps,
            lambda admin: read_organisation(deps.db, act=click.act, content=deps.content, is_admin=admin),
        )
        return organisation_page(page, measures=deps.content.measures)

    return open_then_fill(TITLE, build)


COMMANDS = (
    Command(
        Slash.MENTORING,
        "organisation",
        does="totals over all programs",
        order=100,
        listener=on_organisation,
    ),
)
