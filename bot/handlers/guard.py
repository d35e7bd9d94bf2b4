"""Runs listeners: what records commits first, then Slack is acknowledged, then the person sees the answer.

No exception reaches Bolt: AsyncApp (1.30) can lose an ack when a listener raises, so errors are answered
here. An event is nobody's click: what fails is not acknowledged, and Slack sends it again.
"""

import logging
from collections.abc import Awaitable, Callable, Container
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from bot.deps import Deps
from bot.errors import UserFacingError
from bot.handlers.click import Click
from bot.handlers.fields import fields_of
from bot.handlers.home.homepage import show_home
from bot.handlers.members import require_ours
from bot.handlers.replies import Reply, refuse_fields, stack_page, whisper
from bot.slack.errors import RateLimited, Refused, SlackProblem, Unreachable
from bot.views.message import Message
from bot.views.notices import MANY_AT_ONCE, SORRY, notice, plainly

logger = logging.getLogger(__name__)

PUBLISH, UPDATE = "views.publish", "views.update"

Listener = Callable[[Click, Deps], Awaitable[Reply]]
EventListener = Callable[[Click, Deps], Awaitable[None]]


def listening(listener: Listener) -> Callable[..., Awaitable[None]]:
    """Turn a listener into what Bolt calls."""
    name = getattr(listener, "__name__", "listener")

    async def guarded(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        deps: Deps = context["deps"]
        click = Click.read(body, workspace_id=context.team_id or "", now=deps.clock())
        is_form = body.get("type") == "view_submission"
        work = _by_ours(listener, click, deps)
        reply = await answered(work, is_form=is_form, fields=click.form.values, name=name)
        await ack(**reply.ack)
        if reply.after or shows_in_home(reply, click):
            deps.background.start(followed(reply, click, deps, name=name), can_wait=reply.can_wait)

    return guarded


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
        except Exception as error:
            if not _would_fail_again(error):
                logger.exception("%s failed; Slack sends the event again", name)
                return BoltResponse(status=500, body="")
            logger.warning("%s failed: %s", name, error)
        return BoltResponse(status=200, body="")

    return guarded


def _would_fail_again(error: Exception) -> bool:
    is_refused = isinstance(error, Refused) and not isinstance(error, Unreachable)
    return is_refused or isinstance(error, UserFacingError)


def shows_in_home(reply: Reply, click: Click) -> bool:
    return reply.changes_home or click.view_type == "home"


async def answered(work: Awaitable[Reply], *, is_form: bool, fields: Container[str], name: str) -> Reply:
    """`fields` are the form's own: Slack shows an error beside one of them, or none at all."""
    try:
        return await work
    except UserFacingError as error:
        wrong = fields_of(error)
        if is_form and wrong and all(field in fields for field in wrong):
            return refuse_fields(wrong)
        return refusal(plainly(str(error)), is_form=is_form)
    except RateLimited as limited:
        logger.warning("%s waits: %s", name, limited)
        return refusal(plainly(MANY_AT_ONCE), is_form=is_form)
    except Exception:
        logger.exception("%s failed", name)
        return refusal(plainly(SORRY), is_form=is_form)


def refusal(message: Message, *, is_form: bool) -> Reply:
    """Say why not: on top of a form, beneath which what was typed stays, or to whoever acted alone."""
    return stack_page(notice(message)) if is_form else whisper(message)


async def followed(reply: Reply, click: Click, deps: Deps, *, name: str) -> None:
    """Show the answer. What goes wrong by now is said too, never raised: the ack is long gone."""
    try:
        if reply.after:
            await reply.after(click, deps.slack)
        if reply.changes_home:
            await _refresh_home(click, deps)
        elif click.view_type == "home":
            await show_home(click, deps)
    except UserFacingError as error:
        await _whisper(plainly(str(error)), click, deps)
    except RateLimited as limited:
        logger.warning("%s could not show its answer: %s", name, limited)
        await _say_to_wait(limited, click, deps)
    except Exception:
        logger.exception("%s could not show its answer", name)
        await _whisper(plainly(SORRY), click, deps)


async def _refresh_home(click: Click, deps: Deps) -> None:
    """The answer is on the screen already: an apology on top of it would take it back."""
    try:
        await show_home(click, deps)
    except SlackProblem as problem:
        logger.warning("the Home tab could not be shown anew: %s", problem)


async def _say_to_wait(limited: RateLimited, click: Click, deps: Deps) -> None:
    """Slack's limits are for each method: where the usual way is shut, another is open."""
    note = plainly(MANY_AT_ONCE)
    try:
        if click.view_type == "home" and limited.method != PUBLISH:
            await show_home(click, deps, note=note)
        elif click.view_type == "modal" and limited.method != UPDATE:
            await deps.slack.update_modal(click.workspace_id, click.view_id, notice(note).to_dict())
        else:
            await _whisper(note, click, deps)
    except SlackProblem as problem:
        logger.warning("nor could it be said that it has to wait: %s", problem)


async def _whisper(message: Message, click: Click, deps: Deps) -> None:
    after = whisper(message).after
    assert after is not None
    try:
        await after(click, deps.slack)
    except Exception as error:
        logger.warning("the apology could not be shown either: %s", error)
