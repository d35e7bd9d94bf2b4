"""Menus behind three dots, and rows of answers: each is heard as the button that it stands for."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.views.ids import MORE, PLACE
from bot.views.refs import FoldedRef


async def unfold(body: dict[str, Any], next: Callable[[], Awaitable[None]]) -> None:
    """Turn a choice in such a menu, or in such a row, into a tap on its button.

    Bolt looks for a listener afterwards.
    """
    for action in body.get("actions") or ():
        if action.get("action_id") == MORE:
            folded = FoldedRef.parse((action.pop("selected_option", None) or {}).get("value") or "")
            action |= {"type": "button", "action_id": folded.action, "value": folded.value}
        elif action.get("type") == "button":
            action["action_id"] = str(action.get("action_id") or "").partition(PLACE)[0]
    await next()
