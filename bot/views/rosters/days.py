"""One day of a roster: as it was understood, beside what the roster says, to be put right in one tap."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block, Option, RadioButtonsElement, SectionBlock

from bot.domain.availability import Hours
from bot.domain.roster_days import DayKind, Part, RosterDay
from bot.domain.rosters import Assumed, RosterKind, Work
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, escape, small, words
from bot.views.refs import DayIsRef, DayRef
from bot.views.rosters.meanings import WORK_IN_WORDS, day_in_words

TITLE = "Your roster"
SAYS: Mapping[RosterKind, str] = {
    RosterKind.FEED: "Your calendar says for this day:",
    RosterKind.LINES: "You typed for this day:",
    RosterKind.PATTERN: "In your pattern this day is:",
}
SAYS_NOTHING: Mapping[RosterKind, str] = {
    RosterKind.FEED: "Your calendar says nothing for this day.",
    RosterKind.LINES: "You typed nothing for this day.",
    RosterKind.PATTERN: "Your pattern begins later.",
}
NOT_NOW = "We can't read your calendar right now, so we can't show what it says for this day."
NOT_KEPT = "We looked it up just now to show it here, and keep none of it."
KEPT_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
OTHERWISE = "It counts at once. For other hours, type the day under *Fix a day*."


@dataclass(frozen=True, slots=True)
class DayPage:
    """`said` are the roster's own words of the day; None where they can't be had just now."""

    kind: RosterKind
    day: RosterDay
    usual_hours: Mapping[Work, Hours]
    assumed: Assumed | None = None
    said: Sequence[str] | None = ()


def with_days(text: str) -> str:
    """What is kept of typed lines, its dates as people write them and may type them again."""
    return KEPT_DAY.sub(_as_people_write, text)


def _as_people_write(found: re.Match[str]) -> str:
    day = date.fromisoformat(found[0])
    return f"{day:%a} {day.day} {day:%b}"


def day_line(day: RosterDay, assumed: Assumed | None) -> SectionBlock:
    """A line of the page, with the button that puts it right."""
    change = button(
        "Change",
        Action.ROSTER_DAY,
        value=str(DayRef(day.on.isoformat())),
        label=f"Change {day.on:%A} {day.on.day} {day.on:%B}",
    )
    return words(in_a_line(day, assumed), accessory=change)


def in_a_line(day: RosterDay, assumed: Assumed | None = None) -> str:
    return f"*{day.on:%a} {day.on.day} {day.on:%b}*  {day_in_words(day, assumed)}"


def day_form(page: DayPage) -> Modal:
    """Choosing is all: there is nothing to submit."""
    day = page.day
    return Modal(
        TITLE,
        [
            words(f"*{day.on:%A} {day.on.day} {day.on:%B}*\nWe read: {day_in_words(day, page.assumed)}"),
            *_said(page),
            words("What's right?"),
            _choices(page),
            small(OTHERWISE),
        ],
    )


def _said(page: DayPage) -> list[Block]:
    if page.said is None:
        return [words(NOT_NOW)]
    if not page.said:
        return [words(SAYS_NOTHING[page.kind])]
    is_theirs = page.kind is RosterKind.FEED
    listed = "\n".join(f"> {escape(line if is_theirs else with_days(line))}" for line in page.said)
    kept = [small(NOT_KEPT)] if is_theirs else []
    return [words(f"{SAYS[page.kind]}\n{listed}"), *kept]


def _choices(page: DayPage) -> ActionsBlock:
    """Where nothing else is known of a day, calling it a day off would change nothing."""
    is_known = page.day.parts != (Part(DayKind.NOT_KNOWN),)
    options = [
        Option(value=str(DayIsRef(page.day.on.isoformat(), work)), text=_choice(work, page.usual_hours))
        for work in Work
        if is_known or work is not Work.OFF
    ]
    return ActionsBlock(elements=[RadioButtonsElement(action_id=Action.ROSTER_DAY_IS, options=options)])


def _choice(work: Work, usual: Mapping[Work, Hours]) -> str:
    hours = usual.get(work)
    return f"{WORK_IN_WORDS[work]}, {hours[0]:%H:%M}-{hours[1]:%H:%M}" if hours else WORK_IN_WORDS[work]
