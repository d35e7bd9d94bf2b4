"""A manager's own hand in a proposal: run again, kept, swapped, added."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.matching.proposals import place_in, review_page
from bot.handlers.members import refuse_chosen
from bot.handlers.replies import Reply, next_page, open_then_fill, update_modal
from bot.usecases.matching.by_hand import add_pair, lock_match, swap_matches, try_pair, try_swap
from bot.usecases.matching.proposals import propose_matches
from bot.usecases.programs.planning import read_managed_program
from bot.views.ids import Action, Callback, Field
from bot.views.matching.by_hand import pair_form, pair_preview, swap_preview
from bot.views.matching.proposals import TITLE
from bot.views.message import Modal
from bot.views.refs import PairRef, ReviewRef, SwapPreviewRef, SwapRef


def register(app: AsyncApp) -> None:
    app.action(Action.MATCH_AGAIN)(listening(on_again))
    app.action(Action.LOCK)(listening(on_lock))
    app.action(Action.UNLOCK)(listening(on_unlock))
    app.action(Action.SWAP)(listening(on_swap))
    app.action(Action.SWAP_WITH)(listening(on_swap_with))
    app.view(Callback.SWAP)(listening(on_swapped))
    app.action(Action.ADD_PAIR)(listening(on_add_pair))
    app.view(Callback.ADD_PAIR)(listening(on_pair))
    app.view(Callback.ADD_PAIR_SURE)(listening(on_pair_added))


async def on_again(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        await propose_matches(
            deps.db, act=click.act, program_id=click.value, content=deps.content, new_id=deps.new_id
        )
        return await review_page(click, deps, ReviewRef(click.value))

    return open_then_fill(TITLE, build)


async def on_lock(click: Click, deps: Deps) -> Reply:
    return await _lock(click, deps, locked=True)


async def on_unlock(click: Click, deps: Deps) -> Reply:
    return await _lock(click, deps, locked=False)


async def _lock(click: Click, deps: Deps, *, locked: bool) -> Reply:
    program = await lock_match(
        deps.db,
        workspace_id=click.workspace_id,
        mentorship_id=click.value,
        by=click.user_id,
        locked=locked,
    )
    return update_modal(await review_page(click, deps, place_in(click, program)))


async def on_swap(click: Click, deps: Deps) -> Reply:
    return update_modal(
        await review_page(click, deps, replace(ReviewRef.parse(click.context), page=0, swapping=click.value))
    )


async def on_swap_with(click: Click, deps: Deps) -> Reply:
    ref = SwapRef.parse(click.value)
    tried = await try_swap(
        deps.db, act=click.act, ids=(ref.mentorship_id, ref.other_id), content=deps.content
    )
    return update_modal(swap_preview(tried, swap=ref, at=place_in(click, tried.program)))


async def on_swapped(click: Click, deps: Deps) -> Reply:
    ref = SwapPreviewRef.parse(click.context)
    program = await swap_matches(
        deps.db,
        act=click.act,
        ids=(ref.mentorship_id, ref.other_id),
        mentor_id=ref.mentor_id,
        content=deps.content,
    )
    return next_page(await review_page(click, deps, ReviewRef(program.id, ref.page, shown=ref.shown)))


async def on_add_pair(click: Click, deps: Deps) -> Reply:
    program = await read_managed_program(
        deps.db, workspace_id=click.workspace_id, program_id=click.value, by=click.user_id
    )
    return update_modal(pair_form(program))


async def on_pair(click: Click, deps: Deps) -> Reply:
    await refuse_chosen(click, deps, (Field.MENTEE, Field.MENTOR))
    tried = await try_pair(
        deps.db,
        act=click.act,
        program_id=click.context,
        pair=(click.form.user(Field.MENTEE) or "", click.form.user(Field.MENTOR) or ""),
        content=deps.content,
    )
    return next_page(pair_preview(tried))


async def on_pair_added(click: Click, deps: Deps) -> Reply:
    ref = PairRef.parse(click.context)
    await add_pair(
        deps.db,
        act=click.act,
        program_id=ref.program_id,
        pair=(ref.mentee_id, ref.mentor_id),
        content=deps.content,
        new_id=deps.new_id,
    )
    return next_page(await review_page(click, deps, ReviewRef(ref.program_id)))
