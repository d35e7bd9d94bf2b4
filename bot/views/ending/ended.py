"""What stands on somebody's Home for a while after the end: thanks, and a certificate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, HeaderBlock

from bot.views.ending.papers import certificate_button
from bot.views.ending.thanks import thanks_button
from bot.views.parts import buttons, escape, mentions, weekday_in_words, words

MOST = 3


@dataclass(frozen=True, slots=True)
class EndedMentorship:
    """A mentorship that has come to its planned end. With `may_thank`, the reader hasn't yet."""

    mentorship_id: str
    others: Sequence[str]
    program_id: str
    program_name: str
    on: date
    may_thank: bool


def ended_section(ended: Sequence[EndedMentorship]) -> list[Block]:
    """The latest first; each program's certificate stands beside the first of it."""
    if not ended:
        return []
    shown = sorted(ended, key=lambda one: one.on, reverse=True)[:MOST]
    blocks: list[Block] = [HeaderBlock(text="At the end")]
    certified: set[str] = set()
    for one in shown:
        tells = [thanks_button(one.mentorship_id)] if one.may_thank else []
        is_first = one.program_id not in certified
        certified.add(one.program_id)
        offered = [*tells, *([certificate_button(one.program_id)] if is_first else [])]
        blocks += [words(_said(one)), *([buttons(*offered)] if offered else [])]
    return blocks


def _said(one: EndedMentorship) -> str:
    whom = f"with {mentions(one.others)} " if one.others else ""
    when = weekday_in_words(one.on)
    return f"*{escape(one.program_name)}*\nYour mentoring {whom}was planned to end on {when}."
