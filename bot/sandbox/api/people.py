"""auth.test, users.* and dnd.*: who is here and when they want quiet."""

import base64
import binascii

from bot.sandbox.api.args import Args
from bot.sandbox.api.errors import SlackError
from bot.sandbox.api.shapes import user_json
from bot.sandbox.model import Json, Person
from bot.sandbox.workspace import Workspace

MOST_ASKED_ABOUT = 50
LARGEST_PAGE = 1000
CURSOR = "user:"


def auth_test(workspace: Workspace, args: Args) -> Json:
    enterprise_id = workspace.teams.home.enterprise[0]
    return {
        "ok": True,
        "url": f"{workspace.base_url}/",
        "team": workspace.name,
        "team_id": workspace.team_id,
        "user": workspace.bot.username,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        **({"enterprise_id": enterprise_id} if enterprise_id else {}),
        "is_enterprise_install": False,
    }


def bots_info(workspace: Workspace, args: Args) -> Json:
    if args.required("bot") != workspace.bot_id:
        raise SlackError("bot_not_found")
    named = {"id": workspace.bot_id, "name": workspace.bot.name, "user_id": workspace.bot.id}
    return {"ok": True, "bot": {**named, "app_id": workspace.app_id, "deleted": False}}


def users_info(workspace: Workspace, args: Args) -> Json:
    return {"ok": True, "user": user_json(workspace, known_person(workspace, args.required("user")))}


def users_list(workspace: Workspace, args: Args) -> Json:
    """Everybody in order of arrival, Slackbot and the app's own user included."""
    everyone = [workspace.slackbot, workspace.bot, *workspace.people.values()]
    limit = args.number("limit", 0)
    if limit < 0 or limit > LARGEST_PAGE:
        raise SlackError("invalid_limit")
    start = _cursor_position(args.text("cursor"), len(everyone))
    end = start + limit if limit else len(everyone)
    members = [user_json(workspace, person) for person in everyone[start:end]]
    cursor = _cursor(end) if end < len(everyone) else ""
    now = int(workspace.clock.now().timestamp())
    return {"ok": True, "members": members, "cache_ts": now, "response_metadata": {"next_cursor": cursor}}


def users_lookup_by_email(workspace: Workspace, args: Args) -> Json:
    email = args.required("email").lower()
    for person in workspace.people.values():
        if person.email.lower() == email and not person.deleted:
            return {"ok": True, "user": user_json(workspace, person)}
    raise SlackError("users_not_found")


def dnd_info(workspace: Workspace, args: Args) -> Json:
    user = args.text("user", workspace.bot.id)
    if not _is_seen(workspace, user):
        raise SlackError("user_not_found")
    return {"ok": True, **_dnd(known_person(workspace, user))}


def dnd_team_info(workspace: Workspace, args: Args) -> Json:
    """Of up to fifty people. One whom the app may not see fails it for all, or is left out: nobody knows."""
    asked = args.required("users").split(",")
    if len(asked) > MOST_ASKED_ABOUT:
        raise SlackError("too_many_users")
    seen = [user for user in asked if _is_seen(workspace, user)]
    if len(seen) < len(asked) and not workspace.leaves_hidden_out:
        raise SlackError("user_not_found")
    return {"ok": True, "users": {user: _dnd(workspace.people[user]) for user in seen}}


def _is_seen(workspace: Workspace, user: str) -> bool:
    return user == workspace.bot.id or (user in workspace.people and not workspace.people[user].is_hidden)


def _dnd(person: Person) -> Json:
    span = person.dnd
    starts, ends = (int(at.timestamp()) for at in span) if span else (1, 1)
    return {
        "dnd_enabled": span is not None,
        "next_dnd_start_ts": starts,
        "next_dnd_end_ts": ends,
    }


def known_person(workspace: Workspace, user_id: str) -> Person:
    try:
        return workspace.author(user_id)
    except KeyError:
        raise SlackError("user_not_found") from None


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(f"{CURSOR}{position}".encode()).decode()


def _cursor_position(cursor: str, count: int) -> int:
    try:
        text = base64.urlsafe_b64decode(cursor).decode()
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None
    if not text:
        return 0
    position = text.removeprefix(CURSOR)
    if not position.isdigit() or int(position) >= count:
        raise SlackError("invalid_cursor")
    return int(position)
