"""Asking for a hand, and the managers' list of who asked."""

from collections.abc import Sequence
from dataclasses import replace as changed

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import Block

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_modal, open_then_fill, replace, update_modal
from bot.usecases.managing.help_requests import (
    ask_for_a_hand,
    give_a_hand,
    give_back,
    programs_to_ask,
    read_hands,
    take_on,
)
from bot.views.ids import Action
from bot.views.managing.hands_taken import came_later
from bot.views.managing.help_requests import LIST_TITLE, choose_hand, hand_asked, hands_list
from bot.views.message import Modal
from bot.views.refs import HelpRef


def register(app: AsyncApp) -> None:
    app.action(Action.ASK_HAND)(listening(on_ask))
    app.action(Action.HAND_WITH)(listening(on_topic))
    app.action(Action.HANDS)(listening(on_hands))
    app.action(Action.HAND_DONE)(listening(on_done))
    app.action(Action.HAND_TAKE)(listening(on_take))
    app.action(Action.HAND_BACK)(listening(on_give_back))


async def on_ask(click: Click, deps: Deps) -> Reply:
    programs = await programs_to_ask(
        deps.db, workspace_id=click.workspace_id, user_id=click.user_id, program_id=click.value
    )
    return open_modal(choose_hand(programs))


async def on_topic(click: Click, deps: Deps) -> Reply:
    ref = HelpRef.parse(click.value)
    request = await ask_for_a_hand(deps.db, act=click.act, program_id=ref.program_id, topic=ref.topic)
    [program] = await programs_to_ask(
        deps.db, workspace_id=click.workspace_id, user_id=click.user_id, program_id=ref.program_id
    )
    return replace(hand_asked(program, request.topic))


async def on_hands(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return await _hands(click, deps, click.value)

    return open_then_fill(LIST_TITLE, build)


async def on_done(click: Click, deps: Deps) -> Reply:
    ref = HelpRef.parse(click.value)
    await give_a_hand(
        deps.db,
        workspace_id=click.workspace_id,
        program_id=ref.program_id,
        user_id=ref.user_id,
        topic=ref.topic,
        by=click.user_id,
    )
    return await _changed(click, deps, ref)


async def on_take(click: Click, deps: Deps) -> Reply:
    ref = HelpRef.parse(click.value)
    taker = await take_on(
        deps.db, act=click.act, program_id=ref.program_id, user_id=ref.user_id, topic=ref.topic
    )
    return await _changed(click, deps, ref, notice=() if taker == click.user_id else (came_later(taker),))


async def on_give_back(click: Click, deps: Deps) -> Reply:
    ref = HelpRef.parse(click.value)
    await give_back(deps.db, act=click.act, program_id=ref.program_id, user_id=ref.user_id, topic=ref.topic)
    return await _changed(click, deps, ref)


async def _changed(click: Click, deps: Deps, ref: HelpRef, *, notice: Sequence[Block] = ()) -> Reply:
    page = await _hands(click, deps, ref.program_id, notice=notice)
    return changed(update_modal(page), changes_home=True)


async def _hands(click: Click, deps: Deps, program_id: str, *, notice: Sequence[Block] = ()) -> Modal:
    asked = await read_hands(deps.db, act=click.act, program_id=program_id)
    return hands_list(asked, notice=notice)
