"""All pairs of a program that have gone quiet, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.domain.mentorships import Mentorship
from bot.domain.programs import Program
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, many_words, mentions, small, words

TITLE = "Quiet pairs"
PAGE_SIZE = 50
A_QUESTION_FIRST = (
    "A quiet pair is a question about time and shifts first. That you looked at these names is noted."
)


@dataclass(frozen=True, slots=True)
class QuietPage:
    """The pairs of one page, counted from 0; `count` is of all pages."""

    program: Program
    pairs: Sequence[Mentorship]
    count: int
    page: int
    pages: int


def quiet_list(quiet: QuietPage) -> Modal:
    name = f"*{escape(quiet.program.name)}*"
    if not quiet.pairs:
        return Modal(TITLE, [words(f"{name}: no pair is quiet at the moment.")])
    listed = [f"• {mentions(pair.user_ids)}" for pair in quiet.pairs]
    return Modal(
        TITLE,
        [
            words(f"{name}: {_how_many(quiet.count)} a week ago or earlier."),
            *many_words(listed),
            *_pager(quiet.program.id, quiet.page, quiet.pages),
            small(A_QUESTION_FIRST),
        ],
    )


def _how_many(count: int) -> str:
    return "one pair is quiet, and was asked" if count == 1 else f"{count} pairs are quiet, and were asked"


def _pager(program_id: str, page: int, pages: int) -> list[Block]:
    if pages == 1:
        return []
    turns = [("Back", page - 1), ("More", page + 1)]
    found = [
        button(text, Action.QUIET_PAGE, value=f"{program_id}:{to}", label=f"Page {to + 1} of {pages}")
        for text, to in turns
        if 0 <= to < pages
    ]
    # Two buttons of one action_id may not share a block.
    return [small(f"Page {page + 1} of {pages}"), *(buttons(one) for one in found)]
