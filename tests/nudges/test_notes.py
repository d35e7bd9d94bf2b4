"""Notes about somebody who has left, and about two who should not be matched any more."""

import pytest

from bot.domain.mentorships.mentorships import MentorshipState
from bot.nudges.mentorships import firewall_note, left_note, named_note
from tests.nudges.situations import situation
from tests.people import NIA, OMAR

KNOWN = (MentorshipState.ACTIVE, MentorshipState.PAUSED)


@pytest.mark.parametrize("state", MentorshipState)
def test_who_has_left_is_spoken_of_only_at_the_end(content, state):
    about = situation(content, "left_note", state=state)
    assert left_note.KIND.still_true(about) is (state is MentorshipState.ENDED)


@pytest.mark.parametrize("module", [firewall_note, named_note])
@pytest.mark.parametrize("state", MentorshipState)
def test_a_broken_rule_is_spoken_of_only_to_those_who_have_met(content, module, state):
    about = situation(content, module.KIND.key, state=state)
    assert module.KIND.still_true(about) is (state in KNOWN)


def test_it_says_who_has_left_and_not_why(content):
    said = str(left_note.KIND.says(situation(content, "left_note", recipient=NIA)).to_dict())
    assert f"<@{OMAR}> is no longer taking part" in said
    assert "says nothing about you" in said


def test_what_somebody_said_themself_is_called_so_and_stays_with_them(content):
    said = str(named_note.KIND.says(situation(content, "named_note", recipient=NIA)).to_dict())
    assert f"You asked us not to match you with <@{OMAR}>" in said
    assert "Nobody sees who you named" in said
