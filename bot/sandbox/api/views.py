"""views.*: modals and the Home tab."""

from bot.sandbox import modals
from bot.sandbox.api.args import Args
from bot.sandbox.api.errors import SlackError, with_messages
from bot.sandbox.api.shapes import view_json
from bot.sandbox.model import Json, View
from bot.sandbox.towards_app.triggers import Triggers
from bot.sandbox.workspace import Workspace


def open_view(workspace: Workspace, triggers: Triggers, args: Args) -> Json:
    payload = modals.check_view(args.json("view"))
    trigger = triggers.exchange(args.text("trigger_id"))
    if trigger.in_modal:
        raise with_messages("invalid_arguments", ["a view is open: views.push puts another on top"])
    return _answer(workspace, modals.open_modal(workspace, trigger.user, payload))


def push_view(workspace: Workspace, triggers: Triggers, args: Args) -> Json:
    payload = modals.check_view(args.json("view"))
    trigger = triggers.exchange(args.text("trigger_id"))
    if not trigger.in_modal:
        raise SlackError("not_found")
    return _answer(workspace, modals.push_modal(workspace, trigger.user, payload))


def update_view(workspace: Workspace, args: Args) -> Json:
    payload = modals.check_view(args.json("view"), kinds=("modal", "home"))
    view = workspace.find_view(view_id=args.text("view_id"), external_id=args.text("external_id"))
    if view is None:
        raise SlackError("not_found")
    if view.type != payload["type"]:
        raise with_messages("invalid_arguments", [f"cannot change a {view.type} view into another type"])
    _check_hash(view, args.text("hash"))
    return _answer(workspace, modals.update_view(workspace, view, payload))


def publish_view(workspace: Workspace, args: Args) -> Json:
    payload = modals.check_view(args.json("view"), kinds=("home",))
    user = args.required("user_id")
    if user not in workspace.people:
        raise with_messages("invalid_arguments", ["invalid `user_id`"])
    if not workspace.grants.home_tab:
        raise SlackError("not_enabled")
    if user in workspace.homes:
        _check_hash(workspace.homes[user], args.text("hash"))
    return _answer(workspace, modals.publish_home(workspace, user, payload))


def _check_hash(view: View, given: str) -> None:
    if given and given != view.hash:
        raise SlackError("hash_conflict")


def _answer(workspace: Workspace, view: View) -> Json:
    return {"ok": True, "view": view_json(workspace, view)}
