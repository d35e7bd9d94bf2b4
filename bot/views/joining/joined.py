"""Joining, the end: the charter, and what happens next."""

from datetime import date

from slack_sdk.models.blocks import Block

from bot.content import Content
from bot.domain.joining.enrolments import Role
from bot.domain.programs.programs import Program
from bot.views.ids import Action, Callback
from bot.views.joining.first_page import JoinForm
from bot.views.message import Modal
from bot.views.notices import ANYWHERE, where_to_type
from bot.views.parts import button, buttons, escape, small, words

JOINED_AS = {
    Role.MENTEE: "a mentee",
    Role.MENTOR: "a mentor",
    Role.BOTH: "a mentee and a mentor",
    Role.PEER: "a peer",
    Role.HOST: "a host",
}
KEPT = (
    "You now take part in another role. The mentorships you have stay as they are: each goes on until one of "
    "you ends it."
)


def charter_page(form: JoinForm, *, content: Content) -> Modal:
    """The charter, for who has not agreed to it yet, and what people say of themselves in this program."""
    sections = () if form.has_accepted else content.charter.sections
    return Modal(
        "Our mentoring charter" if sections else "Before you join",
        [*map(words, sections), *_confirmed(form), *where_to_type(sections)],
        callback_id=Callback.JOIN_CHARTER,
        submit="I agree" if sections else "That is so",
        close="Not now",
        context=form.context,
    )


def _confirmed(form: JoinForm) -> list[Block]:
    if not form.confirmed:
        return []
    said = "\n".join(f"• {one}" for one in form.confirmed)
    return [words(f"*Joining {escape(form.program.name)} as {JOINED_AS[form.role]}, you say:*\n{said}")]


def joined(program: Program, *, role: Role, when: str, today: date, is_briefed: bool = True) -> Modal:
    starts = f"The program starts on {program.starts_on.day} {program.starts_on:%B}. "
    return Modal(
        "You are in",
        [
            words(f"*Welcome to {escape(program.name)}.* You joined as {JOINED_AS[role]}."),
            words(
                "*What happens next:* the program's managers see the matches before anyone is "
                "introduced. "
                f"{starts if program.starts_on > today else ''}You hear from me when there is a match, or "
                "news about it."
            ),
            *_briefing(is_briefed=is_briefed),
            words(f":crescent_moon: {when}"),
            small(
                "Change your answers or read what others can see at any time: `/mentor home`, `/mentor "
                f"privacy`, {ANYWHERE}."
            ),
        ],
        close="Done",
    )


def _briefing(*, is_briefed: bool) -> list[Block]:
    if is_briefed:
        return []
    return [
        words("*Before your first match:* a briefing of three minutes, whenever it suits you."),
        buttons(button("Read the briefing", Action.BRIEFING)),
    ]


def applied(program: Program, *, role: Role, when: str) -> Modal:
    return Modal(
        "You have asked to join",
        [
            words(f"*Thank you.* You asked to join {escape(program.name)} as {JOINED_AS[role]}."),
            words(
                "*What happens next:* the program's managers look at who has asked, and I will tell you what "
                "they say, at a time that suits your shifts. Until then I will be silent. They see your name "
                "and the role you asked for, and none of your other answers."
            ),
            words(f":crescent_moon: {when}"),
            small(f"Change your answers at any time: `/mentor join`, {ANYWHERE}."),
        ],
        close="Done",
    )


def answers_saved(*, when: str, has_kept: bool = False) -> Modal:
    kept = [words(KEPT)] if has_kept else []
    return Modal(
        "Saved", [words("Your answers are saved."), *kept, words(f":crescent_moon: {when}")], close="Done"
    )
