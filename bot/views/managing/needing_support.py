"""All pairs of a program that may need support, page by page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.disclosure.figures import named
from bot.domain.mentorships.mentorships import Mentorship, matched_in
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import escape, many_words, mentions, pager, small, words
from bot.views.refs import PageRef

TITLE = "May need support"
PAGE_SIZE = 50
A_QUESTION_FIRST = (
    "They were asked privately first. Ask about time and shifts, never about effort. That you looked at "
    "these names is noted."
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


def needing_support_list(needing: NeedingSupportPage) -> Modal:
    name = f"*{escape(needing.program.name)}*"
    if not needing.pairs:
        return Modal(TITLE, [words(f"{name}: no pair needs support that I know of.")])
    listed = [f"• {mentions(pair.user_ids)}" for pair in needing.pairs]
    return Modal(
        TITLE,
        [
            words(f"{name}: {_how_many(needing.count)}, and stayed silent for a week or longer."),
            *many_words(listed),
            *pager(
                needing.page,
                needing.pages,
                Action.NEEDING_SUPPORT_PAGE,
                value=lambda to: str(PageRef(needing.program.id, to)),
            ),
            small(A_QUESTION_FIRST),
        ],
    )


def _how_many(count: int) -> str:
    return "one pair was asked" if count == 1 else f"{named(count)} pairs were asked"
