"""The kind note at the end."""

import pytest

from bot.domain.mentorships.mentorships import MentorshipState
from bot.nudges.mentorships.ending_note import KIND
from tests.nudges.situations import situation
from tests.people import NIA, OMAR


@pytest.mark.parametrize("state", MentorshipState)
def test_it_is_sent_only_when_it_has_ended(content, state):
    is_true = KIND.still_true(situation(content, "ending_note", state=state))
    assert is_true is (state is MentorshipState.ENDED)


def test_it_says_neither_who_ended_it_nor_why(content):
    said = str(KIND.says(situation(content, "ending_note", state=MentorshipState.ENDED)).to_dict())
    assert "has ended" in said
    assert NIA not in said
    assert OMAR not in said
