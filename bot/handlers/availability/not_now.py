"""Under a question: not now, nights, and taking either back."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.not_now import USUAL
from bot.domain.pausing import Until
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, replace
from bot.usecases.availability.nights import begin_nights, end_nights
from bot.usecases.availability.not_now import ask_anyway, put_off
from bot.views.availability import not_now
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.refs import PutOffRef, QuestionRef


def register(app: AsyncApp) -> None:
    app.action(Action.NOT_NOW)(listening(on_not_now))
    app.action(Action.NOT_NOW_UNTIL)(listening(on_not_now_until))
    app.action(Action.ASK_ANYWAY)(listening(on_ask_anyway))
    app.action(Action.NIGHTS)(listening(on_nights))
    app.action(Action.NOT_ON_NIGHTS)(listening(on_not_on_nights))


async def on_not_now(click: Click, deps: Deps) -> Reply:
    return await _put_off(click, deps, QuestionRef.parse(click.value), USUAL)


async def on_not_now_until(click: Click, deps: Deps) -> Reply:
    ref = PutOffRef.parse(click.value)
    return await _put_off(click, deps, ref, ref.until)


async def _put_off(click: Click, deps: Deps, ref: QuestionRef, until: Until) -> Reply:
    done = await put_off(deps.db, act=click.act, ref=ref, until=until, content=deps.content)
    return replace(not_now.put_off(done) if done else not_now.no_longer_open())


async def on_ask_anyway(click: Click, deps: Deps) -> Reply:
    return replace(await _asked(click, deps))


async def _asked(click: Click, deps: Deps) -> Message:
    question = await ask_anyway(
        deps.db, act=click.act, ref=QuestionRef.parse(click.value), content=deps.content
    )
    return question or not_now.no_longer_open()


async def on_nights(click: Click, deps: Deps) -> Reply:
    ref = QuestionRef.parse(click.value) if click.value else None
    begun = await begin_nights(deps.db, act=click.act, ref=ref, content=deps.content)
    return replace(not_now.nights_begun(begun.last, begun.put_off))


async def on_not_on_nights(click: Click, deps: Deps) -> Reply:
    """Where they were said under a question, it stands there again."""
    await end_nights(deps.db, workspace_id=click.workspace_id, user_id=click.user_id)
    return replace(await _asked(click, deps) if click.value else not_now.nights_over())
