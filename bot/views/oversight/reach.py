"""Whom a program reaches and whom it doesn't: one thing at a time, and what to do about a gap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from slack_sdk.models.blocks import ActionsBlock, Block, StaticSelectElement

from bot.content import Content
from bot.domain.oversight.reach import ReachBy, ReachLine
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, many_words, options, small, weekday_in_words, words
from bot.views.recruiting.cover import SHIFTS
from bot.views.refs import ReachRef

TITLE = "Who is reached"
MOST_LINES = 60
MENU: Final[Mapping[ReachBy, str]] = {
    ReachBy.PROFESSION: "By profession",
    ReachBy.SITE: "By site",
    ReachBy.STAGE: "By career stage",
    ReachBy.SHIFT: "By shifts",
}
ON_MONDAY = "We count this once a week. The first numbers come on Monday."
NO_GROUP = "No group has ten people yet, so there is nothing to show."
HOW_COUNTED = (
    "We count people who have a place here once a week and round to five. Groups of fewer than ten people "
    "aren't shown. People who haven't told us this are in no group."
)
AGAINST = "How many work there comes from the staff directory."
WITHOUT = "Without a staff directory we can't say how many work there."
NO_SHIFTS = "The staff directory doesn't know who works which shifts."
ABOUT_A_GAP = (
    "*What helps where few take part?* Ask about time and shifts first. Ask people there to be mentors, or "
    "announce the program in their channel."
)
ASK_A_MANAGER = "*Where few take part*, tell the program's managers: they can ask people there."


@dataclass(frozen=True, slots=True)
class ReachPage:
    """Groups by one thing, as of a Monday; `as_of` is None before the first."""

    program: Program
    by: ReachBy
    as_of: date | None
    lines: Sequence[ReachLine]
    manages: bool = False


def reach_page(page: ReachPage, *, content: Content) -> Modal:
    name = escape(page.program.name)
    if page.as_of is None:
        return Modal(TITLE, [words(f"*{name}*\n{ON_MONDAY}")])
    return Modal(
        TITLE,
        [
            words(f"*{name}*, as of {weekday_in_words(page.as_of)}"),
            ActionsBlock(elements=[_menu(page)]),
            *_lines(page, content),
            *_gaps(page),
            small(HOW_COUNTED, source_of(page)),
        ],
    )


def _menu(page: ReachPage) -> StaticSelectElement:
    choices = options({str(ReachRef(page.program.id, by)): text for by, text in MENU.items()})
    chosen = str(ReachRef(page.program.id, page.by))
    return StaticSelectElement(
        action_id=Action.REACH_BY,
        options=choices,
        initial_option=next(one for one in choices if one.value == chosen),
        placeholder="Choose",
    )


def _lines(page: ReachPage, content: Content) -> list[Block]:
    lines = [_line(one, page.by, content) for one in page.lines[:MOST_LINES]]
    more = ["• and smaller groups"] if len(page.lines) > MOST_LINES else []
    return [*many_words([*lines, *more])] if lines else [words(NO_GROUP)]


def _line(line: ReachLine, by: ReachBy, content: Content) -> str:
    few = " _Few so far._" if line.is_few else ""
    return f"• {escape(name_of_group(line, by, content))}: {how_many(line)}.{few}"


def name_of_group(line: ReachLine, by: ReachBy, content: Content) -> str:
    label = _labels(by, content).get(line.key, line.key)
    return label[:1].upper() + label[1:]


def how_many(line: ReachLine) -> str:
    if line.staff is None:
        return f"{line.reached} take part"
    if line.reached is None:
        return f"fewer than 10 of {line.staff}"
    return f"nearly all of {line.staff}" if line.is_nearly_all else f"{line.reached} of {line.staff}"


def _gaps(page: ReachPage) -> list[Block]:
    if not page.lines:
        return []
    if not page.manages or not page.program.is_live:
        return [words(ASK_A_MANAGER)] if not page.manages else []
    return [
        words(ABOUT_A_GAP),
        buttons(
            button("Ask people to be mentors", Action.INVITE, value=page.program.id),
            button("Announce", Action.ANNOUNCE, value=page.program.id),
        ),
    ]


def source_of(page: ReachPage) -> str:
    """Say where the number of those who work there is from."""
    if page.by is ReachBy.SHIFT:
        return NO_SHIFTS
    return AGAINST if any(one.staff is not None for one in page.lines) else WITHOUT


def _labels(by: ReachBy, content: Content) -> Mapping[str, str]:
    """The names of sites are their own."""
    people = content.people
    known = {
        ReachBy.PROFESSION: people.professions,
        ReachBy.STAGE: people.career_stages,
        ReachBy.SHIFT: SHIFTS,
    }
    return known.get(by, {})
