"""Whether who asks is a workspace admin: that is Slack's to say, and asked only where it decides."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.deps import Deps
from bot.errors import NotYours
from bot.handlers.click import Click

T = TypeVar("T")


async def is_admin(click: Click, deps: Deps) -> bool:
    return (await deps.slack.member(click.workspace_id, click.user_id)).is_admin


async def read_as_they_may(click: Click, deps: Deps, read: Callable[[bool], Awaitable[T]]) -> T:
    """Read as whoever has a role; where that is not enough, as an admin if they are one."""
    try:
        return await read(False)
    except NotYours:
        if not await is_admin(click, deps):
            raise
    return await read(True)
