"""What was said in a workspace, as JSON: written down when it closes, and put back where it goes on."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from bot.sandbox.model import Channel, ChannelKind, File, Json, Message, Notification
from bot.sandbox.workspace import Workspace


def said_in(workspace: Workspace) -> Json:
    """Conversations, messages, files, and what lit up on whose phone; open forms are not kept."""
    return {
        "channels": [_fields(channel) for channel in workspace.channels.values()],
        "files": [_file_json(file) for file in workspace.files.values()],
        "messages": [
            _message_json(message)
            for channel_id in workspace.channels
            for message in workspace.messages(channel_id)
        ],
        "notifications": {
            person: [{**_fields(note), "at": note.at.isoformat()} for note in notes]
            for person, notes in workspace.notifications.items()
        },
    }


def put_back(workspace: Workspace, said: Json) -> None:
    """Into a workspace with the same people; a conversation that is there already gets its messages."""
    workspace.files.update((file["id"], _file(file)) for file in said["files"])
    for channel in said["channels"]:
        workspace.add_channel(_channel(channel))
    workspace.take_up(_message(message, workspace) for message in said["messages"])
    workspace.notifications = {
        person: [_notification(note) for note in notes] for person, notes in said["notifications"].items()
    }


def _fields(thing: Channel | File | Message | Notification) -> Json:
    return {one.name: getattr(thing, one.name) for one in fields(thing)}


def _file_json(file: File) -> Json:
    content = None if file.content is None else b64encode(file.content).decode()
    return {**_fields(file), "content": content}


def _file(kept: Json) -> File:
    content = None if kept["content"] is None else b64decode(kept["content"])
    return File(**{**kept, "content": content})


def _message_json(message: Message) -> Json:
    return {**_fields(message), "files": [file.id for file in message.files]}


def _message(kept: Json, workspace: Workspace) -> Message:
    return Message(**{**kept, "files": list(_known(kept["files"], workspace))})


def _known(ids: Iterable[str], workspace: Workspace) -> Iterable[File]:
    return (workspace.files[one] for one in ids if one in workspace.files)


def _channel(kept: dict[str, Any]) -> Channel:
    return Channel(**{**kept, "kind": ChannelKind(kept["kind"]), "shared_with": tuple(kept["shared_with"])})


def _notification(kept: Json) -> Notification:
    return Notification(**{**kept, "at": datetime.fromisoformat(kept["at"])})
