"""The page of a closed wave: what moved, what people say, what to change first, and what can't be told."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement, HeaderBlock

from bot.domain.disclosure.figures import WhyNot
from bot.domain.feedback.findings import Choice, Finding, WaveFindings
from bot.domain.feedback.waves import Wave
from bot.domain.programs.programs import Program
from bot.views.feedback.words import (
    WAVES,
    WHY_NOT,
    finding_in_words,
    option_in_words,
    turnout_in_words,
    untold_in_words,
)
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, many_words, more, small, weekday_in_words, words
from bot.views.refs import FindingsRef

FOR_MANAGERS, FOR_ALL = "Did it help?", "What people said"
HOW_SURE = (
    "Numbers are rounded and a little blurred on purpose, so that no one can be picked out. *Likely* says "
    "how far off a number may be: nine times in ten, what is behind it lies in between."
)
NOTHING_YET = (
    "Nothing to show yet. When a set of questions closes, what people said is counted once, and you find it "
    "here."
)
SAID_CHANGED = "You said, we changed"
# Two buttons of one action may not stand side by side: the rest stand in a menu.
IN_SIGHT, IN_MENU = 1, 5


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """What a wave of a program came to, None before the first; `others` are its other closed waves.

    `changed` are lines about what was changed since because of it. With `may_change` its reader is a manager.
    `asking` are the waves that are open now, of which nothing is known but until when.
    """

    program: Program
    found: WaveFindings | None = None
    others: Sequence[Wave] = ()
    changed: Sequence[str] = ()
    may_change: bool = False
    asking: Sequence[Wave] = ()


def findings_page(page: FindingsPage) -> Modal:
    title = FOR_MANAGERS if page.may_change else FOR_ALL
    name = words(f"*{escape(page.program.name)}*")
    if page.found is None:
        return Modal(title, [name, words(NOTHING_YET)])
    return Modal(
        title,
        [
            name,
            *_about(page.found),
            *_looking_back(page),
            *_listed("What moved", [finding_in_words(one) for one in page.found.moved]),
            *_listed("What people say", [finding_in_words(one) for one in page.found.said]),
            *_chosen(page.found),
            *_listed(SAID_CHANGED, [f"• {escape(line)}" for line in page.changed]),
            *_untold(page.found),
            small(HOW_SURE),
            *_others(page),
        ],
    )


def _about(found: WaveFindings) -> list[Block]:
    wave = found.wave
    of = f" of those introduced in {wave.intake}" if wave.intake else ""
    closed = f"*{WAVES[wave.kind]}*{of}. Closed on {weekday_in_words(wave.closes_on)} {wave.closes_on.year}."
    return [*many_words([closed, *(turnout_in_words(one) for one in found.turnout)])]


def _looking_back(page: FindingsPage) -> list[Block]:
    if not page.may_change:
        return []
    look = button("What to do next", Action.RETROSPECTIVE, value=page.program.id, style="primary")
    return [buttons(look)]


def _listed(title: str, lines: Sequence[str]) -> list[Block]:
    return [HeaderBlock(text=title), *many_words(lines)] if lines else []


def _chosen(found: WaveFindings) -> list[Block]:
    return [
        block
        for choice in found.chosen
        for block in _listed(
            choice.item.text,
            [
                f"{place}. {option_in_words(choice.item.options[number], share)}"
                for place, (number, share) in enumerate(choice.options, start=1)
            ],
        )
    ]


def _untold(found: WaveFindings) -> list[Block]:
    lines = [
        line
        for why in WhyNot
        for line in _because(why, [one for one in found.untold if (one.why_not or WhyNot.FEW_ASKED) is why])
    ]
    return _listed("What we can't tell", lines)


def _because(why: WhyNot, found: Sequence[Finding | Choice]) -> list[str]:
    return [f"{WHY_NOT[why]}:", *(f"• {untold_in_words(one)}" for one in found)] if found else []


def _others(page: FindingsPage) -> list[Block]:
    """The other closed waves, the latest first."""
    found = [_wave(page.program, one) for one in page.others]
    shown, folded = found[:IN_SIGHT], found[IN_SIGHT : IN_SIGHT + IN_MENU]
    return [buttons(*shown, *([more(*folded)] if folded else []))] if found else []


def _wave(program: Program, wave: Wave) -> ButtonElement:
    label = f"{WAVES[wave.kind]}, {wave.intake}" if wave.intake else WAVES[wave.kind]
    return button(label, Action.FINDINGS, value=str(FindingsRef(program.id, wave.kind, wave.intake)))
