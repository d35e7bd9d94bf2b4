"""A champion's part of Home: totals of the programs they stand for, rounded, never a name."""

from collections.abc import Collection, Sequence

from slack_sdk.models.blocks import Block, DividerBlock, HeaderBlock

from bot.views.feedback.findings import FOR_ALL
from bot.views.ids import Action
from bot.views.managing.summary import SMALL_NUMBERS, Summary, key_figures
from bot.views.parts import button, buttons, escape, small, words
from bot.views.refs import FindingsRef, HeldRef

SHOWN = 5


def championed_section(
    totals: Sequence[Summary], *, told: Collection[str] = (), reviewed: Collection[str] = ()
) -> list[Block]:
    """`told` are the ids of programs of which there is something that people said, `reviewed` of those of
    which a review was held.
    """
    if not totals:
        return []
    return [
        DividerBlock(),
        HeaderBlock(text="Programs you champion"),
        *(
            block
            for one in totals[:SHOWN]
            for block in _totals(one, is_told=one.program.id in told, is_reviewed=one.program.id in reviewed)
        ),
        small(SMALL_NUMBERS),
    ]


def _totals(one: Summary, *, is_told: bool, is_reviewed: bool) -> list[Block]:
    said = button(FOR_ALL, Action.FINDINGS, value=str(FindingsRef(one.program.id)))
    held = button("Last review", Action.REVIEW, value=str(HeldRef(one.program.id)))
    found = [each for each, is_there in ((said, is_told), (held, is_reviewed)) if is_there]
    shown = words(f"*{escape(one.program.name)}*\n{key_figures(one)}")
    return [shown, *([buttons(*found)] if found else [])]
