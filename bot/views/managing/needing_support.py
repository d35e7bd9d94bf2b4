"""All pairs of a program that may need support, page by page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block

from bot.domain.disclosure.figures import named
from bot.domain.mentorships.mentorships import Mentorship, matched_in
from bot.domain.privacy.named import NamesPeople
from bot.domain.privacy.visible_to_managers import VisibleMatch
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.managing.mentorship_page import ASK_ABOUT
from bot.views.managing.people_list import status_line
from bot.views.message import Modal
from bot.views.parts import button, escape, mentions, pager, small, words
from bot.views.refs import PageRef, SupportRef

TITLE = "May need support"
PAGE_SIZE = 25
THEIR_OWN = "You're in this one, so another manager can help."
WHY = "No reply for a week after a private check-in"


@dataclass(frozen=True, slots=True)
class NeedingSupport(NamesPeople):
    """Pairs that may need support, by name: the first of them, for a manager's Home."""

    pairs: Sequence[Mentorship]

    @property
    def whom(self) -> Collection[str]:
        return matched_in(self.pairs)


@dataclass(frozen=True, slots=True)
class NeedingSupportPage(NamesPeople):
    """The pairs of one page, counted from 0; `count` is of all pages.

    `seen` says how each goes, by its id, and who has it in hand. `reader` is the manager who looks.
    """

    program: Program
    pairs: Sequence[Mentorship]
    count: int
    page: int
    pages: int
    reader: str = ""
    seen: Mapping[str, VisibleMatch] = field(default_factory=dict)

    @property
    def whom(self) -> Collection[str]:
        return matched_in(self.pairs)


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
    seen = needing.seen.get(pair.id)
    lines = [mentions(pair.user_ids), *([status_line(seen)] if seen else [])]
    if pair.includes(needing.reader):
        return words("\n".join([*lines, THEIR_OWN]))
    at = SupportRef(needing.program.id, pair.id, page=needing.page)
    look = button("How to help", Action.MENTORSHIP, value=str(at))
    return words("\n".join(lines), accessory=look)


def _how_many(count: int) -> str:
    return "1 pair" if count == 1 else f"{named(count)} pairs"
