"""Joining, the end: the charter, and what happens next."""

from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, HeaderBlock

from bot.content import Content
from bot.domain.joining.enrolments import Role
from bot.domain.programs.programs import Program, matching_week
from bot.views.home.settings import back_to_settings
from bot.views.home.waiting import AS_SOON_AS, matching_is
from bot.views.ids import Action, Callback
from bot.views.joining.as_what import JOINED_AS
from bot.views.joining.first_page import JoinForm, title_of
from bot.views.message import IN_PLACE, Modal
from bot.views.notices import where_to_type
from bot.views.parts import button, buttons, escape, small, words

KEPT = (
    "You now take part in another role. The mentorships you have stay as they are: each carries on until one "
    "of you ends it."
)
NEEDS = "needs"


def charter_page(form: JoinForm, *, content: Content) -> Modal:
    """The charter in short, for who has not agreed to it yet, and what people say of themselves here.

    All of it is one tap away, and is what they agree to.
    """
    charter = () if form.has_accepted else content.charter.summary
    return Modal(
        title_of(form, 3),
        [
            *([HeaderBlock(text=content.charter.title)] if charter else []),
            *map(words, charter),
            *_confirmed(form),
            buttons(*([_all_of_it()] if charter else []), button("Back", Action.JOIN_BACK, value=NEEDS)),
        ],
        callback_id=Callback.JOIN_CHARTER,
        submit="Agree" if charter else "That's right",
        close="Not now",
        context=form.context,
    )


def _all_of_it() -> ButtonElement:
    return button("Read all of it", Action.CHARTER_WHOLE)


def whole_charter(content: Content) -> Modal:
    """On top of the form, to be read."""
    sections = content.charter.sections
    return Modal(content.charter.title, [*map(words, sections), *where_to_type(sections)], close="Back")


def _confirmed(form: JoinForm) -> list[Block]:
    if not form.confirmed:
        return []
    said = "\n".join(f"• {one}" for one in form.confirmed)
    return [words(f"*Joining {escape(form.program.name)} as {JOINED_AS[form.role]}, you say:*\n{said}")]


def joined(
    program: Program,
    *,
    role: Role,
    when: str,
    today: date,
    is_briefed: bool = True,
) -> Modal:
    """`today` decides whether there is a week in which matches are planned."""
    week = matching_week(program, today=today)
    return Modal(
        "You're in",
        [
            words(f"*Welcome to {escape(program.name)}.* You joined as {JOINED_AS[role]}."),
            words(f"*What happens next.* {matching_is(week) if week else AS_SOON_AS}"),
            *_briefing(is_briefed=is_briefed),
            words(f"*When we message you.* {when}"),
            small(
                "The program's managers look at matches before anyone is introduced.",
                "Change your answers or read what others can see at any time, in *Settings*.",
            ),
            buttons(button("Tell us more", Action.TELL_MORE), button("Settings", Action.SETTINGS)),
        ],
        close="Done",
        context=IN_PLACE,
    )


def _briefing(*, is_briefed: bool) -> list[Block]:
    if is_briefed:
        return []
    return [
        words("*Before your first match* there's a briefing of three minutes. Read it when it suits you."),
        buttons(button("Read the briefing", Action.BRIEFING)),
    ]


def applied(program: Program, *, role: Role, when: str) -> Modal:
    return Modal(
        "You've asked to join",
        [
            words(f"*Thank you.* You asked to join {escape(program.name)} as {JOINED_AS[role]}."),
            words(
                "*What happens next.* The program's managers look at who has asked. We'll tell you what they "
                "say, at a time that suits your shifts. They see your name and the role you asked for, and "
                "none of your other answers."
            ),
            words(f"*When we message you.* {when}"),
            small("Change your answers at any time, in *Settings*."),
            buttons(button("Settings", Action.SETTINGS)),
        ],
        close="Done",
        context=IN_PLACE,
    )


def answers_saved(*, when: str, has_kept: bool = False) -> Modal:
    kept = [words(KEPT)] if has_kept else []
    return Modal(
        "Saved",
        [
            words("Your answers are saved."),
            *kept,
            words(f"*When we message you.* {when}"),
            back_to_settings(),
        ],
        close="Done",
    )
