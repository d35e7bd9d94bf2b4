"""When asking about silence still makes sense."""

from dataclasses import replace

import pytest

from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.mentorships.status import Signs
from bot.nudges.mentorships.quiet_check import KIND
from tests.nudges.situations import situation
from tests.people import DAY, MONDAY, TODAY

SILENT = Signs(last_met_on=TODAY, silent_since=TODAY)


def after(content, days, *, signs=SILENT, **pair):
    return replace(situation(content, "quiet_check", now=MONDAY + days * DAY, **pair), signs=signs)


def test_it_asks_from_one_and_a_half_rhythms_of_silence_on(content):
    assert not KIND.still_true(after(content, 42))
    assert KIND.still_true(after(content, 43))


def test_it_does_not_ask_once_somebody_has_answered(content):
    assert not KIND.still_true(after(content, 43, signs=Signs(last_met_on=TODAY)))


@pytest.mark.parametrize("state", [one for one in MentorshipState if one is not MentorshipState.ACTIVE])
def test_it_does_not_ask_a_pair_that_is_not_running(content, state):
    assert not KIND.still_true(after(content, 43, state=state))


def test_it_says_that_nobody_else_knows(content):
    assert "Nobody else has been told" in str(KIND.says(after(content, 43)).to_dict())


def test_it_does_not_ask_after_the_programs_last_day(content):
    silent = after(content, 43)
    last_day = replace(silent.program, ends_on=silent.now.date())
    assert KIND.still_true(replace(silent, program=last_day))
    assert not KIND.still_true(replace(silent, program=replace(last_day, ends_on=silent.now.date() - DAY)))
