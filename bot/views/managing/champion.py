"""A champion's part of Home: totals of the programs they stand for, rounded, never a name."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock, HeaderBlock

from bot.views.managing.summary import SMALL_NUMBERS, Summary, key_figures
from bot.views.parts import escape, small, words

SHOWN = 5


def championed_section(totals: Sequence[Summary]) -> list[Block]:
    if not totals:
        return []
    return [
        DividerBlock(),
        HeaderBlock(text="Programs you champion"),
        *(words(f"*{escape(one.program.name)}*\n{key_figures(one)}") for one in totals[:SHOWN]),
        small(SMALL_NUMBERS),
    ]
