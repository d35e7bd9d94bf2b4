"""Before a proposal goes out: the messages in the order they would leave, and when that should be."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import DateTimePickerElement

from bot.domain.disclosure.figures import named
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.views.ids import Action, Callback, Field
from bot.views.matching.review import Review
from bot.views.matching.sentences import publishing_sends
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
    weekday_in_words,
    words,
)
from bot.views.refs import PageRef, ReviewRef

TITLE = "Preview messages"
LATER_TITLE = "Approve later"
AS_THEY_STAND = "the matches go out automatically, as they stand then."
CHECKED_AGAIN = "Every rule is checked again. Each message still waits until its readers are off shift."
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
    lines = [line for step in steps_of(found) for line in step]
    return Modal(
        TITLE,
        [
            words(f"*{escape(program.name)}*: {how_many(found)}. Nothing has been sent."),
            *many_words(lines or ["There are no matches to send."]),
            *pager(found.page, found.pages, Action.DRY_RUN, value=lambda to: str(PageRef(program.id, to))),
            small(when_they_leave(found)),
            buttons(button("Back to the review", Action.PAGE, value=str(ReviewRef(program.id)))),
        ],
        close="Later",
        context=str(ReviewRef(program.id)),
    )


def when_they_leave(found: DryRun) -> str:
    return (
        "Each message waits until its readers are off shift and awake. You don't see when that is, because "
        "it would tell you their shifts. "
        f"The last day for all of them is {weekday_in_words(found.last_day)}."
    )


def how_many(found: DryRun) -> str:
    return "1 match" if found.matches == 1 else f"{named(found.matches)} matches"


def steps_of(found: DryRun) -> Iterator[Sequence[str]]:
    """What is written to whom, in the order in which it leaves; a heading and its lines each."""
    asked = [one for one in found.rows if one.asked_first]
    introduced = [one for one in found.rows if not one.asked_first]
    if asked:
        yield "*First, each mentor is asked about their mentee*", *(f"• {_asked(one)}" for one in asked)
        yield ("*After a yes, the two are introduced in a private group*",)
    if introduced:
        pairs = (f"• {mentions(one.mentorship.user_ids)}" for one in introduced)
        yield "*Introduced in a private group*", *pairs
    if found.told:
        yield "*Told that they keep their place*", *(f"• {mention(one)}" for one in found.told)


def _asked(one: WouldBeSent) -> str:
    others = one.mentorship.others(one.asked_first or "")
    return f"{mention(one.asked_first or '')} about {mentions(others)}"


def publish_later_form(review: Review, *, at: datetime) -> Modal:
    element = DateTimePickerElement(action_id=Field.PUBLISH_AT, initial_date_time=int(at.timestamp()))
    return Modal(
        LATER_TITLE,
        [
            words(f"*{escape(review.program.name)}*: {AS_THEY_STAND}"),
            words(" ".join(publishing_sends(review, review.proposed))),
            field("When?", element, name=Field.PUBLISH_AT),
            small(CHECKED_AGAIN),
            buttons(button("Back to the review", Action.PAGE, value=str(ReviewRef(review.program.id)))),
        ],
        callback_id=Callback.PUBLISH_LATER,
        submit="Set the time",
        close="Later",
        context=review.program.id,
    )
