"""The three questions of a review, and what comes of the answers."""

from bot.domain.programs.programs import Program
from bot.domain.review.reviews import LONGEST_NOTE
from bot.views.ids import Action, Callback, Field
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, choice_field, escape, small, text_field, words
from bot.views.programs.words import in_words
from bot.views.refs import HeldRef
from bot.views.review.pack import TITLE
from bot.views.review.words import DECISIONS, LENGTHS, RHYTHMS

WHO_READS = (
    "Managers, the champion and those who may read totals read your answers. The history says that you held "
    "the review."
)
KEPT = "Thank you. Your answers are kept, and stand in the program's history."
BY_ANOTHER = "Another manager has just held this review. We kept their answers, and not yours:"
NO_NAMES = "Leave out names, and anything about a patient. Up to 150 characters."


def review_form(program: Program, ref: HeldRef) -> Modal:
    return Modal(
        TITLE,
        [
            words(f"*{escape(program.name)}*\n{in_words(program)}."),
            choice_field("Is the length right?", Field.REVIEW_LENGTH, LENGTHS),
            choice_field("Is the rhythm right?", Field.REVIEW_RHYTHM, RHYTHMS),
            choice_field("What comes next?", Field.REVIEW_DECISION, DECISIONS),
            text_field("Why?", Field.REVIEW_NOTE, optional=True, hint=NO_NAMES, at_most=LONGEST_NOTE),
            small(WHO_READS),
        ],
        callback_id=Callback.REVIEW_FORM,
        submit="Save",
        close="Cancel",
        context=str(ref),
    )


def review_note() -> Message:
    """Before the file: a file can only be shared in a conversation that has begun."""
    return Message(
        "Lamplight: here is the review you asked for.", [words("Here is the review you asked for.")]
    )


def review_sent(ref: HeldRef) -> Modal:
    return Modal(
        TITLE,
        [
            words(
                "It's in your conversation with Lamplight, under *Messages*. It names no one who takes part."
            ),
            buttons(button("Back to the review", Action.REVIEW, value=str(ref))),
        ],
    )
