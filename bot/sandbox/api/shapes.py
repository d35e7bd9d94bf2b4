"""Slack's JSON for people, messages, files and views."""

from zoneinfo import ZoneInfo

from bot.sandbox.model import Channel, ChannelKind, File, Json, Message, Person, View
from bot.sandbox.workspace import Workspace


def user_json(workspace: Workspace, person: Person) -> Json:
    """A user object; the address only with users:read.email, the zone only for those still here."""
    email = {"email": person.email} if person.email and "users:read.email" in workspace.scopes else {}
    common: Json = {
        "id": person.id,
        **workspace.teams.user_json(person),
        "name": person.username,
        "deleted": person.deleted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(workspace.clock.now().timestamp()),
        "profile": {
            "real_name": person.name,
            "display_name": person.name,
            "title": person.title,
            "status_text": person.status,
            "huddle_state": "in_a_huddle" if person.in_huddle else "default_unset",
            "first_name": person.name.split()[0],
            "last_name": " ".join(person.name.split()[1:]),
            **email,
        },
    }
    return common if person.deleted else common | _active_json(workspace, person)


def _active_json(workspace: Workspace, person: Person) -> Json:
    offset = workspace.clock.now().astimezone(ZoneInfo(person.tz)).utcoffset()
    return {
        "color": person.color,
        "real_name": person.name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "locale": person.locale,
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": person.is_ultra_restricted,
    }


def message_json(workspace: Workspace, message: Message) -> Json:
    shape: Json = {"type": "message", "user": message.author, "ts": message.ts, "text": message.text}
    if message.author == workspace.bot.id:
        shape |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id, "team": workspace.team_id}
    if message.blocks:
        shape["blocks"] = message.blocks
    if message.thread_ts:
        shape["thread_ts"] = message.thread_ts
    if message.edited:
        shape["edited"] = {"user": message.author, "ts": message.ts}
    if message.files:
        shape["files"] = [file_json(workspace, file) for file in message.files]
    return shape


def file_json(workspace: Workspace, file: File) -> Json:
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "size": file.size,
        "alt_txt": file.alt_text,
        "url_private": f"{workspace.base_url}/files/{file.id}/{file.name}",
        "channels": file.shared_in,
    }


def view_json(workspace: Workspace, view: View) -> Json:
    return {
        "id": view.id,
        "team_id": workspace.teams.named(workspace.people[view.user]).id,
        "type": view.type,
        "blocks": view.blocks,
        "private_metadata": view.private_metadata,
        "callback_id": view.callback_id,
        "state": {"values": view.state},
        "hash": view.hash,
        "title": view.title,
        "clear_on_close": view.clear_on_close,
        "notify_on_close": view.notify_on_close,
        "close": view.close,
        "submit": view.submit,
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": workspace.app_id,
        "external_id": view.external_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot_id,
    }


def user_brief(workspace: Workspace, person: Person) -> Json:
    name = person.username
    team_id = workspace.teams.of(person).id
    return {"id": person.id, "username": name, "name": name, "team_id": team_id}


def channel_name(channel: Channel) -> str:
    """The name payloads carry: Slack hides that of direct messages and private channels."""
    if channel.kind in (ChannelKind.IM, ChannelKind.NOTE):
        return "directmessage"
    if channel.kind is ChannelKind.MPIM:
        return channel.name
    return "privategroup" if channel.private else channel.name
