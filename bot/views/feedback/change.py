"""One field of a plan, filled in with what people said, for its manager to look at and save."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import InputBlock

from bot.content import Content
from bot.domain.feedback.retrospective import Lesson, Lever
from bot.domain.programs.programs import Program
from bot.views.feedback.retrospective import lesson_in_words
from bot.views.ids import Callback, Field
from bot.views.matching.settings import MATCHED_BY
from bot.views.message import Modal
from bot.views.parts import choice_field, escape, many_words, small, words
from bot.views.programs.form import (
    budget_field,
    capacity_field,
    length_field,
    objectives_field,
    rhythm_field,
    talk_field,
)
from bot.views.refs import ChangeRef

WHICH_WAY = "People said what to change, and not which way: choose what you think they meant."
TOLD = "When you save it, we tell everyone in the program that something has changed, once after each wave."
FIELDS: Mapping[Lever, Field] = {
    Lever.RHYTHM: Field.RHYTHM,
    Lever.LENGTH: Field.LENGTH,
    Lever.TALK: Field.MINUTES,
    Lever.TIME: Field.MINUTES_A_MONTH,
    Lever.PLACES: Field.CAPACITY,
    Lever.MATCHING: Field.MATCHED_BY,
    Lever.OBJECTIVE: Field.OBJECTIVES,
}


def change_form(
    after: Program, *, lesson: Lesson, line: str, length_weeks: int, budget: int, content: Content
) -> Modal:
    """`after` is the program with what is suggested, which `line` says."""
    template = content.programs[after.template_id]
    fields: Mapping[Lever, Callable[[], InputBlock]] = {
        Lever.RHYTHM: lambda: rhythm_field(after, template),
        Lever.LENGTH: lambda: length_field(length_weeks),
        Lever.TALK: lambda: talk_field(after),
        Lever.TIME: lambda: budget_field(budget),
        Lever.PLACES: lambda: capacity_field(after.plan, template),
        Lever.MATCHING: lambda: choice_field(
            "Who decides on matches?", Field.MATCHED_BY, MATCHED_BY, chosen=after.plan.matched_by
        ),
        Lever.OBJECTIVE: lambda: objectives_field(after.plan),
    }
    return Modal(
        "Turn into a change",
        [
            words(lesson_in_words(lesson)),
            *([words(f"Filled in for you: {escape(line)}.")] if line else []),
            fields[lesson.lever](),
            small(WHICH_WAY),
            small(TOLD),
        ],
        callback_id=Callback.CHANGE_FORM,
        submit="Save",
        close="Cancel",
        context=str(ChangeRef(after.id, lesson.key)),
    )


def change_saved(program: Program, *, lines: tuple[str, ...], why: str) -> Modal:
    if not lines:
        return Modal("Nothing changed", [words(f"The plan of *{escape(program.name)}* is as it was.")])
    listed = [*(f"• {escape(line)}" for line in lines), escape(why)]
    return Modal("Saved", many_words(listed, title=f"*{escape(program.name)}* has changed."))
