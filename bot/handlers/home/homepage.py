"""Shows somebody's Home tab as it is now."""

from datetime import datetime

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.members import look_up
from bot.slack.errors import RateLimited, Refused, SlackProblem, Unclear, Unreachable, passes_by_itself
from bot.usecases.home.home import names_people, read_home
from bot.views.home.elsewhere import elsewhere
from bot.views.home.home import home_tab
from bot.views.message import Home, Message


async def show_home(click: Click, deps: Deps, *, note: Message | None = None) -> None:
    """Publish it where it changed, with a note on top if there is one.

    Where Slack does not take it just now, it is remembered to be shown again.
    """
    who = (click.workspace_id, click.user_id)
    try:
        await _show(click, deps, note)
    except SlackProblem as problem:
        if passes_by_itself(problem):
            deps.stale_homes.note(who, click.now)
        raise
    deps.stale_homes.settle(who)


async def show_home_again(deps: Deps, workspace_id: str, user_id: str, now: datetime) -> None:
    """Publish that of somebody who does nothing at this moment."""
    await show_home(Click(workspace_id, user_id, now), deps)


async def keep_fresh(deps: Deps, workspace_id: str, user_id: str, now: datetime) -> None:
    """Publish a Home that was opened before, if something in it has changed since.

    Names of pairs are read, and the look noted, only on the day on which their manager opened it.
    """
    opened_at = deps.open_homes.opened_at((workspace_id, user_id))
    if opened_at is None:
        return
    known = deps.slack.home_hash(workspace_id, user_id)
    click = Click(workspace_id, user_id, now, home_hash=known)
    if opened_at.date() != now.date() and await names_people(deps.db, act=click.act, content=deps.content):
        return
    await show_home(click, deps)


async def _show(click: Click, deps: Deps, note: Message | None) -> None:
    """What another click has published meanwhile may know more than we do: read once more, ours is newest."""
    try:
        await _publish(click, deps, note, shown=click.home_hash)
    except Refused as refused:
        if refused.error != "hash_conflict":
            raise
        await _publish(click, deps, note)


async def _publish(click: Click, deps: Deps, note: Message | None, *, shown: str = "") -> None:
    view = await _home(click, deps)
    noted = Home([*note.blocks, *view.blocks]) if note else view
    await deps.slack.publish_home(click.workspace_id, click.user_id, noted.to_dict(), shown=shown)


async def _home(click: Click, deps: Deps) -> Home:
    """Whether somebody is an admin decides on one button alone: in a rush Home is shown without it."""
    try:
        member = await look_up(deps, click.workspace_id, click.user_id)
    except (RateLimited, Unreachable, Unclear):
        return await _ours(click, deps, is_admin=False)
    if member is None or not member.belongs_to(click.workspace_id):
        return elsewhere()
    return await _ours(click, deps, is_admin=member.is_admin)


async def _ours(click: Click, deps: Deps, *, is_admin: bool) -> Home:
    page = await read_home(deps.db, act=click.act, is_admin=is_admin, content=deps.content)
    return home_tab(page, signposts=deps.content.signposts, lines=deps.content.lines)
