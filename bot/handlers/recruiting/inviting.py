"""Asking people of the directory to be mentors."""

import json
from dataclasses import asdict

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.errors import NotFound
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.members import who_may_be_asked
from bot.handlers.replies import Reply, next_page, open_modal, open_then_fill
from bot.usecases.recruiting.inviting import MOST_INVITED, Wanted, find_invitable, start_inviting
from bot.usecases.recruiting.nominating import nominate
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.recruiting.inviting import TITLE, Invitable, invitable_page, invite_form
from bot.views.recruiting.nominating import nominated


def register(app: AsyncApp) -> None:
    app.action(Action.INVITE)(listening(on_invite))
    app.view(Callback.INVITE_FILTER)(listening(on_filter))
    app.action(Action.INVITE_ASK)(listening(on_ask))


async def on_invite(click: Click, deps: Deps) -> Reply:
    program, sites = await start_inviting(
        deps.db, act=click.act, program_id=click.value, content=deps.content
    )
    return open_modal(invite_form(program, sites=sites, content=deps.content))


async def on_filter(click: Click, deps: Deps) -> Reply:
    form = click.form
    wanted = Wanted(form.choice(Field.STAGE), form.choice(Field.PROFESSION), form.choice(Field.SITE))
    found = await _found(click, deps, click.context, wanted)
    context = json.dumps(asdict(wanted))
    return next_page(invitable_page(found, at_most=MOST_INVITED, context=context))


async def on_ask(click: Click, deps: Deps) -> Reply:
    wanted = _wanted(click.context)

    async def build() -> Modal:
        found = await _found(click, deps, click.value, wanted)
        candidates, _ = await who_may_be_asked(deps, click.workspace_id, found.user_ids[:MOST_INVITED])
        await nominate(
            deps.db,
            act=click.act,
            program_id=click.value,
            candidates=candidates,
            content=deps.content,
            at_most=MOST_INVITED,
        )
        return nominated()

    return open_then_fill(TITLE, build)


async def _found(click: Click, deps: Deps, program_id: str, wanted: Wanted) -> Invitable:
    return await find_invitable(
        deps.db, act=click.act, program_id=program_id, wanted=wanted, content=deps.content
    )


def _wanted(context: str) -> Wanted:
    try:
        return Wanted(**json.loads(context))
    except (ValueError, TypeError):
        raise NotFound("This list is from before an update. Search for people again.") from None
