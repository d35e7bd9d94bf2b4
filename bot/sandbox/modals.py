"""Opening, stacking, changing and closing views."""

import json
from typing import Any

from bot.sandbox.api.errors import SlackError, with_messages
from bot.sandbox.blockkit import lint_view
from bot.sandbox.elements import initial_state, kept_state, with_ids
from bot.sandbox.model import Json, View
from bot.sandbox.workspace import Workspace

TOO_LARGE = 250_000
STACK = 3
COPIED = ("callback_id", "private_metadata", "external_id", "title", "submit", "close")
FLAGS = ("clear_on_close", "notify_on_close")


def check_view(payload: Any, *, kinds: tuple[str, ...] = ("modal",)) -> Json:
    """The payload itself when Slack would take it; `view_too_large` or `invalid_arguments` otherwise."""
    if not isinstance(payload, dict):
        raise with_messages("invalid_arguments", ["missing required field: view"])
    if len(json.dumps(payload).encode()) > TOO_LARGE:
        raise SlackError("view_too_large")
    if payload.get("type") not in kinds:
        raise with_messages("invalid_arguments", [f"view type must be {' or '.join(kinds)}"])
    if problems := lint_view(payload):
        raise with_messages("invalid_arguments", problems)
    return payload


def open_modal(workspace: Workspace, user: str, payload: Json) -> View:
    view = _new_view(workspace, user, payload)
    workspace.modals[user] = [view]
    workspace.changed("modal", user)
    return view


def push_modal(workspace: Workspace, user: str, payload: Json) -> View:
    stack = workspace.modals.get(user)
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= STACK:
        raise SlackError("push_limit_reached")
    view = _new_view(workspace, user, payload)
    view.root, view.previous = stack[0].id, stack[-1].id
    stack.append(view)
    workspace.changed("modal", user)
    return view


def update_view(workspace: Workspace, view: View, payload: Json) -> View:
    """Put new content into an open view; what somebody has entered stays where the ids are the same."""
    _fill(workspace, view, payload)
    workspace.changed(view.type, view.user)
    return view


def publish_home(workspace: Workspace, user: str, payload: Json) -> View:
    before = workspace.homes.get(user)
    if before:
        return update_view(workspace, before, payload)
    workspace.homes[user] = _new_view(workspace, user, payload)
    workspace.changed("home", user)
    return workspace.homes[user]


def close_modals(workspace: Workspace, user: str, *, keep: int = 0) -> list[View]:
    """Close everything above the first `keep` views; returns what was closed, topmost first."""
    stack = workspace.modals.get(user, [])
    closed = stack[keep:][::-1]
    del stack[keep:]
    workspace.changed("modal", user)
    return closed


def _new_view(workspace: Workspace, user: str, payload: Json) -> View:
    view = View(id=workspace.new_id("V"), user=user, type=payload["type"], hash="", blocks=[])
    view.root = view.id
    _fill(workspace, view, payload)
    return view


def _fill(workspace: Workspace, view: View, payload: Json) -> None:
    _refuse_taken_external_id(workspace, view, payload.get("external_id", ""))
    for name in COPIED:
        setattr(view, name, payload.get(name) or (None if name in ("title", "submit", "close") else ""))
    for name in FLAGS:
        setattr(view, name, bool(payload.get(name)))
    view.blocks = with_ids(payload.get("blocks", []), workspace.rng)
    view.state = kept_state(view.blocks, view.state) if view.hash else initial_state(view.blocks)
    view.hash = f"{int(workspace.clock.now().timestamp())}.{workspace.secret(8)}"


def _refuse_taken_external_id(workspace: Workspace, view: View, external_id: str) -> None:
    holder = workspace.find_view(external_id=external_id) if external_id else None
    if holder and holder.id != view.id:
        raise SlackError("duplicate_external_id")
