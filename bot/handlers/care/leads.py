"""Being who mentors can turn to: yes or no, the sign-off, and who would like a call."""

from dataclasses import replace as changed

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_modal, open_then_fill, replace, update_modal
from bot.usecases.care.advice import see_advice
from bot.usecases.care.leads import Leading, answer_lead, read_leading, sign_off
from bot.views.care.leads import (
    TITLE,
    came_later,
    lead_said_no,
    lead_said_yes,
    leading_page,
    sign_off_form,
)
from bot.views.ids import Action, Callback
from bot.views.message import Modal
from bot.views.refs import AdviceRef, SignOffRef


def register(app: AsyncApp) -> None:
    app.action(Action.LEAD_YES)(listening(on_yes))
    app.action(Action.LEAD_NO)(listening(on_no))
    app.action(Action.LEADING)(listening(on_leading))
    app.action(Action.SIGN_OFF)(listening(on_sign_off))
    app.view(Callback.SIGN_OFF)(listening(on_signed))
    app.action(Action.ADVICE_SEEN)(listening(on_seen))


async def on_yes(click: Click, deps: Deps) -> Reply:
    leads = await answer_lead(deps.db, act=click.act, program_id=click.value, yes=True)
    is_deputy = leads.program.lead != click.user_id
    return changed(replace(lead_said_yes(leads.program, is_deputy=is_deputy)), changes_home=True)


async def on_no(click: Click, deps: Deps) -> Reply:
    leads = await answer_lead(deps.db, act=click.act, program_id=click.value, yes=False)
    return changed(replace(lead_said_no(leads.program)), changes_home=True)


async def on_leading(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return _page(await read_leading(deps.db, act=click.act, program_id=click.value, content=deps.content))

    return open_then_fill(TITLE, build)


async def on_sign_off(click: Click, deps: Deps) -> Reply:
    found = await read_leading(deps.db, act=click.act, program_id=click.value, content=deps.content)
    form = sign_off_form(found.leads.program, content=deps.content)
    return update_modal(form) if click.view_type == "modal" else open_modal(form)


async def on_signed(click: Click, deps: Deps) -> Reply:
    ref = SignOffRef.parse(click.context)
    found = await sign_off(
        deps.db, act=click.act, program_id=ref.program_id, seen=ref.version, content=deps.content
    )
    return last_page(_page(found))


async def on_seen(click: Click, deps: Deps) -> Reply:
    ref = AdviceRef.parse(click.value)
    found, who = await see_advice(
        deps.db, act=click.act, program_id=ref.program_id, user_id=ref.user_id, content=deps.content
    )
    notice = [came_later(who)] if who and who != click.user_id else []
    page = leading_page(found.leads.program, asked=found.asked, is_signed=found.is_signed, notice=notice)
    return update_modal(page)


def _page(found: Leading) -> Modal:
    return leading_page(found.leads.program, asked=found.asked, is_signed=found.is_signed)
