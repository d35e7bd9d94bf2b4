"""chat.*: posting, changing and deleting messages."""

from typing import Any

from bot.sandbox.api.args import Args
from bot.sandbox.api.errors import SlackError, with_messages
from bot.sandbox.api.shapes import message_json
from bot.sandbox.blockkit import characters, lint_message
from bot.sandbox.elements import with_ids
from bot.sandbox.model import Channel, ChannelKind, Json, Message
from bot.sandbox.workspace import Workspace

LONGEST_TEXT = 40_000
LONGEST_BLOCKS = 12_000


def post_message(workspace: Workspace, args: Args) -> Json:
    channel = _where_to_post(workspace, args.text("channel"))
    if channel.archived:
        raise SlackError("is_archived")
    text, blocks = _content(args)
    refuse_charts(workspace, blocks)
    message = workspace.post(
        channel,
        author=workspace.bot.id,
        text=text,
        blocks=with_ids(blocks, workspace.rng),
        thread_ts=args.text("thread_ts"),
        metadata=args.json("metadata") or {},
    )
    shape = message_json(workspace, message)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": shape}


def refuse_charts(workspace: Workspace, blocks: list[Json]) -> None:
    """As where Slack does not know the block yet."""
    if not workspace.draws_charts and any(block.get("type") == "data_visualization" for block in blocks):
        raise with_messages("invalid_blocks", ["unsupported type: data_visualization"])


def post_ephemeral(workspace: Workspace, args: Args) -> Json:
    channel = joined_channel(workspace, args.text("channel"))
    user = args.required("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    text, blocks = _content(args)
    named = with_ids(blocks, workspace.rng)
    message = workspace.post(channel, author=workspace.bot.id, text=text, blocks=named, ephemeral_for=user)
    return {"ok": True, "message_ts": message.ts}


def update(workspace: Workspace, args: Args) -> Json:
    message = _own_message(workspace, args, "cant_update_message")
    text, blocks = _content(args, before=message)
    workspace.edit(message, text=text, blocks=with_ids(blocks, workspace.rng))
    shape = message_json(workspace, message)
    return {"ok": True, "channel": message.channel, "ts": message.ts, "text": text, "message": shape}


def delete(workspace: Workspace, args: Args) -> Json:
    message = _own_message(workspace, args, "cant_delete_message")
    workspace.remove(message)
    return {"ok": True, "channel": message.channel, "ts": message.ts}


def joined_channel(workspace: Workspace, channel_id: str) -> Channel:
    """A conversation the app is in; a private one it is not in looks as if it did not exist."""
    channel = workspace.channels.get(channel_id)
    if channel is None or (channel.private and not channel.bot_is_member):
        raise SlackError("channel_not_found")
    if not channel.bot_is_member:
        raise SlackError("not_in_channel")
    return channel


def checked_blocks(payload: dict[str, Any]) -> list[Json]:
    """The payload's blocks; `invalid_blocks` with the reasons when Slack would refuse it."""
    blocks = payload.get("blocks") or []
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise with_messages("invalid_blocks_format", ["blocks must be a list of objects"])
    if characters(blocks) > LONGEST_BLOCKS:
        raise SlackError("msg_blocks_too_long")
    if problems := lint_message(payload, longest=LONGEST_BLOCKS):
        raise SlackError("invalid_blocks", errors=problems, **with_messages("", problems).extra)
    return blocks


def _where_to_post(workspace: Workspace, target: str) -> Channel:
    if target in workspace.people and workspace.teams.is_home(workspace.people[target]):
        # Slack accepts a message to somebody who has left without a word (python-slack-sdk#1156).
        return _dm_with_open_tab(workspace, target)
    channel = workspace.channels.get(target) or _named(workspace, target)
    public = channel and channel.kind is ChannelKind.CHANNEL and not channel.private
    if channel and public and "chat:write.public" in workspace.scopes:
        return channel
    found = joined_channel(workspace, channel.id if channel else "")
    return _dm_with_open_tab(workspace, found.members[0]) if found.kind is ChannelKind.IM else found


def _dm_with_open_tab(workspace: Workspace, person_id: str) -> Channel:
    if not workspace.grants.messages_tab:
        raise SlackError("messages_tab_disabled")
    channel = workspace.dm(person_id)
    channel.bot_is_member = True
    return channel


def _named(workspace: Workspace, name: str) -> Channel | None:
    channels = (c for c in workspace.channels.values() if c.kind is ChannelKind.CHANNEL)
    return next((channel for channel in channels if channel.name == name.removeprefix("#")), None)


def _own_message(workspace: Workspace, args: Args, not_yours: str) -> Message:
    channel = joined_channel(workspace, args.text("channel"))
    message = workspace.find_message(channel.id, args.text("ts"))
    if message is None or message.ephemeral_for:
        raise SlackError("message_not_found")
    if message.author != workspace.bot.id:
        raise SlackError(not_yours)
    return message


def _content(args: Args, *, before: Message | None = None) -> tuple[str, list[Json]]:
    """Text and blocks; in an update, what is not given stays."""
    blocks = args.json("blocks", error="invalid_blocks_format")
    if blocks is None and before:
        blocks = before.blocks
    text = args.text("text", before.text if before else "") or args.text("markdown_text")
    if len(text) > LONGEST_TEXT:
        raise SlackError("msg_too_long")
    if not text and not blocks and not args.json("attachments"):
        raise SlackError("no_text")
    return text, checked_blocks({"text": text, "blocks": blocks})
