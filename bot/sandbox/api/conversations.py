"""conversations.open: direct and group messages."""

from bot.sandbox.api.args import Args
from bot.sandbox.api.errors import SlackError
from bot.sandbox.model import Channel, ChannelKind, Json
from bot.sandbox.workspace import Workspace

MOST = 8
NEEDED = "channels:manage,groups:write,im:write,mpim:write"


def open_conversation(workspace: Workspace, args: Args) -> Json:
    if args.text("channel"):
        return _reopen(workspace, args.text("channel"))
    users = list(dict.fromkeys(args.ids("users")))
    _check_users(workspace, users)
    _check_scope(workspace, "im:write" if len(users) == 1 else "mpim:write")
    before = _existing(workspace, users)
    if before is None and args.flag("prevent_creation"):
        raise SlackError("channel_not_found")
    channel = before or _open(workspace, users)
    # Opening brings the app back in where it was taken out.
    channel.bot_is_member = True
    already = {"no_op": True, "already_open": True} if before else {}
    return {"ok": True, **already, "channel": _shape(channel, full=args.flag("return_im"))}


def _reopen(workspace: Workspace, channel_id: str) -> Json:
    channel = workspace.channels.get(channel_id)
    if channel is None or not channel.bot_is_member:
        raise SlackError("channel_not_found")
    return {"ok": True, "no_op": True, "already_open": True, "channel": _shape(channel, full=True)}


def _check_users(workspace: Workspace, users: list[str]) -> None:
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > MOST:
        raise SlackError("too_many_users")
    if users == [workspace.bot.id]:
        raise SlackError("not_enough_users")
    for user in users:
        _check_user(workspace, user)
    _check_combination(workspace, users)


def _check_user(workspace: Workspace, user: str) -> None:
    person = workspace.people.get(user)
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    if person.is_stranger or (person.is_guest and not workspace.guests_are_visible):
        raise SlackError("user_not_visible")


def _check_combination(workspace: Workspace, users: list[str]) -> None:
    """People of elsewhere have to be in a channel together with all the others."""
    is_mixed = not all(workspace.teams.is_home(workspace.people[user]) for user in users)
    channels = (one for one in workspace.channels.values() if one.kind is ChannelKind.CHANNEL)
    if is_mixed and not any(set(users) <= set(channel.members) for channel in channels):
        raise SlackError("invalid_user_combination")


def _check_scope(workspace: Workspace, scope: str) -> None:
    if scope not in workspace.scopes:
        raise SlackError("missing_scope", needed=NEEDED, provided=",".join(sorted(workspace.scopes)))


def _existing(workspace: Workspace, users: list[str]) -> Channel | None:
    return workspace.find_dm(users[0]) if len(users) == 1 else workspace.find_group(users)


def _open(workspace: Workspace, users: list[str]) -> Channel:
    return workspace.dm(users[0]) if len(users) == 1 else workspace.open_group(users)


def _shape(channel: Channel, *, full: bool) -> Json:
    return {"id": channel.id, **({"name": channel.name, "is_open": True} if full else {})}
