"""What somebody does on the page, as that person's client does it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.sandbox.actor import Actor
from bot.sandbox.elements import VALUES, find_element, picked, state_value
from bot.sandbox.model import Channel, Json, Message, View
from bot.sandbox.towards_app.reply import TIMED_OUT, Reply
from bot.sandbox.ui.guard import Refusal

GONE = "That message or page isn't there any more."
NO_ANSWER = "The app didn't answer within three seconds."
NOT_RIGHT = "The app couldn't be reached, or its answer was wrong. See Over the wire, at the bottom."

Deed = Callable[[Actor, Json], Awaitable[Json]]


async def say(actor: Actor, body: Json) -> Json:
    message = await actor.say(conversation(actor, word(body, "channel")), word(body, "text"))
    return {"ts": message.ts}


async def command(actor: Actor, body: Json) -> Json:
    """In the conversation named, else in the person's note to themselves."""
    channel = conversation(actor, str(body.get("channel") or actor.note.id))
    reply = await actor.command(word(body, "command"), str(body.get("text", "")), channel=channel)
    return {**outcome(reply), "channel": channel.id}


async def open_home(actor: Actor, body: Json) -> Json:
    return outcome(await actor.open_home())


async def open_messages(actor: Actor, body: Json) -> Json:
    channel = actor.dm.id
    return {**outcome(await actor.open_messages()), "channel": channel}


async def click(actor: Actor, body: Json) -> Json:
    """A button, an overflow or a select; `values` is what was typed in the same view and not yet sent."""
    where = container(actor, body)
    fill_in(actor, where, body.get("values") or [])
    value = body.get("value")
    block_id = word(body, "block_id")
    return outcome(await actor.click(where, word(body, "action_id"), value=value, block_id=block_id))


async def choose(actor: Actor, body: Json) -> Json:
    where = container(actor, body)
    fill_in(actor, where, body.get("values") or [])
    block_id = word(body, "block_id")
    return outcome(await actor.choose(where, word(body, "action_id"), body.get("value"), block_id=block_id))


async def submit(actor: Actor, body: Json) -> Json:
    where = container(actor, body)
    if not isinstance(where, View):
        raise Refusal("Only a modal can be submitted.")
    fill_in(actor, where, body.get("values") or [])
    await actor.submit(where)
    return {"errors": actor.modal_errors}


async def close(actor: Actor, body: Json) -> Json:
    await actor.close(everything=bool(body.get("everything")))
    return {}


DEEDS: dict[str, Deed] = {
    deed.__name__: deed for deed in (say, command, open_home, open_messages, click, choose, submit, close)
}


def container(actor: Actor, body: Json) -> Message | View:
    """The message ("channel", "ts") or view ("view") meant, as this person has it before them."""
    if "view" in body:
        shown: Sequence[Message | View | None] = [
            view for view in (actor.modal, actor.home) if view and view.id == body["view"]
        ]
    else:
        channel = conversation(actor, word(body, "channel"))
        shown = [message for message in actor.messages(channel) if message.ts == body.get("ts")]
    if not shown or shown[0] is None:
        raise Refusal(GONE, 404)
    return shown[0]


def conversation(actor: Actor, channel_id: str) -> Channel:
    for channel in actor.conversations():
        if channel.id == channel_id:
            return channel
    raise Refusal(f"{actor.person.name} isn't in that conversation.", 404)


def fill_in(actor: Actor, where: Message | View, values: Sequence[Any]) -> None:
    """Keep what was typed: [{"block_id", "action_id", "value"}]. The app is not told of it yet."""
    state = actor.state_of(where)
    for typed in values:
        block_id, action_id = word(typed, "block_id"), word(typed, "action_id")
        placed = find_element(
            where.blocks, action_id, person_id=actor.person.id, value=None, block_id=block_id
        )
        if placed.kind not in VALUES:
            raise Refusal(f"There's nothing to fill in at {action_id}.")
        entered = state_value(placed.kind, picked(placed.element, typed.get("value")))
        state.setdefault(block_id, {})[action_id] = entered


def word(body: Any, key: str) -> str:
    """A text the page has to send; Refusal when it did not."""
    value = body.get(key) if isinstance(body, dict) else None
    if not isinstance(value, str) or not value:
        raise Refusal(f'"{key}" is missing.')
    return value


def outcome(reply: Reply | None) -> Json:
    """{} when all went well, else the sentence shown next to what was clicked."""
    if reply is None or not reply.error:
        return {}
    return {"trouble": NO_ANSWER if reply.error == TIMED_OUT else NOT_RIGHT}
