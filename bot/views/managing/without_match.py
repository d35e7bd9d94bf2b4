"""People of a program without a match, for its managers: since when, what would help, what to do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block

from bot.content import People
from bot.domain.managing.listing import Key
from bot.domain.matching.waiting import WaitsForMatch
from bot.domain.privacy.named import NamesPeople
from bot.domain.privacy.visible_to_managers import Show
from bot.domain.programs.programs import Program
from bot.domain.programs.states import MATCHABLE
from bot.views.ids import Action
from bot.views.managing.posts import post_in_words
from bot.views.message import Modal
from bot.views.parts import (
    button,
    buttons,
    escape,
    mention,
    pager,
    small,
    weekday_in_words,
    what_would_help,
    words,
)
from bot.views.refs import PageRef, PeopleRef

TITLE = "Without a match"
PAGE_SIZE = 20
NO_MORE = "This program makes no new matches any more."
LOOKED = (
    "What would help is from when we last looked. Viewing these names is logged, and they can see it. "
    "They wait through no fault of their own: places and shifts decide."
)


@dataclass(frozen=True, slots=True)
class WithoutMatch(NamesPeople):
    """Some of those who wait, longest first; `again_on` we look for them again, None without a day.

    Where pages are turned by whom they begin with, `before` and `after` are the keys of the others.
    """

    program: Program
    waiting: Sequence[WaitsForMatch]
    page: int
    pages: int
    of_circles: bool = False
    again_on: date | None = None
    before: Key = ()
    after: Key = ()

    @property
    def whom(self) -> Collection[str]:
        return {one.user_id for one in self.waiting}


def without_match(found: WithoutMatch, *, lists: People) -> Modal:
    name, program_id = f"*{escape(found.program.name)}*", found.program.id
    back = button("Back to people", Action.PEOPLE_PAGE, value=str(PeopleRef(program_id, Show.WAITING)))
    if not found.waiting:
        return Modal(TITLE, [words(f"{name}: no one is waiting for a match."), buttons(back)])
    return Modal(
        TITLE,
        [
            words(f"{name}\nThose who have waited longest come first.{again_in_words(found)}"),
            *_to_do(found),
            *(_person(one, found, lists) for one in found.waiting),
            *pager(
                found.page,
                found.pages,
                Action.WITHOUT_MATCH_PAGE,
                value=lambda to: str(PageRef(program_id, to)),
            ),
            small(LOOKED),
            buttons(back),
        ],
    )


def again_in_words(found: WithoutMatch) -> str:
    if found.program.state not in MATCHABLE:
        return f" {NO_MORE}"
    return f" We look again on {weekday_in_words(found.again_on)}." if found.again_on else ""


def _to_do(found: WithoutMatch) -> list[Block]:
    program = found.program
    if program.state not in MATCHABLE:
        return []
    review = button("Review the matches", Action.MATCH, value=program.id, style="primary")
    ask = button("Ask people to be mentors", Action.INVITE, value=program.id)
    return [buttons(review, *([] if found.of_circles else [ask]))]


def _person(one: WaitsForMatch, found: WithoutMatch, lists: People) -> Block:
    who = ", ".join([f"*{mention(one.user_id)}*", *post_of(one, lists)])
    return words("\n".join([who, *waiting_in_words(one)]))


def post_of(one: WaitsForMatch, lists: People) -> list[str]:
    post = post_in_words(one.post, lists)
    return [post] if post else []


def waiting_in_words(one: WaitsForMatch) -> tuple[str, str]:
    """Say since when they wait, and why and what would help."""
    helps = f" {what_would_help(one.help)}" if one.help else ""
    return f"waiting since the week of {weekday_in_words(one.since)}", escape(f"{one.why}{helps}")
