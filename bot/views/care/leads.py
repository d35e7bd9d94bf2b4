"""Being who mentors can turn to: the question, what is signed off, the lead's own page, and what is
missing."""

from collections.abc import Iterable, Mapping, Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, HeaderBlock

from bot.content import Content
from bot.domain.care.advice import Advice
from bot.domain.care.leads import Lacks, SignOff
from bot.domain.programs.programs import Program
from bot.views.care.words import TOPICS
from bot.views.home.todo import Todo
from bot.views.ids import Action, Callback
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, escape, many_words, mention, small, weekday_in_words, words
from bot.views.programs.words import day_in_words
from bot.views.refs import AdviceRef, SignOffRef

TITLE = "Mentors turn to you"
SIGN_TITLE = "Read and sign off"
SHOWN = 5
# Two blocks each, of a hundred.
MOST_ASKED = 40
WHAT_IT_IS = (
    "When a talk worries a mentor they can ask for a call. You see who and one of six topics, never a story, "
    "and you get in touch with them yourself."
)
HOURS = (
    "We tell you when your hours allow. An incident or harassment comes at once, also at night. While you're "
    "away the deputy is told."
)
MANAGERS_SEE = "The program's managers see whether you say yes, and nothing of what mentors ask."
FOR_30_DAYS = "Each is deleted after 30 days. No manager sees any of it."
# As in "Draft: needs ...".
NEEDED: Mapping[Lacks, str] = {
    Lacks.NOBODY: "a lead who has said yes",
    Lacks.LEFT: "a lead who has said yes",
    Lacks.SAID_NO: "a lead who has said yes",
    Lacks.NO_ANSWER: "a lead who has said yes",
    Lacks.SIGN_OFF: "its lead's sign-off",
}
IN_WORDS: Mapping[Lacks, str] = {
    Lacks.NOBODY: "No lead is named yet. Mentors need someone to turn to.",
    Lacks.LEFT: "The lead you named has left the hospital. Name someone else.",
    Lacks.SAID_NO: "The lead you named can't do it. Name someone else.",
    Lacks.NO_ANSWER: "The lead you named hasn't answered yet.",
    Lacks.SIGN_OFF: "The lead hasn't signed off the cards as they read now.",
}
TAKES_OVER = "Until then the deputy gets what mentors ask."


def lead_question(program: Program, *, is_deputy: bool) -> Message:
    return Message(
        "Lamplight: would you be someone mentors can turn to? It is up to you.",
        [words(_asks(program, is_deputy=is_deputy)), buttons(*_answers(program)), small(HOURS, MANAGERS_SEE)],
    )


def lead_todo(program: Program, *, is_deputy: bool) -> Todo:
    return Todo(f"{_asks(program, is_deputy=is_deputy)} {HOURS} {MANAGERS_SEE}", _answers(program))


def _asks(program: Program, *, is_deputy: bool) -> str:
    name = escape(program.name)
    as_what = f"stand in for the lead of *{name}*" if is_deputy else f"be the lead of *{name}*"
    return f"Would you {as_what}: someone its mentors can turn to? {WHAT_IT_IS}"


def _answers(program: Program) -> tuple[ButtonElement, ...]:
    return (
        button("Yes, happy to", Action.LEAD_YES, value=program.id, style="primary"),
        button("No, thanks", Action.LEAD_NO, value=program.id),
    )


def lead_said_yes(program: Program, *, is_deputy: bool) -> Message:
    text = f"Thank you. Mentors of *{escape(program.name)}* can turn to you"
    if is_deputy:
        return Message("Thank you.", [words(f"{text} while its lead is away. You can step back on Home.")])
    return Message(
        "Thank you. There is something to read and sign off.",
        [
            words(f"{text}. One thing is left: read the cards, the charter and what to do when, and sign."),
            buttons(_read(program), button("Step back", Action.LEAD_NO, value=program.id)),
        ],
    )


def lead_said_no(program: Program) -> Message:
    text = (
        f"That's fine, and thank you for thinking about it. The managers of *{escape(program.name)}* see "
        "that they need someone else."
    )
    return Message("That's fine. The managers ask someone else.", [words(text)])


def sign_off_asked(program: Program) -> Message:
    todo = sign_off_todo(program)
    return Message(
        "Lamplight: what you signed off has changed. Please read it again.",
        [words(todo.text), buttons(*todo.buttons)],
    )


