"""Asking a program's managers for a hand: a topic and no story; and the list of who asked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.managing.requests import HELP_TOPICS, Request, Topic
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.managing.hands_taken import taken_already
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, escape, mention, small, weekday_in_words, words
from bot.views.refs import HelpRef

TITLE = "Get help"
LIST_TITLE = "Who asked for help"
MOST_PROGRAMS = 20
# Two blocks each, of a hundred.
MOST_ASKED = 45
ABOUT: Mapping[Topic, str] = {
    Topic.TIMING: "*Timing*: our shifts leave no hour to talk",
    Topic.MATCH: "*The match*: you'd like to talk about it before anything changes",
    Topic.ACCESS: "*Access*: a room, a phone, a calm hour, or anything else that makes it hard",
}
# As in "asked for help with ...".
HELP_WITH: Mapping[Topic, str] = {Topic.TIMING: "timing", Topic.MATCH: "the match", Topic.ACCESS: "access"}
WHAT_THEY_SEE = (
    "The program's managers see that you asked, which of the three it's about, on what day, and which of "
    "them has taken it. Nobody else is told, and it's deleted after 30 days."
)


@dataclass(frozen=True, slots=True)
class Asked(NamesPeople):
    """The people who asked the managers of a program for a hand, first the first; `reader` is a manager."""

    program: Program
    reader: str
    requests: Sequence[Request]

    @property
    def whom(self) -> Collection[str]:
        return {one.user_id for one in self.requests}


def hand_button(program_id: str = "") -> ButtonElement:
    """Without a program it is one of those the person takes part in."""
    return button("Get help", Action.ASK_HAND, value=program_id)


def choose_hand(programs: Sequence[Program]) -> Modal:
    """One tap asks; nothing is typed."""
    shown = [block for program in programs[:MOST_PROGRAMS] for block in _topics(program)]
    return Modal(TITLE, [words("What would help?"), *shown, small(WHAT_THEY_SEE)])


def _topics(program: Program) -> list[Block]:
    return [
        words(f"In *{escape(program.name)}*"),
        *(
            words(
                ABOUT[topic],
                accessory=button(
                    "Ask",
                    Action.HAND_WITH,
                    value=str(HelpRef(program.id, topic)),
                    label=f"Ask about {HELP_WITH[topic]}",
                ),
            )
            for topic in HELP_TOPICS
        ),
    ]


def hand_asked(program: Program, topic: Topic) -> Message:
    text = (
        f"Done. We tell the managers of {escape(program.name)} when they're next at work. They see that you "
        f"asked for help with {HELP_WITH[topic]}, and we tell you when one of them has taken it on. "
        "It is deleted after 30 days."
    )
    return Message("Lamplight: what you asked for has been passed on.", [words(text)])


def hand_to_give(program: Program) -> Message:
    """To a manager; who it was and with what stands in the list, where the look is noted."""
    return Message(
        "Lamplight: someone in a program of yours asked for help.",
        [
            words(f"Someone in *{escape(program.name)}* asked its managers for help."),
            buttons(button("See", Action.HANDS, value=program.id, label="See who asked for help")),
        ],
    )


def hands_list(asked: Asked, *, notice: Sequence[Block] = ()) -> Modal:
    """`notice` says what came of a tap."""
    name = f"*{escape(asked.program.name)}*"
    if not asked.requests:
        return Modal(LIST_TITLE, [*notice, words(f"{name}: no one is waiting for help.")])
    return Modal(
        LIST_TITLE,
        [
            *notice,
            words(f"{name}: ask them what would help. They gave a topic, and don't have to give a reason."),
            *(block for one in asked.requests[:MOST_ASKED] for block in _request(one, asked)),
            small("Each is deleted after 30 days. Viewing these names is logged, and they can see it."),
        ],
    )


def _request(one: Request, asked: Asked) -> list[Block]:
    taker = one.taker(asked.program.managers)
    return [words("\n".join(hand_in_words(one, asked))), buttons(*_to_do(one, taker, asked.reader))]


def hand_in_words(one: Request, asked: Asked) -> list[str]:
    """Say who asked for what and when, and who has taken it."""
    day, taker = one.asked_on, one.taker(asked.program.managers)
    text = f"{mention(one.user_id)} asked for help with {HELP_WITH[one.topic]} on {weekday_in_words(day)}"
    return [text, *([taken_already([taker], since=one.taken_on)] if taker else [])]


def _to_do(one: Request, taker: str | None, reader: str) -> Iterator[ButtonElement]:
    value = str(HelpRef(one.program_id, one.topic, one.user_id))
    if taker is None:
        yield button("Take this on", Action.HAND_TAKE, value=value)
    if taker == reader:
        yield button("Give it back", Action.HAND_BACK, value=value)
    yield button("Done", Action.HAND_DONE, value=value)
