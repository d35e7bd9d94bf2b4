"""The questions of a wave: begun, answered, passed over, gone back to, left for later."""

from collections.abc import Awaitable

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_beside, open_modal, replace
from bot.usecases.feedback import answering
from bot.usecases.feedback.answering import Step, WaveClosed, WaveRef
from bot.usecases.mentorships.rematching import read_matches
from bot.views.feedback.asking import new_match, wave_done, wave_later, wave_question
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.notices import notice, plainly
from bot.views.refs import AnswerRef, AskedRef, ItemRef


def register(app: AsyncApp) -> None:
    app.action(Action.WAVE_START)(listening(on_start))
    app.action(Action.WAVE_ANSWER)(listening(on_answer))
    app.action(Action.WAVE_SKIP)(listening(on_skip))
    app.action(Action.WAVE_RATHER_NOT)(listening(on_skip))
    app.action(Action.WAVE_BACK)(listening(on_back))
    app.action(Action.WAVE_LATER)(listening(on_later))
    app.action(Action.WAVE_CHANGE)(listening(on_change))


async def on_start(click: Click, deps: Deps) -> Reply:
    """In the place of what asked for it; on Home, which stays as it is, in a page of its own."""
    shown = await _shown(answering.start(deps.db, act=click.act, ref=_wave(AskedRef.parse(click.value))))
    return open_modal(notice(shown)) if click.view_type == "home" else replace(shown)


async def on_answer(click: Click, deps: Deps) -> Reply:
    ref = AnswerRef.parse(click.value)
    kept = answering.answer(deps.db, act=click.act, ref=_wave(ref), key=ref.key, said=ref.said)
    return replace(await _shown(kept))


async def on_skip(click: Click, deps: Deps) -> Reply:
    ref = ItemRef.parse(click.value)
    return replace(await _shown(answering.skip(deps.db, act=click.act, ref=_wave(ref), key=ref.key)))


async def on_back(click: Click, deps: Deps) -> Reply:
    ref = ItemRef.parse(click.value)
    return replace(await _shown(answering.go_back(deps.db, act=click.act, ref=_wave(ref), key=ref.key)))


async def on_later(click: Click, deps: Deps) -> Reply:
    """What was answered is kept already."""
    return replace(wave_later(AskedRef.parse(click.value)))


async def on_change(click: Click, deps: Deps) -> Reply:
    """Ask about the only match they have in the program, or which. It is kept among no answers."""
    ref = AnswerRef.parse(click.value)
    mine = await read_matches(deps.db, act=click.act, program_id=ref.program_id)
    shown = await _shown(answering.skip(deps.db, act=click.act, ref=_wave(ref), key=ref.key))
    return open_beside(new_match(mine, user_id=click.user_id), shown)


def _wave(ref: AskedRef | AnswerRef) -> WaveRef:
    return WaveRef(ref.program_id, ref.intake, ref.kind)


async def _shown(step: Awaitable[Step]) -> Message:
    """The question that comes next, or what stands in its place."""
    try:
        found = await step
    except WaveClosed as closed:
        return plainly(str(closed))
    if found.question is None:
        return wave_done(found.ref.kind)
    return wave_question(AskedRef(found.ref.program_id, found.ref.kind, found.ref.intake), found.question)
