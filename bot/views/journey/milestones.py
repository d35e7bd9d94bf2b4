"""The steps of a mentorship's way: a milestone, half way, the rhythm, and the end."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, OverflowMenuElement

from bot.content import Guide
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.programs.programs import Program
from bot.views.care.load import load_button
from bot.views.care.words import help_for_mentors
from bot.views.ending.papers import certificate_button
from bot.views.ending.thanks import thanks_button
from bot.views.goals.goals import goals_button
from bot.views.ids import Action
from bot.views.meetings.check_in import in_weeks
from bot.views.mentorships.rematching import another_button
from bot.views.mentorships.rhythm import rhythm_button
from bot.views.mentorships.silence import end_button
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, mentions, more, small, words

A_NOTE = "Lamplight: a note about your mentoring. There is nothing to answer."
A_QUESTION = "Lamplight: a question about your mentoring. One tap to answer."
UP_TO_YOU = "There is nothing to answer. It's up to you."
NOBODY_WAITS = "There is nothing to answer, and nobody sees if you do it."


def milestone_note(*, text: str, others: Sequence[str], goals_in: str | None = None) -> Message:
    """Words alone: a guide about something else would not belong to what they say.

    `goals_in` is the mentorship in which its reader may write goals, where they are about that.
    """
    goals = [buttons(goals_button(goals_in))] if goals_in else []
    return Message(A_NOTE, [_said(text, others), *goals, small(UP_TO_YOU if goals_in else NOBODY_WAITS)])


def midpoint_note(
    *,
    text: str,
    others: Sequence[str],
    mentorship_id: str,
    guide: Guide | None,
    is_circle: bool,
    has_goals: bool = False,
    has_mentees: bool = False,
    mentors: bool = False,
) -> Message:
    """Its guide belongs to it; what can be changed stands in a menu. A circle is offered no new match.

    With `has_mentees` its reader is asked how the load is.
    """
    another = [] if is_circle else [another_button(mentorship_id)]
    goals = [goals_button(mentorship_id)] if has_goals else []
    load = [load_button()] if has_mentees else []
    menu = more(*load, rhythm_button(mentorship_id), *another, *help_for_mentors(mentors=mentors))
    return Message(
        A_NOTE,
        [
            _said(text, others),
            *_with(guide, *goals, menu),
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
    mentorship: Mentorship, program: Program, *, reader: str, text: str, thanks: str, guide: Guide | None
) -> Message:
    """Without a last day of its program it goes on until somebody ends it: then that is offered."""
    may_go_on = program.ends_on is None
    end = end_button(mentorship.id, goes_on=mentorship.goes_on_without(reader))
    after = small("It carries on as long as it helps. To end it, now or later, open the menu.")
    return Message(
        "Lamplight: thank you for your mentoring. There is nothing to answer.",
        [
            _said(f"{text} {thanks.format(program_name=escape(program.name))}", mentorship.others(reader)),
            *_with(
                guide,
                thanks_button(mentorship.id),
                certificate_button(program.id),
                *([more(end)] if may_go_on else []),
            ),
            *([after] if may_go_on else []),
        ],
    )


def _said(text: str, others: Sequence[str]) -> Block:
    return words(f"*With {mentions(others)}*\n{text}")


def _with(guide: Guide | None, *beside: ButtonElement | OverflowMenuElement) -> list[Block]:
    """The guide first; no row of buttons where there is none."""
    shown = [button(guide.title, Action.GUIDE, value=guide.id, style="primary")] if guide else []
    return [buttons(*shown, *beside)] if shown or beside else []
