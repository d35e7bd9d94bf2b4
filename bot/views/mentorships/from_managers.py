"""Messages to the people of a mentorship about what a manager does: a new match offered, a pause."""

from datetime import date

from bot.views.availability.pausing import in_words
from bot.views.ids import Action
from bot.views.mentorships.pausing import any_of_you, start_again_button
from bot.views.mentorships.rematching import another_button
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, mentions, small, words


def new_match_offer(*, others: tuple[str, ...], program_name: str, mentorship_id: str) -> Message:
    """Saying yes opens the form that says what happens then."""
    them = mentions(others)
    theirs = "they aren't" if len(others) == 1 else "the others aren't"
    return Message(
        "Lamplight: a question about your mentoring. One tap to answer.",
        [
            words(
                f"A manager of *{escape(program_name)}* offers you a new match, if you'd like one. Shifts "
                f"often make it hard to find a time, and that says nothing about you or {them}. Would you "
                "like someone else?"
            ),
            buttons(
                another_button(mentorship_id, text="Yes, a new match"),
                button("We're fine", Action.KEEP_GOING, value=mentorship_id),
            ),
            small(
                f"We ask {them} the same, in private. If you say yes, {theirs} told who asked. The program's "
                "managers see that you asked, and nothing else. You don't have to answer."
            ),
        ],
    )


def held_note(
    *, others: tuple[str, ...], program_name: str, mentorship_id: str, until: date, today: date
) -> Message:
    """To each of them: nobody is to wait for what doesn't come."""
    day = in_words(until, today=today)
    text = (
        f"A manager of *{escape(program_name)}* has paused your mentorship with {mentions(others)} until "
        f"*{day}*. Shifts get busy, and it says nothing about {any_of_you(others)}. We won't message you "
        "about it until then, and it starts again automatically. You can start it again any time."
    )
    return Message(
        "Lamplight: a mentorship of yours is paused for a while. You don't need to do anything.",
        [words(text, accessory=start_again_button(mentorship_id))],
    )
