"""Before a proposal is published: what would be sent, and when it should go out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import DateTimePickerElement

from bot.domain.disclosure.figures import named
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.views.ids import Action, Callback, Field
from bot.views.matching.proposals import Review, publishing_sends
from bot.views.message import Modal
from bot.views.parts import (
    button,
    buttons,
    escape,
    field,
    many_words,
    mention,
    mentions,
    pager,
    small,
    words,
)
from bot.views.refs import PageRef

TITLE = "What would be sent"
LATER_TITLE = "Publish later"
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class WouldBeSent:
    """`asked_first` is the mentor who would be asked before the introduction."""

    mentorship: Mentorship
    asked_first: str | None


@dataclass(frozen=True, slots=True)
class DryRun(NamesPeople):
    """One page of it; `matches` counts all. The last page says who is told that there is no match yet.

    No moment of anybody: it would tell when they are off shift. `last_day` is the same whoever they are.
    """

    program: Program
    rows: Sequence[WouldBeSent]
    page: int
    pages: int
    matches: int
    last_day: date
    told: Sequence[str] = ()

    @property
    def whom(self) -> Collection[str]:
        return {*self.told, *(who for one in self.rows for who in one.mentorship.user_ids)}


def dry_run(found: DryRun) -> Modal:
    program = found.program
    lines = [*(f"• {_row(one)}" for one in found.rows), *(f"• {_told(one)}" for one in found.told)]
    return Modal(
        TITLE,
        [
            words(f"*{escape(program.name)}*: {_how_many(found)} Nothing has been sent."),
            *many_words(lines or ["The proposal is empty."]),
            *pager(found.page, found.pages, Action.DRY_RUN, value=lambda to: str(PageRef(program.id, to))),
            small(
                "Each goes out when its readers are awake and off shift. When that is for whom, I keep to "
                "myself: it would tell you their shifts. "
                f"The last day for all of it is {_day(found.last_day)}."
            ),
            buttons(button("Back to the review", Action.PAGE, value=str(PageRef(program.id)))),
        ],
        close="Later",
        context=str(PageRef(program.id)),
    )


def _how_many(found: DryRun) -> str:
    many = "1 match" if found.matches == 1 else f"{named(found.matches)} matches"
    if any(one.asked_first for one in found.rows):
        return f"{many}. Each mentor is asked first; after a yes, both are introduced in a private group."
    return f"{many}, each introduced in a private group."


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _row(one: WouldBeSent) -> str:
    if one.asked_first:
        others = mentions(one.mentorship.others(one.asked_first))
        return f"{mention(one.asked_first)} is asked about {others}"
    return f"{mentions(one.mentorship.user_ids)} are introduced"


def _told(user_id: str) -> str:
    return f"{mention(user_id)} is told that there is no match yet, and until when"


def publish_later_form(review: Review, *, at: datetime) -> Modal:
    element = DateTimePickerElement(action_id=Field.PUBLISH_AT, initial_date_time=int(at.timestamp()))
    return Modal(
        LATER_TITLE,
        [
            words(f"*{escape(review.program.name)}*: the proposal goes out by itself, as it stands then."),
            words(" ".join(publishing_sends(review))),
            field("When?", element, name=Field.PUBLISH_AT),
            small(
                "Every rule is checked once more. Messages still wait until people are awake and off shift."
            ),
            buttons(button("Back to the review", Action.PAGE, value=str(PageRef(review.program.id)))),
        ],
        callback_id=Callback.PUBLISH_LATER,
        submit="Plan it",
        close="Later",
        context=review.program.id,
    )
