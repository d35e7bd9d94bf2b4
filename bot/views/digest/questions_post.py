"""A ready-made post that says until when questions are open: changed, and posted to the program's channel."""

from dataclasses import dataclass
from datetime import date

from bot.domain.programs.programs import Program
from bot.views.ids import Callback, Field
from bot.views.message import Message, Modal
from bot.views.parts import channel_picker, escape, field, small, text_field, weekday_in_words, words

TITLE = "Write a post"
LONGEST_TEXT = 2900
READY = (
    "A few questions about {program} are open until {day}. If you take part, Lamplight sent you a message "
    "with a button to begin: it takes a few minutes, and you can stop at any time. Nobody sees who answered, "
    "or what. What you say decides what we change first. Thank you."
)
SAYS = "This writes to everyone in the channel, as soon as you tap *Post it*."
INVITE_FIRST = "Lamplight can only post where it's invited: type /invite @Lamplight there first."
ON_LOCK_SCREEN = "Lamplight: a few questions are open. How to answer is in this post."


@dataclass(frozen=True, slots=True)
class QuestionsPost:
    """A program whose questions are open, and until when."""

    program: Program
    closes_on: date


def questions_form(about: QuestionsPost, *, text: str = "", channel_id: str = "", above: str = "") -> Modal:
    """The post as it is ready or, with what stood in its way `above`, as it was typed."""
    program = about.program
    ready = READY.format(program=program.name, day=weekday_in_words(about.closes_on))
    return Modal(
        TITLE,
        [
            *([words(above)] if above else []),
            words(f"*{escape(program.name)}*\n{SAYS}"),
            field(
                "Channel",
                channel_picker(Field.CHANNEL, chosen=channel_id or program.channel_id),
                name=Field.CHANNEL,
                hint=INVITE_FIRST,
            ),
            text_field(
                "What to post",
                Field.TEXT_EVERYONE,
                value=text or ready,
                multiline=True,
                at_most=LONGEST_TEXT,
                hint="Change anything you want. Please leave out names, and anything about a patient.",
            ),
            small("You can't see who has answered, and we don't say."),
        ],
        callback_id=Callback.QUESTIONS_POST,
        submit="Post it",
        close="Not now",
        context=program.id,
    )


def questions_post(text: str) -> Message:
    """The post: for everybody in the channel, and it names nobody."""
    return Message(ON_LOCK_SCREEN, [words(escape(text))])
