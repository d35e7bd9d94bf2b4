"""What a listener answers with: how to acknowledge, and what to show once Slack has its acknowledgement."""

import dataclasses
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from bot.handlers.click import Click
from bot.handlers.page import Page
from bot.handlers.troubles import in_words
from bot.slack.errors import RateLimited, Unclear
from bot.slack.gateway import SlackGateway
from bot.views.delivery.together import BELOW, has_room_for, with_part_replaced
from bot.views.message import IN_PLACE, Message, Modal
from bot.views.notices import loading, notice, plainly

After = Callable[[Click, SlackGateway], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Reply:
    """`ack` goes out with the acknowledgement; `after` runs behind it and may call Slack.

    With `changes_home` the person's Home tab is shown anew: it may be open behind a form. With
    `may_change_home` it is where they opened it before. What `can_wait` takes its turn; what opens a modal
    can't, since its trigger lives for three seconds. With `is_refusal` what was typed in a form is still
    needed.
    """

    ack: Mapping[str, Any] = field(default_factory=dict)
    after: After | None = None
    changes_home: bool = False
    may_change_home: bool = False
    can_wait: bool = False
    is_refusal: bool = False


def whisper(message: Message) -> Reply:
    """Say something only the person who acted can see, wherever they acted."""

    async def after(click: Click, slack: SlackGateway) -> None:
        if click.waiting:
            await click.waiting.tell(slack, message.to_dict()["blocks"])
        elif click.response_url:
            await slack.respond(click.response_url, ephemeral(message))
        else:
            await _open(click, slack, notice(message))

    return Reply(after=after)


async def _open(click: Click, slack: SlackGateway, modal: Modal) -> None:
    """On top of the modal that was clicked, or where "One moment ..." is said."""
    if click.waiting:
        await click.waiting.fill(slack, modal.to_dict())
        return
    if click.view_type == "modal" and click.context == IN_PLACE:
        await _turn(click, slack, modal)
        return
    show = slack.push_modal if click.view_type == "modal" else slack.open_modal
    await show(click.workspace_id, click.trigger_id, modal.to_dict())


async def _turn(click: Click, slack: SlackGateway, modal: Modal) -> None:
    """In the place of the modal that was clicked."""
    page = click.waiting or Page(click.workspace_id, click.view_id)
    await page.fill(slack, modal.to_dict())


def ephemeral(message: Message) -> dict[str, Any]:
    """Lay out what only the person who acted sees."""
    return message.to_dict() | {"response_type": "ephemeral", "replace_original": False}


def replace(message: Message) -> Reply:
    """Put this in the place of what was clicked. The Home tab shows what changed by itself."""

    async def made() -> Message:
        return message

    return replace_when_ready(made)


def replace_when_ready(build: Callable[[], Awaitable[Message]]) -> Reply:
    """The same, with a message that takes a look at more: not made where nobody would see it."""

    async def after(click: Click, slack: SlackGateway) -> None:
        if click.response_url:
            await _replace_part(click, slack, await build())
        elif click.view_type == "modal":
            await _turn(click, slack, notice(await build()))

    return Reply(after=after, can_wait=True, may_change_home=True)


async def _replace_part(click: Click, slack: SlackGateway, answer: Message) -> None:
    """Where the message has no room for the answer, it follows in one of its own."""
    shown = with_part_replaced(click.message, click.block_id, answer)
    is_whole = has_room_for(shown)
    if not is_whole:
        shown = with_part_replaced(click.message, click.block_id, plainly(BELOW))
    await slack.respond(click.response_url, shown | {"replace_original": True})
    if not is_whole:
        apart = {"response_type": "in_channel", "replace_original": False}
        await slack.respond(click.response_url, answer.to_dict() | apart)


def open_modal(modal: Modal) -> Reply:
    async def after(click: Click, slack: SlackGateway) -> None:
        await _open(click, slack, modal)

    return Reply(after=after)


def open_beside(modal: Modal, message: Message) -> Reply:
    """Open a modal, and put this in the place of what was clicked."""
    opened, replaced = open_modal(modal).after, replace(message)
    assert opened is not None
    assert replaced.after is not None
    first, then = opened, replaced.after

    async def after(click: Click, slack: SlackGateway) -> None:
        await first(click, slack)
        await then(click, slack)

    return dataclasses.replace(replaced, after=after, can_wait=False)


def open_then_fill(title: str, build: Callable[[], Awaitable[Modal]]) -> Reply:
    """A light modal at once, while the trigger lives; the full one when it is ready.

    From within a modal, it is that modal which turns. What goes wrong is said in it too: the trigger is
    used up by then.
    """

    async def after(click: Click, slack: SlackGateway) -> None:
        page = click.waiting or await say_one_moment(click, slack, title)
        await page.fill(slack, (await _built(build, title)).to_dict())

    return Reply(after=after)


async def say_one_moment(click: Click, slack: SlackGateway, title: str = "Lamplight") -> Page:
    """Show a light modal, or turn the one that was clicked into it; no answer keeps it from being filled."""
    light, ws = loading(title).to_dict(), click.workspace_id
    if click.view_type == "modal":
        with suppress(Unclear, RateLimited):
            await slack.update_modal(ws, click.view_id, light)
        return Page(ws, click.view_id)
    name = f"page:{click.trigger_id}"
    try:
        view_id = await slack.open_modal(ws, click.trigger_id, light | {"external_id": name})
    except Unclear:
        return Page(ws, name=name)
    return Page(ws, view_id)


async def _built(build: Callable[[], Awaitable[Modal]], title: str) -> Modal:
    try:
        return await build()
    except Exception as error:
        return notice(plainly(in_words(error, title)))


def update_when_ready(build: Callable[[], Awaitable[Modal]]) -> Reply:
    """The modal stays as it is until the next is ready, however long that takes."""

    async def after(click: Click, slack: SlackGateway) -> None:
        await _turn(click, slack, await _built(build, "a modal"))

    return Reply(after=after)


def update_modal(modal: Modal) -> Reply:
    async def after(click: Click, slack: SlackGateway) -> None:
        await _turn(click, slack, modal)

    return Reply(after=after)


def next_page(modal: Modal) -> Reply:
    """Answer a submitted form with another page in its place."""
    return Reply(ack={"response_action": "update", "view": modal.to_dict()})


def last_page(modal: Modal) -> Reply:
    """Answer a submitted form with what came of it, and show it in the Home tab too."""
    return dataclasses.replace(next_page(modal), changes_home=True)


def stack_page(modal: Modal) -> Reply:
    """Answer a submitted form with a page on top of it; what was typed stays beneath."""
    return Reply(ack={"response_action": "push", "view": modal.to_dict()})


def refuse_on_top(modal: Modal) -> Reply:
    """Answer a submitted form with a page on top of it that says why not."""
    return dataclasses.replace(stack_page(modal), is_refusal=True)


def refuse_fields(errors: Mapping[str, str]) -> Reply:
    """Answer a submitted form with a sentence below each field that has one."""
    return Reply(ack={"response_action": "errors", "errors": dict(errors)}, is_refusal=True)
