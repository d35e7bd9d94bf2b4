"""Messages of a program that could not be delivered, and a button to try each again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.domain.disclosure.figures import named
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, escape, mentions, pager, small, words
from bot.views.refs import PageRef, UndeliveredRef

TITLE = "Not delivered"
AGAIN = "Try again"
PAGE_SIZE = 20
NOBODY_HERE = "Slack doesn't find them. They may have left"
NOT_TO_THEM = "Slack doesn't let us write to them. They may be a guest, or from another workspace"
CLOSED = (
    "Lamplight can't write in their conversation, even after opening it again. Tell them, and ask the people "
    "who run Slack"
)
REASONS = {
    "channel_not_found": NOBODY_HERE,
    "user_not_found": NOBODY_HERE,
    "users_not_found": NOBODY_HERE,
    "user_disabled": "their Slack account is switched off",
    "user_not_visible": NOT_TO_THEM,
    "invalid_user_combination": NOT_TO_THEM,
    "is_archived": "the channel is archived",
    "not_in_channel": "Lamplight isn't in that channel. Invite it first",
    "no clear answer": "Slack gave no clear answer several times. The message may have arrived",
    "too late to be of use": "it couldn't be sent in time",
    # Not whose hours were in the way: those are nobody's to read.
    "no welcome moment before it lost its point": "it couldn't be sent in time",
}
REASONS_IN_A_CHANNEL = {"channel_not_found": REASONS["not_in_channel"]}
# Where it is written to several together.
REASONS_TOGETHER = {
    "channel_not_found": CLOSED,
    "not_in_channel": CLOSED,
    "is_archived": CLOSED,
    "user_not_found": "Slack doesn't find one of them, who may have left",
    "users_not_found": "Slack doesn't find one of them, who may have left",
    "user_disabled": "the Slack account of one of them is switched off",
    "user_not_visible": "Slack doesn't let us write to one of them, who may be a guest",
    "invalid_user_combination": "one of them may be from another workspace: Slack doesn't let us write there",
}
SHORT_OF_TIME = (
    "A message you try again still waits for an hour that suits its readers, and is left out if it's no "
    "longer true."
)


@dataclass(frozen=True, slots=True)
class NotDelivered:
    """`what` in words; `to` are those who may be named, and nobody where they may not, or for a channel."""

    message_id: int
    what: str
    to: Sequence[str]
    why: str
    channel_id: str = ""


@dataclass(frozen=True, slots=True)
class UndeliveredPage(NamesPeople):
    """One page, counted from 0; `count` is of all pages."""

    program: Program
    messages: Sequence[NotDelivered]
    count: int
    page: int = 0
    pages: int = 1

    @property
    def whom(self) -> Collection[str]:
        return {who for one in self.messages for who in one.to}


def undelivered(shown: UndeliveredPage, *, said: str = "") -> Modal:
    name = f"*{escape(shown.program.name)}*"
    first = [words(said)] if said else []
    if not shown.messages:
        return Modal(TITLE, [*first, words(f"{name}: everything has been delivered.")])
    return Modal(
        TITLE,
        [
            *first,
            words(f"{name}: {how_many(shown.count)}."),
            *(_row(one) for one in shown.messages),
            *pager(
                shown.page,
                shown.pages,
                Action.UNDELIVERED_PAGE,
                value=lambda to: str(PageRef(shown.program.id, to)),
            ),
            small(SHORT_OF_TIME),
        ],
    )


def how_many(count: int) -> str:
    """Say of how many messages this is true: all are listed on these pages."""
    several = f"{named(count)} messages couldn't be delivered"
    return "1 message couldn't be delivered" if count == 1 else several


def _row(one: NotDelivered) -> Block:
    again = button(
        AGAIN,
        Action.SEND_AGAIN,
        value=str(UndeliveredRef(one.message_id)),
        label=f"{AGAIN}: {one.what}"[:75],
    )
    return words(f"*{escape(one.what)}* to {to_whom(one)}\n{why(one)}", accessory=again)


def to_whom(one: NotDelivered) -> str:
    """Name its readers or its channel, where that may be said."""
    return f"<#{one.channel_id}>" if one.channel_id else mentions(one.to) or "someone in the program"


def why(one: NotDelivered) -> str:
    """Say in a sentence why it could not be delivered."""
    apart = REASONS_IN_A_CHANNEL if one.channel_id else REASONS_TOGETHER if len(one.to) > 1 else {}
    reasons = REASONS | apart
    said = reasons.get(one.why, f"Slack refused it ({escape(one.why)})")
    return f"{said[:1].upper()}{said[1:]}."
