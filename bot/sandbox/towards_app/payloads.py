"""The payloads Slack sends when somebody does something."""

from bot.sandbox.api.shapes import channel_name, message_json, user_brief, view_json
from bot.sandbox.elements import Placed, action_of
from bot.sandbox.model import Channel, Json, Message, Person, View
from bot.sandbox.workspace import Workspace


def common(workspace: Workspace, person: Person, kind: str) -> Json:
    return {
        "type": kind,
        "team": workspace.teams.json(person),
        "user": user_brief(workspace, person),
        "api_app_id": workspace.app_id,
        "token": "verification-token",
        "enterprise": workspace.teams.enterprise_json(person),
        "is_enterprise_install": False,
    }


def block_actions(workspace: Workspace, person: Person, placed: Placed, chosen: object) -> Json:
    action = action_of(placed, chosen, workspace.new_ts())
    return {**common(workspace, person, "block_actions"), "actions": [action]}


def in_message(workspace: Workspace, channel: Channel, message: Message, state: Json) -> Json:
    """Where a click in a message happened; an ephemeral message itself is not sent along."""
    ephemeral = message.ephemeral_for is not None
    where = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    told: Json = {
        "container": {**where, "is_ephemeral": ephemeral},
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": state},
    }
    return told if ephemeral else {**told, "message": message_json(workspace, message)}


def in_view(workspace: Workspace, view: View) -> Json:
    return {"container": {"type": "view", "view_id": view.id}, "view": view_json(workspace, view)}


def view_submission(workspace: Workspace, person: Person, view: View) -> Json:
    submitted = {"view": view_json(workspace, view), "response_urls": []}
    return {**common(workspace, person, "view_submission"), **submitted}


def view_closed(workspace: Workspace, person: Person, view: View, *, cleared: bool) -> Json:
    closed = {"view": view_json(workspace, view), "is_cleared": cleared}
    return {**common(workspace, person, "view_closed"), **closed}


def slash_command(
    workspace: Workspace, person: Person, channel: Channel, command: str, text: str
) -> dict[str, str]:
    return {
        "token": "verification-token",
        **workspace.teams.form(person),
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.username,
        "command": command,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
    }


def app_home_opened(workspace: Workspace, person: Person, tab: str) -> Json:
    home = workspace.homes.get(person.id)
    opened: Json = {"type": "app_home_opened", "user": person.id, "tab": tab}
    opened["channel"] = workspace.dm(person.id).id
    return {**opened, "view": view_json(workspace, home)} if home and tab == "home" else opened