def sign_off_todo(program: Program) -> Todo:
    text = (
        f"*{escape(program.name)}* waits for your sign-off: the cards, the charter and what to do when, "
        "as they read now."
    )
    return Todo(text, [_read(program)])


def _read(program: Program) -> ButtonElement:
    return button(SIGN_TITLE, Action.SIGN_OFF, value=program.id, style="primary")


def sign_off_form(program: Program, *, content: Content) -> Modal:
    """Everything that is signed is one tap away; submitting signs this version."""
    cards = [f"• {card.title}" for card in content.cards.values()]
    return Modal(
        SIGN_TITLE,
        [
            words(
                f"Do these fit this hospital and its laws? You sign for *{escape(program.name)}*. If "
                "something is wrong, tell its managers instead."
            ),
            *many_words(cards, title="*The cards*"),
            buttons(
                button("Read the cards", Action.CARD),
                button(content.escalation.title, Action.ESCALATION),
                button("The charter", Action.CHARTER_WHOLE),
            ),
            small(
                f"Version {content.signed_version}. Managers see who signed, when, and which version. We "
                "ask again when it changes."
            ),
        ],
        callback_id=Callback.SIGN_OFF,
        submit="Sign off",
        close="Not now",
        context=str(SignOffRef(program.id, content.signed_version)),
    )


def leading_section(programs: Sequence[Program]) -> list[Block]:
    """A part of a lead's Home; what mentors ask stands on a page of its own."""
    if not programs:
        return []
    rows = [
        words(
            f"*{escape(one.name)}*\nIts mentors can turn to you.",
            accessory=button("Open", Action.LEADING, value=one.id, label=f"{TITLE}: {one.name}"[:75]),
        )
        for one in programs[:SHOWN]
    ]
    return [DividerBlock(), HeaderBlock(text=TITLE), *rows]


def leading_page(
    program: Program, *, asked: Sequence[Advice], is_signed: bool, notice: Sequence[Block] = ()
) -> Modal:
    """For one lead alone: who would like a call, and about which topic."""
    waiting = [block for one in asked[:MOST_ASKED] for block in _request(one)]
    sign = [] if is_signed else [_read(program)]
    return Modal(
        TITLE,
        [
            *notice,
            words(f"*{escape(program.name)}*\n{WHAT_IT_IS}"),
            *(waiting or [words("No mentor is waiting for a call.")]),
            buttons(*sign, button("Step back", Action.LEAD_NO, value=program.id)),
            small(HOURS, FOR_30_DAYS),
        ],
    )


def _request(one: Advice) -> list[Block]:
    text = (
        f"{mention(one.user_id)} would like a call. Topic: {TOPICS[one.topic].lower()}. Asked on "
        f"{weekday_in_words(one.asked_on)}."
    )
    if one.seen_on:
        return [words(f"{text}\nYou've had it since {weekday_in_words(one.seen_on)}.")]
    ref = str(AdviceRef(one.program_id, one.user_id))
    return [words(text), buttons(button("Got it", Action.ADVICE_SEEN, value=ref, style="primary"))]


def came_later(who: str) -> Block:
    """To a lead who tapped after the other had."""
    return small(f"{mention(who)} was first and gets in touch.")


def lacking(program: Program, lacks: Lacks | None, *, is_covered: bool) -> list[Block]:
    """For a manager: what care for mentors lacks. `is_covered`: someone gets what mentors ask meanwhile."""
    if lacks is None:
        return []
    says = [IN_WORDS[lacks], *([TAKES_OVER] if is_covered and lacks is not Lacks.SIGN_OFF else [])]
    name = button("Name them", Action.PROGRAM_EDIT, value=program.id, label="Name a lead and a deputy")
    can_name = lacks in (Lacks.NOBODY, Lacks.LEFT, Lacks.SAID_NO)
    return [words(f"*Who mentors can turn to*\n{' '.join(says)}", accessory=name if can_name else None)]


def signed_history(signed: Iterable[SignOff]) -> list[Block]:
    """Below a program's versions; the newest first, as they come."""
    lines = [
        f"• Version {one.version}, {day_in_words(one.at.date())}, by "
        f"{mention(one.by) if one.by else 'someone who is no longer here'}"
        for one in signed
    ]
    return [*many_words(lines[:20], title="*Cards, charter and policy signed off*")] if lines else []
