"""How a mentor's load is: asked, said and taken back."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_modal, update_modal
from bot.usecases.care.load import LoadNow, read_load, say_load, undo_load
from bot.views.care.load import load_question, load_said
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.refs import LoadRef


def register(app: AsyncApp) -> None:
    app.action(Action.LOAD)(listening(on_load))
    app.action(Action.LOAD_SAY)(listening(on_said))
    app.action(Action.LOAD_UNDO)(listening(on_undo))


async def on_load(click: Click, deps: Deps) -> Reply:
    page = _question(await read_load(deps.db, act=click.act))
    return update_modal(page) if click.view_type == "modal" else open_modal(page)


async def on_said(click: Click, deps: Deps) -> Reply:
    found = await say_load(deps.db, act=click.act, load=click.value)
    now = found.now
    page = load_said(
        found.said,
        until=now.rest.until if now.rest else None,
        offered=now.offered,
        is_most=now.offered >= now.most,
        theirs=now.theirs,
        user_id=click.user_id,
        before=found.before,
    )
    return _shown(page)


async def on_undo(click: Click, deps: Deps) -> Reply:
    before = LoadRef.parse(click.value)
    return _shown(_question(await undo_load(deps.db, act=click.act, before=before), notice="Taken back."))


def _question(now: LoadNow, *, notice: str = "") -> Modal:
    rest = now.rest
    return load_question(rests=rest is not None, until=rest.until if rest else None, notice=notice)


def _shown(page: Modal) -> Reply:
    return replace(update_modal(page), changes_home=True)
