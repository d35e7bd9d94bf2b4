"""Did you meet? The question, its answers, and what each turns into."""

from slack_sdk.models.blocks import ActionsBlock, SectionBlock

from bot.content import Guide
from bot.domain.mentorships.mentorships import Outcome
from bot.views.care.words import help_for_mentors
from bot.views.goals.goals import goals_button
from bot.views.ids import Action
from bot.views.meetings.turnout import HOW_MANY, ONLY_THAT, TOLD, turnout_buttons
from bot.views.mentorships.pausing import pause_button
from bot.views.message import Message
from bot.views.parts import button, buttons, mentions, more, small, words
from bot.views.refs import CycleRef

ANSWERED = {
    Outcome.MET: "Thanks: you met.",
    Outcome.MOVED: "Thanks: you moved it. That's fine.",
    Outcome.NOT_THIS_MONTH: "Thanks: not this time. That's fine.",
}
MEETING_ANSWERS = {
    Action.WE_MET: ("We met", Outcome.MET),
    Action.MOVED: ("We moved it", Outcome.MOVED),
    Action.NOT_THIS_MONTH: ("Not this time", Outcome.NOT_THIS_MONTH),
}


def check_in_question(
    *, others: tuple[str, ...], mentorship_id: str, cycle: int, mentors: bool = False
) -> Message:
    """`mentors`: its reader is a mentor or a host, here and in the questions of other views."""
    ref = CycleRef(mentorship_id, cycle)
    return Message(
        "Lamplight: a question about your mentoring. One tap to answer.",
        [
            words(did_you_meet(others)),
            answer_buttons(ref, mentors=mentors),
            small(f"One tap from {_any_of_you(others)} is enough. We keep only the week you met."),
        ],
    )


def did_you_meet(others: tuple[str, ...]) -> str:
    if len(others) > 1:
        return f"Did you, {mentions(others)} manage to meet recently? It counts if some couldn't come."
    return f"Did you and {mentions(others)} manage to talk recently?"


def _any_of_you(others: tuple[str, ...]) -> str:
    return "any of you" if len(others) > 1 else "either of you"


def answer_buttons(ref: CycleRef, *, mentors: bool = False) -> ActionsBlock:
    answers = [
        button(label, action, value=str(ref), style="primary" if action is Action.WE_MET else None)
        for action, (label, _) in MEETING_ANSWERS.items()
    ]
    return buttons(*answers, more(pause_button(ref.mentorship_id), *help_for_mentors(mentors=mentors)))


def meeting_recorded(
    *,
    outcome: Outcome,
    every_weeks: int,
    mentorship_id: str,
    cycle: int,
    guide: Guide | None = None,
    offers_goals: bool = False,
    asks_turnout: bool = False,
    turnout: bool | None = None,
) -> Message:
    """With `guide`, what they may talk about next stands beneath; a mentee may see to their goals.

    A host is asked how many were there, and the guide waits for that; `turnout` is the answer.
    """
    weeks = 1 if outcome is Outcome.MOVED else every_weeks
    told = "" if turnout is None else f" {TOLD[turnout]}"
    text = f"{ANSWERED[outcome]}{told} We'll check in again in about {in_weeks(weeks)}."
    undo = button("Undo", Action.UNDO, value=str(CycleRef(mentorship_id, cycle)))
    if asks_turnout:
        answers = turnout_buttons(mentorship_id, cycle)
        return Message(text, [words(text), words(HOW_MANY), buttons(*answers, undo), small(ONLY_THAT)])
    goals = [goals_button(mentorship_id)] if offers_goals else []
    return Message(text, [words(text), buttons(undo, *goals), *([_next_talk(guide)] if guide else [])])


def _next_talk(guide: Guide) -> SectionBlock:
    text = f"An idea for your next talk: *{guide.title}*, about {guide.minutes} minutes."
    read = button("Read it", Action.GUIDE, value=guide.id, label=f"Guide: {guide.title}"[:75])
    return words(text, accessory=read)


def already_answered() -> Message:
    text = "This one is already answered. Thanks."
    return Message(text, [words(text)])


def in_weeks(weeks: int) -> str:
    names = (
        "no time",
        "a week",
        "two weeks",
        "three weeks",
        "four weeks",
        "five weeks",
        "six weeks",
        "seven weeks",
        "eight weeks",
        "nine weeks",
        "ten weeks",
    )
    return names[weeks] if weeks < len(names) else f"{weeks} weeks"
