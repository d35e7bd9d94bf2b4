"""The steps of a mentorship's way: a milestone, half way, the rhythm, and the end."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, OverflowMenuElement

from bot.content import Guide
from bot.views.care.load import load_button
from bot.views.care.words import help_for_mentors
from bot.views.ids import Action
from bot.views.meetings.check_in import in_weeks
from bot.views.mentorships.rematching import another_button
from bot.views.mentorships.rhythm import rhythm_button
from bot.views.mentorships.silence import end_button
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, mentions, more, small, words

A_NOTE = "Lamplight: a note about your mentoring. There is nothing to answer."
A_QUESTION = "Lamplight: a question about your mentoring. One tap to answer."
NOBODY_WAITS = "There is nothing to answer, and nobody sees if you do it."


def milestone_note(*, text: str, others: Sequence[str]) -> Message:
    """Words alone: a guide about something else would not belong to what they say."""
    return Message(A_NOTE, [_said(text, others), small(NOBODY_WAITS)])


def midpoint_note(
    *,
    text: str,
    others: Sequence[str],
    mentorship_id: str,
    guide: Guide | None,
    is_circle: bool,
    has_mentees: bool = False,
    mentors: bool = False,
) -> Message:
    """Its guide belongs to it; what can be changed stands in a menu. A circle is offered no new match.

    With `has_mentees` its reader is asked how the load is.
    """
    another = [] if is_circle else [another_button(mentorship_id)]
    load = [load_button()] if has_mentees else []
    menu = more(*load, rhythm_button(mentorship_id), *another, *help_for_mentors(mentors=mentors))
    return Message(
        A_NOTE,
        [
            _said(text, others),
            *_with(guide, menu),
            small("Want to change something? Open the menu with the three dots. If all is well, do nothing."),
        ],
    )


def rhythm_question(
    *, text: str, others: Sequence[str], mentorship_id: str, program_id: str, every_weeks: int
) -> Message:
    rhythm = in_weeks(every_weeks).removeprefix("a ")
    return Message(
        A_QUESTION,
        [
            _said(f"{text} For now it's every {rhythm}.", others),
            buttons(
                button("It's right", Action.RHYTHM_KEEP, style="primary"),
                rhythm_button(mentorship_id),
                more(button("Change your hours", Action.JOIN, value=program_id)),
            ),
            small("Only you see this, and we don't keep a yes."),
        ],
    )


def ending_ahead(*, text: str, others: Sequence[str], guide: Guide | None) -> Message:
    return Message(A_NOTE, [_said(text, others), *_with(guide), small(NOBODY_WAITS)])


def thanks_at_the_end(
    *,
    text: str,
    thanks: str,
    program_name: str,
    others: Sequence[str],
    guide: Guide | None,
    goes_on_as: str | None = None,
    goes_on_without: bool = False,
) -> Message:
    """`goes_on_as` is the mentorship that goes on until somebody ends it: then that is offered."""
    ends = [end_button(goes_on_as, goes_on=goes_on_without, style="danger")] if goes_on_as else []
    after = small("It carries on as long as it helps. You can end it now or later.") if goes_on_as else None
    return Message(
        "Lamplight: thank you for your mentoring. There is nothing to answer.",
        [
            _said(f"{text} {thanks.format(program_name=escape(program_name))}", others),
            *_with(guide, *ends),
            *([after] if after else []),
        ],
    )


def _said(text: str, others: Sequence[str]) -> Block:
    return words(f"*With {mentions(others)}*\n{text}")


def _with(guide: Guide | None, *beside: ButtonElement | OverflowMenuElement) -> list[Block]:
    """The guide first; no row of buttons where there is none."""
    shown = [button(guide.title, Action.GUIDE, value=guide.id, style="primary")] if guide else []
    return [buttons(*shown, *beside)] if shown or beside else []
