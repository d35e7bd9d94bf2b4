"""A readable picture of a workspace, for when something that was waited for did not come."""

from collections.abc import Sequence

from bot.sandbox.wire import WireEntry
from bot.sandbox.workspace import Workspace

LATEST = 12


def picture(workspace: Workspace, wire: Sequence[WireEntry]) -> str:
    lines = [f"Sandbox time: {workspace.clock.now():%Y-%m-%d %H:%M:%S} UTC", "On the wire, latest last:"]
    lines += [f"  {entry.line()}" for entry in wire[-LATEST:]] or ["  nothing"]
    lines += ["Messages, latest last:", *_messages(workspace)]
    lines += ["Modals open:", *_modals(workspace)]
    return "\n".join(lines)


def _messages(workspace: Workspace) -> list[str]:
    said = [m for channel_id in workspace.channels for m in workspace.messages(channel_id)]
    latest = sorted(said, key=lambda m: m.ts)[-LATEST:]
    return [
        f"  {workspace.author(m.author).name} in {workspace.channels[m.channel].name}"
        f"{' (only ' + workspace.author(m.ephemeral_for).name + ' sees it)' if m.ephemeral_for else ''}"
        f": {m.text[:100]!r}"
        for m in latest
    ] or ["  none"]


def _modals(workspace: Workspace) -> list[str]:
    return [
        f"  {workspace.author(user).name}: {view.callback_id or view.id}"
        for user, stack in workspace.modals.items()
        for view in stack
    ] or ["  none"]
