"""Events that Slack sends again are acknowledged and go no further."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse

Middleware = Callable[..., Awaitable[BoltResponse | None]]


def ignore_repeats(first_time: Callable[[str], Awaitable[bool]]) -> Middleware:
    """Bolt middleware; `first_time` remembers an event id and says whether it is new."""

    async def pass_on_once(body: dict[str, Any], next: Callable[[], Awaitable[None]]) -> BoltResponse | None:
        event_id = body.get("event_id") if body.get("type") == "event_callback" else None
        if event_id and not await first_time(event_id):
            return BoltResponse(status=200, body="")
        await next()
        return None

    return pass_on_once
