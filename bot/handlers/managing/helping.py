"""A mentorship's page for its program's managers, and what they do from it."""

from collections.abc import Sequence
from dataclasses import replace as changed

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import Block

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_then_fill, update_modal
from bot.usecases.availability.pausing import chosen_day
from bot.usecases.managing.helping import (
    USUAL_PAUSE,
    end_kindly,
    give_back,
    offer_new_match,
    pause_for_them,
    read_mentorship,
    take_in_hand,
)
from bot.views.ids import Action, Callback, Field
from bot.views.managing.hands_taken import came_later
from bot.views.managing.mentorship_page import (
    ENDED,
    OFFERED,
    TITLE,
    MentorshipPage,
    end_kindly_form,
    get_in_touch,
    mentorship_page,
    pause_for_them_form,
    paused_until,
)
from bot.views.message import Modal
from bot.views.parts import words
from bot.views.refs import SupportRef


def register(app: AsyncApp) -> None:
    app.action(Action.MENTORSHIP)(listening(on_mentorship))
    app.action(Action.GET_IN_TOUCH)(listening(on_get_in_touch))
    app.action(Action.OFFER_MATCH)(listening(on_offer))
    app.action(Action.PAUSE_FOR_THEM)(listening(on_pause))
    app.view(Callback.PAUSE_FOR_THEM)(listening(on_pause_chosen))
    app.action(Action.END_KINDLY)(listening(on_end))
    app.view(Callback.END_KINDLY)(listening(on_end_sure))
    app.action(Action.SUPPORT_TAKE)(listening(on_take))
    app.action(Action.SUPPORT_BACK)(listening(on_give_back))


async def on_mentorship(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return await _page(click, deps, SupportRef.parse(click.value))

    return open_then_fill(TITLE, build)


async def on_get_in_touch(click: Click, deps: Deps) -> Reply:
    ref = SupportRef.parse(click.value)
    return update_modal(get_in_touch(await _read(click, deps, ref), ref))


async def on_offer(click: Click, deps: Deps) -> Reply:
    ref = SupportRef.parse(click.value)
    await offer_new_match(deps.db, act=click.act, program_id=ref.program_id, mentorship_id=ref.mentorship_id)
    return await _turned(click, deps, ref, notice=[words(OFFERED)])


async def on_pause(click: Click, deps: Deps) -> Reply:
    ref = SupportRef.parse(click.value)
    page = await _read(click, deps, ref)
    return update_modal(pause_for_them_form(page, ref, until=click.now.date() + USUAL_PAUSE))


async def on_pause_chosen(click: Click, deps: Deps) -> Reply:
    ref = SupportRef.parse(click.context)
    day = chosen_day(None, click.form.date(Field.PAUSE_DATE), days={})
    until = await pause_for_them(
        deps.db, act=click.act, program_id=ref.program_id, mentorship_id=ref.mentorship_id, until=day
    )
    said = [words(paused_until(until, today=click.now.date()))]
    return last_page(await _page(click, deps, ref, notice=said))


async def on_end(click: Click, deps: Deps) -> Reply:
    ref = SupportRef.parse(click.value)
    return update_modal(end_kindly_form(await _read(click, deps, ref), ref))


async def on_end_sure(click: Click, deps: Deps) -> Reply:
    ref = SupportRef.parse(click.context)
    await end_kindly(deps.db, act=click.act, program_id=ref.program_id, mentorship_id=ref.mentorship_id)
    return last_page(await _page(click, deps, ref, notice=[words(ENDED)]))


async def on_take(click: Click, deps: Deps) -> Reply:
    ref = SupportRef.parse(click.value)
    taker = await take_in_hand(
        deps.db, act=click.act, program_id=ref.program_id, mentorship_id=ref.mentorship_id
    )
    said = [] if taker == click.user_id else [came_later(taker)]
    return await _turned(click, deps, ref, notice=said)


async def on_give_back(click: Click, deps: Deps) -> Reply:
    ref = SupportRef.parse(click.value)
    await give_back(deps.db, act=click.act, program_id=ref.program_id, mentorship_id=ref.mentorship_id)
    return await _turned(click, deps, ref)


async def _turned(click: Click, deps: Deps, ref: SupportRef, *, notice: Sequence[Block] = ()) -> Reply:
    return changed(update_modal(await _page(click, deps, ref, notice=notice)), changes_home=True)


async def _page(click: Click, deps: Deps, ref: SupportRef, *, notice: Sequence[Block] = ()) -> Modal:
    return mentorship_page(await _read(click, deps, ref), ref, lists=deps.content.people, notice=notice)


async def _read(click: Click, deps: Deps, ref: SupportRef) -> MentorshipPage:
    return await read_mentorship(
        deps.db, act=click.act, program_id=ref.program_id, mentorship_id=ref.mentorship_id
    )
