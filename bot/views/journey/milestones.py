"""The steps of a mentorship's way: a milestone, half way, the rhythm, and the end."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from bot.content import Guide
from bot.views.ids import Action
from bot.views.meetings.check_in import in_weeks
from bot.views.mentorships.rematching import another_button
from bot.views.mentorships.rhythm import rhythm_button
from bot.views.mentorships.silence import end_button
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, mentions, small, words

A_NOTE = "Lamplight: a note about your mentoring. There is nothing to answer."
A_QUESTION = "Lamplight: a question about your mentoring. One tap to answer."
NOBODY_WAITS = "There is nothing to answer, and nobody sees whether you do it."


def milestone_note(*, text: str, others: Sequence[str], guide: Guide | None) -> Message:
    return Message(A_NOTE, [_said(text, others), *_with(guide), small(NOBODY_WAITS)])


def midpoint_note(
    *, text: str, others: Sequence[str], mentorship_id: str, guide: Guide | None, is_circle: bool
) -> Message:
    """A circle is asked for no other match: whoever wants to leaves it."""
    another = [] if is_circle else [another_button(mentorship_id)]
    return Message(
        A_NOTE,
        [
            _said(text, others),
            *_with(guide, rhythm_button(mentorship_id), *another),
            small("Only if you would like to change something. If all is well there is nothing to tap."),
        ],
    )


def rhythm_question(
    *, text: str, others: Sequence[str], mentorship_id: str, program_id: str, every_weeks: int
) -> Message:
    rhythm = in_weeks(every_weeks).removeprefix("a ")
    return Message(
        A_QUESTION,
        [
            _said(f"{text} At the moment it is every {rhythm}.", others),
            buttons(
                button("It is right", Action.RHYTHM_KEEP, style="primary"),
                rhythm_button(mentorship_id),
                button("Change my hours", Action.JOIN, value=program_id),
            ),
            small("Only you see this, and a yes is not kept."),
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
    ends = [end_button(goes_on_as, others=len(others), goes_on=goes_on_without)] if goes_on_as else []
    after = (
        small("It goes on as long as it helps; ending it is one tap, now or later.") if goes_on_as else None
    )
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


def _with(guide: Guide | None, *more: ButtonElement) -> list[Block]:
    """The guide first; no row of buttons where there is none."""
    shown = [button(guide.title, Action.GUIDE, value=guide.id, style="primary")] if guide else []
    return [buttons(*shown, *more)] if shown or more else []
