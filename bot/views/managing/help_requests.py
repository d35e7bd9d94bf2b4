"""Asking a program's managers for a hand: a topic and no story; and the list of who asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.managing.requests import HELP_TOPICS, Request, Topic
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, escape, mention, small, words
from bot.views.refs import HelpRef

TITLE = "Ask for a hand"
LIST_TITLE = "Asked for a hand"
MOST_PROGRAMS = 20
MOST_ASKED = 90
ABOUT: Mapping[Topic, str] = {
    Topic.TIMING: "*Timing*: our shifts leave no hour to talk",
    Topic.MATCH: "*The match*: I would like to talk about it before anything changes",
    Topic.ACCESS: "*Access*: a room, a phone, a quiet hour, or something about me that makes it hard",
}
WHAT_THEY_SEE = (
    "The program's managers see that you asked, with which of the three, and the day. Nobody else is told, "
    "and it is deleted after 30 days."
)


@dataclass(frozen=True, slots=True)
class Asked(NamesPeople):
    """Who asked the managers of a program for a hand, the first first."""

    program: Program
    requests: Sequence[Request]

    @property
    def whom(self) -> Collection[str]:
        return {one.user_id for one in self.requests}


def hand_button(program_id: str = "") -> ButtonElement:
    """Without a program it is one of those the person takes part in."""
    return button("Ask for a hand", Action.ASK_HAND, value=program_id)


def choose_hand(programs: Sequence[Program]) -> Modal:
    """One tap asks; nothing is typed."""
    shown = [block for program in programs[:MOST_PROGRAMS] for block in _topics(program)]
    return Modal(TITLE, [words("With what?"), *shown, small(WHAT_THEY_SEE)])


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
                    label=f"Ask about {topic.value}",
                ),
            )
            for topic in HELP_TOPICS
        ),
    ]


def hand_asked(program: Program, topic: Topic) -> Message:
    text = (
        f"Done. I tell the managers of {escape(program.name)} when they are next at work and awake. They see "
        f"that you asked for a hand with {topic.value}. It is deleted after 30 days."
    )
    return Message("Lamplight: what you asked for has been passed on.", [words(text)])


def hand_to_give(program: Program) -> Message:
    """To a manager; who it was and with what stands in the list, where the look is noted."""
    return Message(
        "Lamplight: somebody in a program of yours asked for a hand.",
        [
            words(f"Somebody in *{escape(program.name)}* asked its managers for a hand."),
            buttons(button("See", Action.HANDS, value=program.id, label="See who asked for a hand")),
        ],
    )


def asked_for_a_hand(program_id: str) -> list[Block]:
    """A line of a manager's Home: that somebody did, and not how many."""
    text = "Somebody asked for a hand"
    return [words(f"*{text}*", accessory=button("See", Action.HANDS, value=program_id, label=text))]


def hands_list(asked: Asked) -> Modal:
    name = f"*{escape(asked.program.name)}*"
    if not asked.requests:
        return Modal(LIST_TITLE, [words(f"{name}: nobody is waiting for a hand.")])
    return Modal(
        LIST_TITLE,
        [
            words(f"{name}: ask them what would help. They gave a topic and no reason, and owe you none."),
            *(_request(one) for one in asked.requests[:MOST_ASKED]),
            small("Each goes by itself after 30 days. That you looked at these names is noted."),
        ],
    )


def _request(one: Request) -> Block:
    day = one.asked_on
    text = f"{mention(one.user_id)} asked for a hand with {one.topic.value} on {day.day} {day:%B}"
    value = str(HelpRef(one.program_id, one.topic, one.user_id))
    return words(text, accessory=button("Done", Action.HAND_DONE, value=value))
