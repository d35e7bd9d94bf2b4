"""What is wrong with an answer, field by field."""

import pytest

from bot.domain.joining import MOST_EXCLUDED, JoinAnswers, check_about, check_shifts
from bot.errors import InvalidInput
from tests.people import NIA

TOPIC = ("leadership",)


@pytest.mark.parametrize(
    ("answers", "fields"),
    [
        (JoinAnswers(role="mentee", topics_wanted=TOPIC), set()),
        (JoinAnswers(role="mentee"), {"topics_wanted"}),
        (JoinAnswers(role="mentee", topics_wanted=("a", "b", "c", "d")), {"topics_wanted"}),
        (JoinAnswers(role="mentor", topics_offered=TOPIC), set()),
        (JoinAnswers(role="mentor"), {"topics_offered"}),
        (JoinAnswers(role="mentor", topics_offered=TOPIC, capacity=0), {"capacity"}),
        (JoinAnswers(role="both", topics_wanted=TOPIC, topics_offered=TOPIC), set()),
        (JoinAnswers(role="both", capacity=0), {"topics_wanted", "topics_offered", "capacity"}),
        (JoinAnswers(), {"topics_wanted"}),
    ],
)
def test_role_and_topics_have_to_fit(answers, fields):
    assert problems(check_about, answers) == fields


@pytest.mark.parametrize(
    ("excluded", "fields"),
    [
        ((), set()),
        ((NIA,), {"excluded"}),
        (tuple(f"U{n}" for n in range(MOST_EXCLUDED)), set()),
        (tuple(f"U{n}" for n in range(MOST_EXCLUDED + 1)), {"excluded"}),
    ],
)
def test_up_to_twenty_others_can_be_named_and_never_oneself(excluded, fields):
    assert problems(check_shifts, JoinAnswers(excluded=excluded), user_id=NIA) == fields


def problems(check, *arguments, **more):
    """The fields a check complains about."""
    try:
        check(*arguments, **more)
    except InvalidInput as error:
        return set(error.fields)
    return set()
