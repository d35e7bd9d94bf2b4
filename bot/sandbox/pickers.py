"""Which conversations a picker lists, by its `filter`; there is none for people."""

from bot.sandbox.model import Channel, ChannelKind, Json
from bot.sandbox.workspace import Workspace

PICKS_CONVERSATIONS = frozenset({"conversations_select", "multi_conversations_select"})


def kind_in_filter(channel: Channel) -> str:
    """What a filter's `include` calls this kind of conversation."""
    if channel.kind is ChannelKind.CHANNEL:
        return "private" if channel.private else "public"
    return ChannelKind.IM if channel.kind is ChannelKind.NOTE else channel.kind


def lists(element: Json, channel: Channel) -> bool:
    """Whether this conversation is in the list. One with an app is one with a bot."""
    wanted = element.get("filter") or {}
    with_bot = channel.kind is ChannelKind.IM
    return (
        kind_in_filter(channel) in wanted.get("include", [kind_in_filter(channel)])
        and not (wanted.get("exclude_external_shared_channels") and channel.shared_with)
        and not (wanted.get("exclude_bot_users") and with_bot)
    )


def refuse_unlisted(workspace: Workspace, element: Json, chosen: object) -> None:
    """Raises LookupError for a conversation that the picker does not show."""
    if element["type"] not in PICKS_CONVERSATIONS or not chosen:
        return
    for one in chosen if isinstance(chosen, list) else [chosen]:
        channel = workspace.channels.get(str(one))
        if channel and not lists(element, channel):
            raise LookupError(f"{element['action_id']} does not list {channel.name}.")
