"""Writing a goal, and choosing what the next talk is about."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block, CheckboxesElement, InputBlock

from bot.domain.goals.goals import LEAST, LONGEST_GOAL, MOST, Goal, Goals
from bot.views.goals.goals import NEXT_TALK, GoalsPage, delete_button, goal_in_words, short
from bot.views.ids import Callback, Field
from bot.views.message import Modal
from bot.views.parts import buttons, choice_field, field, mentions, options, small, text_field
from bot.views.refs import GoalRef

PRIVATE = "private"
GOAL, TOPIC = "goal:", "topic:"
MATTERS = {LEAST: "a little", MOST: "a great deal"}
PROGRESS = {LEAST: "just starting", 3: "about half way", MOST: "there"}


def goal_form(page: GoalsPage, ref: GoalRef, goal: Goal | None) -> Modal:
    """`goal` is None for a new one, whose id is in the form, so that it is one however often it is sent."""
    delete: list[Block] = [buttons(delete_button(ref))] if goal else []
    return Modal(
        "Change a goal" if goal else "A new goal",
        [
            text_field(
                "What do you want to learn or do?",
                Field.GOAL,
                value=goal.text if goal else "",
                optional=True,
                at_most=LONGEST_GOAL,
                example="For example: lead a handover on a busy night",
                hint="One sentence, about you. Please leave out anything that could identify a patient.",
            ),
            choice_field(
                "Topic",
                Field.GOAL_TOPIC,
                page.topics,
                chosen=goal.topic if goal else None,
                optional=True,
                hint="A topic alone is enough. With one, we can suggest questions for a talk.",
            ),
            _of_five(
                "How much does it matter to you?",
                Field.GOAL_MATTERS,
                MATTERS,
                goal.importance if goal else None,
            ),
            _of_five(
                "How far along are you?", Field.GOAL_PROGRESS, PROGRESS, goal.progress if goal else None
            ),
            _private(goal),
            *delete,
        ],
        callback_id=Callback.GOAL_FORM,
        submit="Save",
        close="Not now",
        context=str(ref),
    )


def next_talk_form(page: GoalsPage, mine: Goals) -> Modal:
    """What they keep to themselves isn't offered: this is shown to the others."""
    shown = {f"{GOAL}{one.id}": goal_in_words(one, page.topics) for one in mine.goals if not one.is_private}
    about = {f"{TOPIC}{one}": f"Topic: {label}" for one, label in page.topics.items()}
    return Modal(
        NEXT_TALK,
        [
            choice_field(
                "What would you like to talk about?",
                Field.NEXT_TALK,
                {key: short(text) for key, text in (shown | about).items()},
                chosen=_chosen(mine),
                optional=True,
            ),
            small(
                f"You and {mentions(page.others)} find it in the reminder of your next time to meet, with "
                "two questions to begin with. After that talk it's gone. Nothing special? Leave it empty."
            ),
        ],
        callback_id=Callback.NEXT_TALK,
        submit="Save",
        close="Not now",
        context=page.mentorship.id,
    )


def _chosen(mine: Goals) -> str | None:
    talk = mine.next_talk
    if talk is None:
        return None
    return f"{GOAL}{talk.goal_id}" if talk.goal_id else f"{TOPIC}{talk.topic}"


def _of_five(label: str, name: Field, ends: Mapping[int, str], chosen: int | None) -> Block:
    choices = {
        str(number): f"{number} of {MOST}" + (f": {ends[number]}" if number in ends else "")
        for number in range(LEAST, MOST + 1)
    }
    return choice_field(label, name, choices, chosen=str(chosen) if chosen else None)


def _private(goal: Goal | None) -> InputBlock:
    keep = options({PRIVATE: "Keep to myself"})
    is_kept = goal is not None and goal.is_private
    box = CheckboxesElement(
        action_id=Field.GOAL_PRIVATE, options=keep, initial_options=keep if is_kept else None
    )
    hint = "Without it, the others in this mentorship can read it too."
    return field("Only for you?", box, name=Field.GOAL_PRIVATE, optional=True, hint=hint)
