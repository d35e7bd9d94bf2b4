"""The page of goals in one mentorship: its mentee's own to change, and what the others may read of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement, ContextBlock, PlainTextObject, SectionBlock

from bot.domain.goals.goals import MOST, Goal, Goals
from bot.domain.mentorships.mentorships import CURRENT, Mentorship
from bot.views.ids import Action
from bot.views.message import IN_PLACE, Modal
from bot.views.parts import button, buttons, mention, mentions, small, sure, words
from bot.views.refs import GoalRef, StepRef
from bot.views.room import as_many_as_fit

TITLE = "Goals"
NEXT_TALK = "For the next talk"
# Of a goal's way so many steps are drawn.
STEPS_SHOWN = 4
LONGEST_LABEL = 75
FRAME = "\u2068{}\u2069"
OURS = "Goals are between the people in this mentorship. Managers never see them, and they're kept encrypted."


@dataclass(frozen=True, slots=True)
class GoalsPage:
    """Goals of one mentorship as one of its people sees them.

    `mine` is None for who has none there, as a mentor. `topics` are labels by id.
    """

    mentorship: Mentorship
    reader: str
    mine: Goals | None
    theirs: Sequence[Goals]
    topics: Mapping[str, str]

    @property
    def others(self) -> tuple[str, ...]:
        return self.mentorship.others(self.reader)

    @property
    def has_ended(self) -> bool:
        return self.mentorship.state not in CURRENT


def goals_button(mentorship_id: str) -> ButtonElement:
    return button(TITLE, Action.GOALS, value=mentorship_id)


def next_talk_button(mentorship_id: str) -> ButtonElement:
    return button(NEXT_TALK, Action.NEXT_TALK, value=mentorship_id)


def goals_page(page: GoalsPage) -> Modal:
    if page.has_ended:
        return Modal(TITLE, _kept_after_the_end(page), context=IN_PLACE)
    theirs = [block for one in page.theirs for block in _theirs(one, page)]
    return Modal(TITLE, [*_mine(page), *theirs, small(_who_sees(page))], context=IN_PLACE)


def goals_list(mentorships: Sequence[Mentorship], *, user_id: str) -> Modal:
    """For somebody in several, or in none; one that has ended is there while their goals in it are kept."""
    if not mentorships:
        return Modal(
            TITLE, [words("There are no goals to read yet. Once you're introduced, you find them here.")]
        )
    rows = [words(_with_whom(one, user_id), accessory=goals_button(one.id)) for one in mentorships]
    return Modal(TITLE, [words("Which mentorship?"), *as_many_as_fit(rows)], context=IN_PLACE)


def _with_whom(mentorship: Mentorship, user_id: str) -> str:
    ended = ", which has ended" if mentorship.state not in CURRENT else ""
    return f"With {mentions(mentorship.others(user_id)) or 'a person who has left'}{ended}"


def typed_text(text: str) -> SectionBlock:
    """What somebody wrote: never markup, and in a frame, so that it turns no words but its own."""
    return SectionBlock(text=PlainTextObject(text=FRAME.format(text), emoji=False))


def goal_in_words(goal: Goal, topics: Mapping[str, str]) -> str:
    return goal.text or topics.get(goal.topic, goal.topic)


def next_in_words(goals: Goals, topics: Mapping[str, str]) -> str:
    """What is for the next talk; empty where nothing is chosen."""
    chosen = goals.next_talk
    if chosen is None:
        return ""
    goal = goals.find(chosen.goal_id)
    return goal_in_words(goal, topics) if goal else topics.get(chosen.topic, "")


def short(text: str) -> str:
    """As much of it as a choice or a label takes."""
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"


def dots(number: int) -> str:
    return "●" * number + "○" * (MOST - number)


def delete_button(ref: GoalRef) -> ButtonElement:
    question = sure("It goes at once, for everyone who could read it.", yes="Delete it")
    return button("Delete this goal", Action.GOAL_DELETE, value=str(ref), style="danger", confirm=question)


def _mine(page: GoalsPage) -> list[Block]:
    if page.mine is None:
        return []
    mine, ref = page.mine, page.mentorship.id
    change = button("Change", Action.NEXT_TALK, value=ref, label="Change what the next talk is about")
    shown = [block for goal in mine.goals for block in _my_goal(goal, page)]
    add = [] if mine.are_full else [button("Add a goal", Action.GOAL_ADD, value=ref, style=_first(mine))]
    return [
        words(f"*Your goals with {mentions(page.others)}*"),
        *(shown or [words("None yet. One is enough, and a small one is fine.")]),
        *_for_the_next_talk(mine, page, change=change),
        *_row(*add, *([] if mine.next_talk else [next_talk_button(ref)])),
    ]


def _row(*shown: ButtonElement) -> list[Block]:
    return [buttons(*shown)] if shown else []


def _first(mine: Goals) -> str | None:
    return None if mine.goals else "primary"


def _my_goal(goal: Goal, page: GoalsPage) -> list[Block]:
    ref = GoalRef(page.mentorship.id, goal.id)
    further = StepRef(page.mentorship.id, goal.id, goal.progress + 1)
    text = goal_in_words(goal, page.topics)
    on = button("One step on", Action.GOAL_STEP, value=str(further), label=short(f"One step on: {text}"))
    change = button("Change", Action.GOAL_CHANGE, value=str(ref), label=short(f"Change: {text}"))
    step = [] if goal.progress == MOST else [on]
    return [*_goal(goal, page), buttons(*step, change)]


def _goal(goal: Goal, page: GoalsPage) -> list[Block]:
    return [typed_text(goal_in_words(goal, page.topics)), _about(goal, page)]


def _about(goal: Goal, page: GoalsPage) -> ContextBlock:
    about = page.topics.get(goal.topic, "") if goal.text else ""
    lines = [
        _how_far(goal),
        f"How much it matters: {goal.importance} of {MOST}.",
        *([f"Topic: {about}."] if about else []),
        *(["Only you see this one."] if goal.is_private else []),
    ]
    return small("\n".join(lines))


def _how_far(goal: Goal) -> str:
    """The line of dots says nothing that the words beside it don't."""
    way = " ".join(dots(one) for one in goal.steps[-STEPS_SHOWN:])
    began = f", at first {goal.steps[0]} of {MOST}" if goal.steps[1:] else ""
    return f"How far along: {way} ({goal.progress} of {MOST} now{began})."


