"""How much one message holds, counted before it is sent: nothing is cut off without a word."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from bot.views.parts import small

MOST_BLOCKS = 50
# Slack refuses a message from about 12,000 on and does not say what it counts: we count all and stay below.
LONGEST = 9_000


def characters(part: Any) -> int:
    """Count every text in blocks as Slack takes them, ids and values too."""
    if isinstance(part, Mapping):
        return sum(characters(value) for value in part.values())
    if isinstance(part, list):
        return sum(characters(item) for item in part)
    return len(part) if isinstance(part, str) else 0


def has_room(blocks: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether one message holds these blocks."""
    return len(blocks) <= MOST_BLOCKS and characters(list(blocks)) <= LONGEST


def as_many_as_fit(rows: Sequence[Block]) -> list[Block]:
    """Take the first rows of a list for which a message has room, and say how many more there are."""
    for count in range(len(rows), 0, -1):
        shown = [*rows[:count], *no_room_for(len(rows) - count)]
        if has_room([block.to_dict() for block in shown]):
            return shown
    return []


def no_room_for(more: int) -> list[Block]:
    """Say that so many are left out; nothing where none is."""
    return [small(f"And {more} more, which have no room here.")] if more > 0 else []
