"""Runs listeners: what records commits first, then Slack is acknowledged, then the person sees the answer.

Before the acknowledgement nothing is waited for but the database, and that not for long: where Slack has to
be asked first, or the database takes its time, the person reads "One moment ..." until it is done.

No exception reaches Bolt: AsyncApp (1.30) can lose an ack when a listener raises, so errors are answered
here. An event is nobody's click: what fails is not acknowledged, and Slack sends it again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from bot.deps import Deps
from bot.errors import UserFacingError
from bot.handlers.answers import answered, followed, shows_in_home
from bot.handlers.click import Click
from bot.handlers.late import answer_click, answer_form, one_moment
from bot.handlers.members import require_ours
from bot.handlers.replies import Reply
from bot.logs import note_failure
from bot.slack.acks import AckFirst, before_ack
from bot.slack.errors import RateLimited, Refused, SlackProblem, Unclear, Unreachable
from bot.slack.repeats import CAME_AT

logger = logging.getLogger(__name__)

# Slack gives up after three seconds, its way here and back included.
ACK_WITHIN = timedelta(seconds=2)

Listener = Callable[[Click, Deps], Awaitable[Reply]]
EventListener = Callable[[Click, Deps], Awaitable[None]]
Act = Callable[[], Coroutine[Any, Any, Reply]]


def listening(listener: Listener) -> Callable[..., Awaitable[None]]:
    """Turn a listener into what Bolt calls."""
    name = getattr(listener, "__name__", "listener")

    async def guarded(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        deps: Deps = context["deps"]
        until = context.get(CAME_AT, asyncio.get_running_loop().time()) + ACK_WITHIN.total_seconds()
        click = Click.read(body, workspace_id=context.team_id or "", now=deps.clock())
        is_form = body.get("type") == "view_submission"

        def act() -> Coroutine[Any, Any, Reply]:
            work = _by_ours(listener, click, deps)
            return answered(work, is_form=is_form, fields=click.form.values, name=name)

        first = deps.background.start(_unless_slack_is_asked(act))
        await asyncio.wait({first}, timeout=max(until - asyncio.get_running_loop().time(), 0))
        reply = first.result() if first.done() else None
        if isinstance(reply, Reply):
            await ack(**reply.ack)
            if reply.after or shows_in_home(reply, click):
                deps.background.start(followed(reply, click, deps, name=name), can_wait=reply.can_wait)
            return
        view, work = body.get("view"), _finished(first, act, deps)
        if is_form:
            await ack(**one_moment(body["view"]))
            deps.background.start(answer_form(work, click, deps, form=body["view"], name=name))
        else:
            await ack()
            deps.background.start(answer_click(work, click, deps, view=view, until=until, name=name))

    return guarded


async def _unless_slack_is_asked(act: Act) -> Reply | AckFirst:
    """Give what is in the way where it takes a call to Slack. Nothing is kept by then."""
    try:
        with before_ack():
            return await act()
    except AckFirst as first:
        return first


async def _finished(first: asyncio.Task[Reply | AckFirst], act: Act, deps: Deps) -> Reply:
    """Ask Slack what has to be asked, and then begin anew, behind whoever clicks meanwhile."""
    found = await first
    if isinstance(found, Reply):
        return found
    if found.ask:
        with suppress(SlackProblem):
            await found.ask()
    return await deps.background.behind_clicks(act())


async def _by_ours(listener: Listener, click: Click, deps: Deps) -> Reply:
    await require_ours(click, deps)
    return await listener(click, deps)


def hearing(listener: EventListener) -> Callable[..., Awaitable[BoltResponse]]:
    """Turn what handles an event into what Bolt calls: acknowledged when it is done."""
    name = getattr(listener, "__name__", "listener")

    async def guarded(body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        deps: Deps = context["deps"]
        try:
            click = Click.read(body, workspace_id=context.team_id or "", now=deps.clock())
            await listener(click, deps)
        except (RateLimited, Unreachable, Unclear) as problem:
            logger.warning("%s failed; Slack sends the event again: %s", name, problem)
            return BoltResponse(status=500, body="")
        except (UserFacingError, Refused) as error:
            logger.warning("%s failed: %s", name, error)
        except Exception as error:
            note_failure(logger, f"{name} failed; Slack sends the event again", error)
            return BoltResponse(status=500, body="")
        return BoltResponse(status=200, body="")

    return guarded
