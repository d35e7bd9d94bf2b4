"""Lists with names: asked for, agreed to or declined by a second manager, and fetched once."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_modal, open_then_fill, replace
from bot.usecases.exports.asking import agree, ask_for_list, decline, require_second
from bot.usecases.exports.fetching import fetch_list
from bot.usecases.exports.handing_over import hand_over
from bot.views.exports.messages import you_agreed, you_declined
from bot.views.exports.page import LIST_TITLE, list_asked_for, list_form, list_sent, list_unclear
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.refs import ListRef


def register(app: AsyncApp) -> None:
    app.action(Action.LIST_ASK)(listening(on_ask))
    app.view(Callback.LIST_FORM)(listening(on_asked))
    app.action(Action.LIST_AGREE)(listening(on_agree))
    app.action(Action.LIST_DECLINE)(listening(on_decline))
    app.action(Action.LIST_FETCH)(listening(on_fetch))


async def on_ask(click: Click, deps: Deps) -> Reply:
    program = await require_second(deps.db, act=click.act, program_id=click.value)
    return open_modal(list_form(program, list_id=deps.new_id(), hint=deps.content.lines.no_phi))


async def on_asked(click: Click, deps: Deps) -> Reply:
    ref = ListRef.parse(click.context)
    asked = await ask_for_list(
        deps.db,
        act=click.act,
        program_id=ref.program_id,
        list_id=ref.list_id,
        what=click.form.choice(Field.LIST_KIND) or "",
        reason=click.form.text(Field.REASON),
        content=deps.content,
    )
    return last_page(list_asked_for(asked))


async def on_agree(click: Click, deps: Deps) -> Reply:
    return replace(you_agreed(await agree(deps.db, act=click.act, list_id=click.value)))


async def on_decline(click: Click, deps: Deps) -> Reply:
    await decline(deps.db, act=click.act, list_id=click.value)
    return replace(you_declined())


async def on_fetch(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        page = await fetch_list(deps.db, act=click.act, list_id=click.value)
        if not await hand_over(deps.db, deps.slack, page, act=click.act, people=deps.content.people):
            return list_unclear()
        return list_sent()

    return open_then_fill(LIST_TITLE, build)
