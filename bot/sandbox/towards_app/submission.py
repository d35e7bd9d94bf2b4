"""What the app's answer to a submitted modal does to it."""

from bot.sandbox.api.errors import SlackError
from bot.sandbox.modals import check_view, close_modals, push_modal, update_view
from bot.sandbox.model import Json, View
from bot.sandbox.towards_app.reply import Reply
from bot.sandbox.workspace import Workspace

WHOLE_MODAL = ""
TROUBLE = {WHOLE_MODAL: "We had some trouble connecting. Try again?"}


def after_submit(workspace: Workspace, view: View, reply: Reply) -> dict[str, str]:
    """Carry out the response_action; returns the sentences to show, by block_id or "" for the whole modal."""
    if not reply.acked:
        return TROUBLE
    body = reply.body if isinstance(reply.body, dict) else {}
    try:
        return _respond(workspace, view, body)
    except SlackError:
        return TROUBLE


def _respond(workspace: Workspace, view: View, body: Json) -> dict[str, str]:
    match body.get("response_action"):
        case "errors":
            return _shown(view, body.get("errors") or {})
        case "update":
            update_view(workspace, view, check_view(body.get("view")))
        case "push":
            push_modal(workspace, view.user, check_view(body.get("view")))
        case "clear":
            close_modals(workspace, view.user)
        case _:
            _close(workspace, view)
    return {}


def _shown(view: View, errors: dict[str, str]) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    return dict(errors) if errors and set(errors) <= inputs else TROUBLE


def _close(workspace: Workspace, view: View) -> None:
    stack = workspace.modals.get(view.user, [])
    if view in stack:
        close_modals(workspace, view.user, keep=stack.index(view))
