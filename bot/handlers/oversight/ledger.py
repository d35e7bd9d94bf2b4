"""The time ledger of a program."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.oversight.asking import read_as_they_may
from bot.handlers.replies import Reply, open_then_fill
from bot.usecases.oversight.ledger import read_ledger
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.oversight.ledger import TITLE, ledger_page


def register(app: AsyncApp) -> None:
    app.action(Action.LEDGER)(listening(on_ledger))


async def on_ledger(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        page = await read_as_they_may(
            click,
            deps,
            lambda admin: read_ledger(
                deps.db, act=click.act, program_id=click.value, content=deps.content, is_admin=admin
            ),
        )
        return ledger_page(page, taken=deps.content.ledger)

    return open_then_fill(TITLE, build)
