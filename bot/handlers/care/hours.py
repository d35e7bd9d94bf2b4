"""A mentor's statement of hours: read, and sent as a file."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_then_fill
from bot.usecases.care.hours import read_hours
from bot.views.care.hours import FILENAME, TITLE, hours_note, hours_page, hours_sent, hours_text
from bot.views.ids import Action
from bot.views.message import Modal


def register(app: AsyncApp) -> None:
    app.action(Action.HOURS)(listening(on_hours))
    app.action(Action.HOURS_FILE)(listening(on_hours_file))


async def on_hours(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return hours_page(await read_hours(deps.db, act=click.act))

    return open_then_fill(TITLE, build)


COMMANDS = (
    Command(
        Slash.MENTOR, "hours", does="your hours as a mentor, for an appraisal", order=105, listener=on_hours
    ),
)


async def on_hours_file(click: Click, deps: Deps) -> Reply:
    """The page answers at once; the file follows into the person's own conversation with the app."""

    async def build() -> Modal:
        statement = await read_hours(deps.db, act=click.act)
        if not statement.programs:
            return hours_page(statement)
        posted = await deps.slack.post(click.workspace_id, click.user_id, hours_note().to_dict())
        text = hours_text(statement)
        await deps.slack.upload_files(click.workspace_id, posted.channel, {FILENAME: text.encode()})
        return hours_sent()

    return open_then_fill(TITLE, build)
