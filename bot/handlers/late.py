"""What could not be answered before Slack had its acknowledgement: "One moment ...", then what came of it."""

import asyncio
import logging
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from typing import Any

from bot.deps import Deps
from bot.handlers.answers import followed
from bot.handlers.click import Click
from bot.handlers.page import Page
from bot.handlers.replies import Reply, say_one_moment
from bot.slack.errors import SlackProblem
from bot.slack.gateway import SlackGateway
from bot.views.notices import loading

logger = logging.getLogger(__name__)

View = Mapping[str, Any]


def one_moment(form: View) -> Mapping[str, Any]:
    """Acknowledge a form before it is known what comes of it."""
    title = (form.get("title") or {}).get("text") or "Lamplight"
    return {"response_action": "update", "view": loading(title).to_dict()}


async def answer_form(work: Awaitable[Reply], click: Click, deps: Deps, *, form: View, name: str) -> None:
    """Put the answer in the place of the form, which says "One moment ..." by now.

    Where it is a refusal the form comes back, with what was typed.
    """
    page = Page(click.workspace_id, click.view_id, form=form)
    reply = await work
    if reply.ack:
        await _or_noted(_show(reply, page, deps.slack), name)
    else:
        page.form = None
    await _finish(reply, replace(click, waiting=page), page, deps, name=name)


async def answer_click(
    work: Awaitable[Reply], click: Click, deps: Deps, *, view: View | None, until: float, name: str
) -> None:
    """Answer a tap or a command as always; where that takes longer, say "One moment ..." meanwhile."""
    working = asyncio.ensure_future(work)
    await asyncio.wait({working}, timeout=max(until - asyncio.get_running_loop().time(), 0))
    page = None if working.done() else await _waiting(click, deps.slack, view)
    reply = await working
    await _finish(reply, replace(click, waiting=page), page, deps, name=name)


async def _waiting(click: Click, slack: SlackGateway, view: View | None) -> Page | None:
    """None where Slack shows no page just now: the answer then comes as it always does."""
    try:
        page = await say_one_moment(click, slack)
    except SlackProblem as problem:
        logger.warning("nobody could be told that it takes a moment: %s", problem)
        return None
    page.form = view if click.view_type == "modal" else None
    return page


async def _finish(reply: Reply, click: Click, page: Page | None, deps: Deps, *, name: str) -> None:
    await followed(reply, click, deps, name=name)
    if page:
        await _or_noted(page.settle(deps.slack), name)


async def _show(reply: Reply, page: Page, slack: SlackGateway) -> None:
    ack = reply.ack
    if errors := ack.get("errors"):
        await page.tell(slack, [_section(_beside(page, *error)) for error in errors.items()])
    elif reply.is_refusal:
        await page.tell(slack, ack["view"]["blocks"])
    else:
        await page.fill(slack, ack["view"])


def _beside(page: Page, field: str, sentence: str) -> str:
    """Which field it is about: above a form that comes back no error stands at its place."""
    form = page.form or {}
    labels = [block["label"]["text"] for block in form.get("blocks", ()) if block.get("block_id") == field]
    return f"*{labels[0]}:* {sentence}" if labels and len(form["blocks"]) > 1 else sentence


def _section(text: str) -> Mapping[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


async def _or_noted(showing: Awaitable[None], name: str) -> None:
    """What was done is done: that it could not be shown is a line."""
    try:
        await showing
    except SlackProblem as problem:
        logger.warning("%s could not show its answer: %s", name, problem)
