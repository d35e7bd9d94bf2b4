"""All pairs of a program that may need support, page by page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.domain.disclosure.figures import named
from bot.domain.mentorships.mentorships import Mentorship, matched_in
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, mentions, pager, small, words
from bot.views.refs import PageRef, SupportRef

TITLE = "May need support"
PAGE_SIZE = 25
WHY = "No reply for a week after a private check-in"
ASK_ABOUT = (
    "Ask about time and shifts, never about effort. Viewing these names is logged, and they can see it."
)
A_START = (
    "Hello from {program}. How is it going? If shifts make it hard to find a time, say what would help. "
    "You don't have to explain anything."
)


@dataclass(frozen=True, slots=True)
class NeedingSupport(NamesPeople):
    """Pairs that may need support, by name: the first of them, for a manager's Home."""

    pairs: Sequence[Mentorship]

    @property
    def whom(self) -> Collection[str]:
        return matched_in(self.pairs)


@dataclass(frozen=True, slots=True)
class NeedingSupportPage(NamesPeople):
    """The pairs of one page, counted from 0; `count` is of all pages."""

    program: Program
    pairs: Sequence[Mentorship]
    count: int
    page: int
    pages: int

    @property
    def whom(self) -> Collection[str]:
        return matched_in(self.pairs)


@dataclass(frozen=True, slots=True)
class PairInNeed(NamesPeople):
    """One of them, for a manager who wants to help."""

    program: Program
    pair: Mentorship

    @property
    def whom(self) -> Collection[str]:
        return matched_in([self.pair])


def get_in_touch(found: PairInNeed) -> Modal:
    """What a manager can write, and what the two can do themselves; nothing is sent from here."""
    back = button("Back to the list", Action.NEEDING_SUPPORT_PAGE, value=str(PageRef(found.program.id)))
    start = A_START.format(program=escape(found.program.name))
    return Modal(
        "Get in touch",
        [
            words(f"Tap a name to write to them: {mentions(found.pair.user_ids)}"),
            words(f"*A message to start from*\n```{start}```"),
            words(
                "*What they can do on their Home tab*\nPause, change how often they talk, ask for a new "
                "match or end this mentorship. Each takes a tap or two, without a reason."
            ),
            small(f"We send nothing from here. {ASK_ABOUT}"),
            buttons(back),
        ],
    )


def needing_support_list(needing: NeedingSupportPage) -> Modal:
    name = f"*{escape(needing.program.name)}*"
    if not needing.pairs:
        return Modal(TITLE, [words(f"{name}: no pair needs help right now.")])
    return Modal(
        TITLE,
        [
            words(f"{name}\n{_how_many(needing.count)}: {WHY[:1].lower()}{WHY[1:]}."),
            *(_pair(needing, one) for one in needing.pairs),
            *pager(
                needing.page,
                needing.pages,
                Action.NEEDING_SUPPORT_PAGE,
                value=lambda to: str(PageRef(needing.program.id, to)),
            ),
            small(ASK_ABOUT),
        ],
    )


def _pair(needing: NeedingSupportPage, pair: Mentorship) -> Block:
    touch = button("Get in touch", Action.GET_IN_TOUCH, value=str(SupportRef(needing.program.id, pair.id)))
    return words(mentions(pair.user_ids), accessory=touch)


def _how_many(count: int) -> str:
    return "1 pair" if count == 1 else f"{named(count)} pairs"
