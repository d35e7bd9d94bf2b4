"""What a mentee chose for the next talk comes with two questions of a guide that fits."""

from dataclasses import replace

import pytest

from bot.domain.goals.goals import Goal, Goals, NextTalk
from bot.views.goals.next_talk import chosen_for_the_talk, for_the_talk

ABOUT_NIGHTS = Goal("g1", 4, (1,), text="Sleep between nights")
KEPT = Goals("T1", "M1", "UNIA", (ABOUT_NIGHTS,), NextTalk(1, goal_id="g1"))


@pytest.mark.parametrize(
    ("topic", "guide"),
    [
        ("wellbeing", "wellbeing"),
        ("speaking_up", "clinical_confidence"),
        ("", "own_goal"),
        ("gone", "own_goal"),
    ],
)
def test_the_questions_fit_its_topic_or_any_goal(content, topic, guide):
    by_goal = replace(KEPT, goals=(replace(ABOUT_NIGHTS, topic=topic),))
    [found] = chosen_for_the_talk([by_goal], content)
    assert (found.text, found.questions) == ("Sleep between nights", content.guides[guide].prompts[:2])


def test_a_topic_alone_is_said_by_its_label(content):
    [found] = chosen_for_the_talk([replace(KEPT, next_talk=NextTalk(1, topic="wellbeing"))], content)
    assert found.text == content.topics["wellbeing"]


def test_where_nothing_is_chosen_nothing_is_said(content):
    assert chosen_for_the_talk([replace(KEPT, next_talk=None)], content) == []
    assert for_the_talk([], reader="UNIA") == []


def test_a_hospital_without_the_guide_about_goals_has_no_questions(content):
    guides = {one.id: one for one in content.guides.values() if one.topic != "goals"}
    [found] = chosen_for_the_talk([KEPT], replace(content, guides=guides))
    assert found.questions == ()
    assert "questions" not in str([block.to_dict() for block in for_the_talk([found], reader="UNIA")])