def _for_the_next_talk(goals: Goals, page: GoalsPage, *, change: ButtonElement | None = None) -> list[Block]:
    chosen = next_in_words(goals, page.topics)
    return [words(f"*{NEXT_TALK}*", accessory=change), typed_text(chosen)] if chosen else []


def _theirs(goals: Goals, page: GoalsPage) -> list[Block]:
    shown = [block for goal in goals.goals for block in _goal(goal, page)]
    return [
        words(f"*Goals of {mention(goals.user_id)}*"),
        *(shown or [words("None to read yet.")]),
        *_for_the_next_talk(goals, page),
    ]


def _who_sees(page: GoalsPage) -> str:
    if page.mine is None:
        return f"Only a mentee changes their goals. {OURS}"
    return f"Only you change yours, and you can keep any to yourself. {OURS}"


def _kept_after_the_end(page: GoalsPage) -> list[Block]:
    """For their mentee alone, who may delete them before they go by themselves."""
    mine = page.mine.goals if page.mine else ()
    shown = [
        block
        for goal in mine
        for block in (*_goal(goal, page), buttons(delete_button(GoalRef(page.mentorship.id, goal.id))))
    ]
    if not shown:
        return [words("This mentorship has ended, and none of your goals in it is kept.")]
    return [
        words("*Your goals in a mentorship that has ended*"),
        *shown,
        small(
            "Only you can still read them. They're deleted 90 days after the end, or as soon as you do it."
        ),
    ]
