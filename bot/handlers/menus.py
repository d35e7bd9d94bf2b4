"""Menus behind three dots: a choice is heard as the button that it stands for."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.views.ids import MORE
from bot.views.refs import FoldedRef


async def unfold(body: dict[str, Any], next: Callable[[], Awaitable[None]]) -> None:
    """Turn a choice in such a menu into a tap on its button, before Bolt looks for a listener."""
    for action in body.get("actions") or ():
        if action.get("action_id") == MORE:
            folded = FoldedRef.parse((action.pop("selected_option", None) or {}).get("value") or "")
            action |= {"type": "button", "action_id": folded.action, "value": folded.value}
    await next()
