"""What a mentee chose for the next talk, shown in the reminder to everybody in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.content import Content
from bot.domain.goals.goals import Goals
from bot.views.goals.goals import next_in_words, typed_text
from bot.views.parts import mention, words

# What the guide is about that fits a goal without a topic, or one that no other guide is about.
ANY_GOAL = "goals"
QUESTIONS = 2


@dataclass(frozen=True, slots=True)
class ForTheTalk:
    """What one mentee chose, in their words, and two questions that fit."""

    user_id: str
    text: str
    questions: Sequence[str]


def chosen_for_the_talk(kept: Sequence[Goals], content: Content) -> list[ForTheTalk]:
    """Of these goals what was chosen, if anything was."""
    return [
        ForTheTalk(one.user_id, text, _questions(one, content))
        for one in kept
        if (text := next_in_words(one, content.topics))
    ]


def for_the_talk(about: Sequence[ForTheTalk], *, reader: str) -> list[Block]:
    return [block for one in about for block in _chosen(one, reader)]


def _chosen(one: ForTheTalk, reader: str) -> list[Block]:
    who = "You" if one.user_id == reader else mention(one.user_id)
    questions = "\n".join(f"• {question}" for question in one.questions)
    return [
        words(f"*{who} chose this to talk about:*"),
        typed_text(one.text),
        *([words(f"Two questions to begin with:\n{questions}")] if questions else []),
    ]


def _questions(one: Goals, content: Content) -> Sequence[str]:
    goal = one.find(one.next_talk.goal_id) if one.next_talk else None
    topic = goal.topic if goal else one.next_talk.topic if one.next_talk else ""
    fitting = [guide for guide in content.guides.values() if guide.is_about([topic])]
    any_goal = [guide for guide in content.guides.values() if guide.topic == ANY_GOAL]
    return next((guide.prompts[:QUESTIONS] for guide in (*fitting, *any_goal)), ())
