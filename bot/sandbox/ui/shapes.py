"""What the page is told about people, conversations, messages and views."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox.actor import Actor
from bot.sandbox.elements import VALUES, walk
from bot.sandbox.model import Channel, ChannelKind, File, Json, Message, Person, View
from bot.sandbox.people import kind_at
from bot.sandbox.pickers import kind_in_filter
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.showing.opening import Opening
from bot.sandbox.timeline import Timeline, zone_of

PAGE = 100


def start_json(timeline: Timeline, manifest: Mapping[str, Any]) -> Json:
    """What does not change while the page is open."""
    sandbox = timeline.sandbox
    space, about = sandbox.workspace, manifest.get("display_information", {})
    return {
        "workspace": {"name": space.name, "team_id": space.team_id, "zone": str(zone_of(sandbox))},
        "app": {
            "id": space.bot.id,
            "name": space.grants.bot_name,
            "about": about.get("description", ""),
            "home_tab": space.grants.home_tab,
            "messages_tab": space.grants.messages_tab,
            "has_composer": space.has_composer_for_app,
        },
        "slackbot": space.slackbot.id,
        "first": _first(timeline),
        "is_fresh": timeline.is_fresh,
        "commands": _commands(sandbox, manifest),
        "people": people_json(timeline),
        "has_crowd": timeline.people is not None,
        "knows_next_message": timeline.next_event is not None,
        **moment_json(timeline),
    }


def _first(timeline: Timeline) -> str:
    """Whom the page begins with: the person of the first step, else whoever came first."""
    steps = timeline.tour() if timeline.tour else []
    shown = (step.spot.person for step in steps if step.spot.person)
    return next(shown, None) or next(iter(timeline.sandbox.workspace.people), "")


def moment_json(timeline: Timeline) -> Json:
    moving, opening = timeline.progress, timeline.sandbox.workspace.opening
    return {
        "now": timeline.sandbox.clock.now().isoformat(),
        "acting": timeline.acting,
        "progress": {
            "done": moving.done,
            "total": moving.total,
            "label": moving.label,
            "week": moving.week,
        }
        if moving
        else None,
        "opening": opening_json(opening) if opening else None,
    }


def opening_json(opening: Opening) -> Json:
    return {
        "done": opening.done,
        "trouble": opening.trouble,
        "chapters": [
            {"at": one.at.isoformat(), "title": one.title, "so_far": one.so_far} for one in opening.chapters
        ],
    }


def people_json(timeline: Timeline) -> list[Json]:
    """Everybody still here, with what they are doing now."""
    now = timeline.sandbox.clock.now()
    return [
        {
            "id": person.id,
            "name": person.name,
            "title": person.title,
            "tz": person.tz,
            "color": person.color,
            "mark": mark(timeline.sandbox, person),
            "doing": kind_at(timeline.routine, person.id, now),
        }
        for person in timeline.sandbox.people
        if not person.deleted
    ]


def mark(sandbox: Sandbox, person: Person) -> str:
    """What sets somebody apart from the workspace's own people; "" for those."""
    if person.is_bot:
        return "app"
    if not sandbox.workspace.teams.is_home(person):
        return "another workspace"
    return "guest" if person.is_guest else ""


def channels_json(sandbox: Sandbox) -> list[Json]:
    """The channels anybody can mention or find by name."""
    return [
        {"id": channel.id, "name": channel.name, "private": channel.private}
        for channel in sandbox.channels
        if channel.kind is ChannelKind.CHANNEL
    ]


def sidebar_json(sandbox: Sandbox, actor: Actor) -> Json:
    """One person's conversations, the note to themselves first, each with the time of its newest message."""
    note = actor.note
    others = [channel for channel in actor.conversations() if channel is not note]
    return {
        "conversations": [_conversation(sandbox, actor, channel) for channel in (note, *others)],
        "channels": channels_json(sandbox),
    }


def messages_json(actor: Actor, channel: Channel, *, before: str = "") -> Json:
    """The newest messages, oldest first, or those before one `ts`; `earlier` when there are more."""
    seen = [message for message in actor.messages(channel) if not before or message.ts < before]
    page = seen[-PAGE:]
    return {"messages": [_message(actor, message) for message in page], "earlier": len(seen) > len(page)}


def view_json(view: View | None, *, depth: int = 1, errors: Mapping[str, str] | None = None) -> Json | None:
    if view is None:
        return None
    return {
        "id": view.id,
        "hash": view.hash,
        "title": view.title,
        "submit": view.submit,
        "close": view.close,
        "blocks": view.blocks,
        "state": view.state,
        "depth": depth,
        "errors": errors or {},
    }


def modal_json(sandbox: Sandbox, actor: Actor) -> Json | None:
    depth = len(sandbox.workspace.modals.get(actor.person.id, []))
    return view_json(actor.modal, depth=depth, errors=actor.modal_errors)


def _commands(sandbox: Sandbox, manifest: Mapping[str, Any]) -> list[Json]:
    described = {one["command"]: one for one in manifest.get("features", {}).get("slash_commands", [])}
    return [
        {
            "command": command,
            "description": described.get(command, {}).get("description", ""),
            "usage_hint": described.get(command, {}).get("usage_hint", ""),
        }
        for command in sorted(sandbox.workspace.grants.commands)
    ]


def _conversation(sandbox: Sandbox, actor: Actor, channel: Channel) -> Json:
    seen = actor.messages(channel)
    others = [member for member in channel.members if member != actor.person.id]
    return {
        "id": channel.id,
        "kind": channel.kind.value,
        "kind_in_filter": kind_in_filter(channel),
        "shared": bool(channel.shared_with),
        "name": _label(sandbox, channel, others),
        "others": others if channel.kind is ChannelKind.MPIM else [],
        "members": len(channel.members) + channel.bot_is_member,
        "private": channel.private,
        "app_is_here": channel.bot_is_member,
        "latest": seen[-1].ts if seen else "",
        "latest_by": seen[-1].author if seen else "",
    }


def _label(sandbox: Sandbox, channel: Channel, others: Sequence[str]) -> str:
    if channel.kind is ChannelKind.IM:
        return sandbox.workspace.bot.name
    if channel.kind is ChannelKind.NOTE:
        return f"{sandbox.workspace.people[channel.members[0]].name} (you)"
    if channel.kind is ChannelKind.MPIM:
        return ", ".join(sandbox.workspace.people[other].name for other in others)
    return channel.name


def _message(actor: Actor, message: Message) -> Json:
    holds_values = any(placed.kind in VALUES for placed in walk(message.blocks))
    return {
        "ts": message.ts,
        "author": message.author,
        "text": message.text,
        "blocks": message.blocks,
        "private": message.ephemeral_for is not None,
        "edited": message.edited,
        "files": [_file(file) for file in message.files],
        "state": actor.state_of(message) if holds_values else {},
    }


def _file(file: File) -> Json:
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "alt": file.alt_text,
        "size": file.size,
    }
