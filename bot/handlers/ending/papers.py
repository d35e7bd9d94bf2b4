"""Papers: made when they are asked for, and sent into the person's own conversation with the app."""

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_then_fill
from bot.paper import Paper
from bot.usecases.ending.papers import make_certificate, make_hours
from bot.views.care.hours import TITLE as HOURS
from bot.views.ending.papers import CERTIFICATE_FILE, HOURS_FILE, TITLE, paper_note, paper_sent
from bot.views.ids import Action
from bot.views.message import Modal


def register(app: AsyncApp) -> None:
    app.action(Action.CERTIFICATE)(listening(on_certificate))
    app.action(Action.HOURS_PDF)(listening(on_hours_pdf))


async def on_certificate(click: Click, deps: Deps) -> Reply:
    def make() -> Awaitable[Paper]:
        return make_certificate(deps.db, act=click.act, program_id=click.value, content=deps.content)

    return _sent(click, deps, make, title=TITLE, filename=CERTIFICATE_FILE)


async def on_hours_pdf(click: Click, deps: Deps) -> Reply:
    def make() -> Awaitable[Paper]:
        return make_hours(deps.db, act=click.act)

    return _sent(click, deps, make, title=HOURS, filename=HOURS_FILE)


def _sent(
    click: Click, deps: Deps, make: Callable[[], Awaitable[Paper]], *, title: str, filename: str
) -> Reply:
    async def build() -> Modal:
        ws, who = click.workspace_id, click.user_id
        paper = await make()
        pdf = await deps.press.set(paper, names=await deps.slack.names(ws, who))
        posted = await deps.slack.post(ws, who, paper_note().to_dict())
        await deps.slack.upload_files(ws, posted.channel, {filename: pdf})
        return paper_sent(title)

    return open_then_fill(title, build)
