"""Runs a listener, and shows its answer: what goes wrong is said to whoever acted, and never raised."""

import logging
from collections.abc import Awaitable, Container

from bot.deps import Deps
from bot.errors import UserFacingError
from bot.handlers.click import Click
from bot.handlers.fields import fields_of
from bot.handlers.home.homepage import keep_fresh, show_home
from bot.handlers.page import is_closed
from bot.handlers.replies import Reply, refuse_fields, refuse_on_top, whisper
from bot.handlers.troubles import in_words
from bot.slack.acks import AckFirst
from bot.slack.errors import Refused, SlackProblem
from bot.views.message import Message
from bot.views.notices import notice, plainly

logger = logging.getLogger(__name__)

PUBLISH, UPDATE, RESPOND = "views.publish", "views.update", "response_url"


async def answered(work: Awaitable[Reply], *, is_form: bool, fields: Container[str], name: str) -> Reply:
    """`fields` are the form's own: Slack shows an error beside one of them, or none at all.

    Raises AckFirst where Slack has to be asked and waits for its acknowledgement.
    """
    try:
        return await work
    except AckFirst:
        raise
    except UserFacingError as error:
        wrong = fields_of(error)
        if is_form and wrong and all(field in fields for field in wrong):
            return refuse_fields(wrong)
        return refusal(plainly(str(error)), is_form=is_form)
    except Exception as error:
        return refusal(plainly(in_words(error, name)), is_form=is_form)


def refusal(message: Message, *, is_form: bool) -> Reply:
    """Say why not: on top of a form, beneath which what was typed stays, or to whoever acted alone."""
    return refuse_on_top(notice(message)) if is_form else whisper(message)


def shows_in_home(reply: Reply, click: Click) -> bool:
    return reply.changes_home or click.view_type == "home"


async def followed(reply: Reply, click: Click, deps: Deps, *, name: str) -> None:
    """Show the answer. What goes wrong by now is said too, never raised: the ack is long gone."""
    try:
        if reply.after:
            await reply.after(click, deps.slack)
        if reply.changes_home:
            await _refresh_home(click, deps)
        elif click.view_type == "home":
            await show_home(click, deps)
        elif reply.may_change_home:
            await _keep_fresh(click, deps)
    except Exception as error:
        if isinstance(error, Refused) and is_closed(error):
            logger.info("%s: whoever asked has closed the page", name)
            return
        await _say(plainly(in_words(error, name)), click, deps, after=error)


async def _refresh_home(click: Click, deps: Deps) -> None:
    """The answer is on the screen already: an apology on top of it would take it back."""
    try:
        await show_home(click, deps)
    except SlackProblem as problem:
        logger.warning("the Home tab could not be shown anew: %s", problem)


async def _keep_fresh(click: Click, deps: Deps) -> None:
    try:
        await keep_fresh(deps, click.workspace_id, click.user_id, click.now)
    except SlackProblem as problem:
        logger.warning("the Home tab could not be kept fresh: %s", problem)


async def _say(message: Message, click: Click, deps: Deps, *, after: Exception) -> None:
    """Where Slack's trouble is with one method, the usual way is shut and another may be open."""
    try:
        if click.waiting:
            await _whisper(message, click, deps)
        elif isinstance(after, SlackProblem):
            await _say_another_way(message, click, deps, failed=after.method)
        else:
            await _whisper(message, click, deps)
    except Exception as error:
        logger.warning("nor could it be said what became of it: %s", error)


async def _say_another_way(message: Message, click: Click, deps: Deps, *, failed: str) -> None:
    if click.view_type == "home" and failed != PUBLISH:
        await show_home(click, deps, note=message)
    elif click.view_type == "modal" and failed != UPDATE:
        await deps.slack.update_modal(click.workspace_id, click.view_id, notice(message).to_dict())
    elif failed == RESPOND:
        await deps.slack.open_modal(click.workspace_id, click.trigger_id, notice(message).to_dict())
    else:
        await _whisper(message, click, deps)


async def _whisper(message: Message, click: Click, deps: Deps) -> None:
    after = whisper(message).after
    assert after is not None
    await after(click, deps.slack)
