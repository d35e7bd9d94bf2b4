"""Somebody changed in Slack: their time zone, or whether their account is open."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import hearing
from bot.slack.people.members import is_guest
from bot.usecases.directory.slack_people import SlackSays, follow_slack, says_news

# An app that was installed from an older manifest is sent the second, until somebody updates it.
EVENTS = ("user_profile_changed", "user_change")


def register(app: AsyncApp) -> None:
    for event in EVENTS:
        app.event(event)(hearing(on_person_changed))


async def on_person_changed(click: Click, deps: Deps) -> None:
    said = read_said(click.changed, now=click.now, with_guests=deps.guests_may_join)
    if said is not None:
        await follow_slack(deps.db, workspace_id=click.workspace_id, said=said, now=click.now)


async def is_news(workspace_id: str, event: Mapping[str, Any], deps: Deps) -> bool:
    """Ask of an event, before anything is kept of it, whether it changes anything here.

    Most changes of people are of strangers, or of a status.
    """
    if event.get("type") not in EVENTS:
        return True
    user = event.get("user")
    said = read_said(user, now=deps.clock(), with_guests=deps.guests_may_join)
    if said is None or not isinstance(user, Mapping):
        return False
    # What is no news for what is kept may be news for who may take part.
    deps.slack.learn_member(workspace_id, user, as_of=said.at)
    deps.names.follow(workspace_id, user)
    return await says_news(deps.db, workspace_id=workspace_id, said=said)


def read_said(user: object, *, now: datetime, with_guests: bool) -> SlackSays | None:
    """None where it names nobody. A change from the future happened now."""
    if not isinstance(user, Mapping) or not isinstance(user.get("id"), str):
        return None
    return SlackSays(
        user_id=user["id"],
        tz=str(user.get("tz") or ""),
        has_left=bool(user.get("deleted")),
        at=min(_instant(user.get("updated")) or now, now),
        may_take_part=with_guests or not is_guest(user),
    )


def _instant(seconds: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int | float) else None
    except (OverflowError, OSError, ValueError):
        return None
