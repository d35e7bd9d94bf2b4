"""A champion's part of Home: totals of the programs they stand for, rounded, never a name."""

from collections.abc import Collection, Sequence

from slack_sdk.models.blocks import Block, DividerBlock, HeaderBlock

from bot.views.feedback.findings import FOR_ALL
from bot.views.ids import Action
from bot.views.managing.summary import SMALL_NUMBERS, Summary, key_figures
from bot.views.parts import button, buttons, escape, small, words
from bot.views.refs import FindingsRef

SHOWN = 5


def championed_section(totals: Sequence[Summary], *, told: Collection[str] = ()) -> list[Block]:
    """`told` are the ids of programs of which there is something that people said."""
    if not totals:
        return []
    return [
        DividerBlock(),
        HeaderBlock(text="Programs you champion"),
        *(block for one in totals[:SHOWN] for block in _totals(one, is_told=one.program.id in told)),
        small(SMALL_NUMBERS),
    ]


def _totals(one: Summary, *, is_told: bool) -> list[Block]:
    said = button(FOR_ALL, Action.FINDINGS, value=str(FindingsRef(one.program.id)))
    export = button("Take numbers out", Action.EXPORTS, value=one.program.id)
    shown = words(f"*{escape(one.program.name)}*\n{key_figures(one)}")
    return [shown, buttons(*([said] if is_told else ()), export)]
