"""The one reminder of the briefing."""

from dataclasses import replace

from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.nudges.joining.briefing_reminder import KIND
from tests.nudges.situations import in_program
from tests.people import NIA, enrolment

MENTOR = enrolment(NIA, Role.MENTOR)


def is_sent(content, **about):
    return KIND.still_true(in_program(content, "briefing_reminder", **about))


def test_it_is_sent_only_to_those_who_need_it_and_have_not_read_it(content):
    assert is_sent(content, enrolment=MENTOR)
    assert is_sent(content, enrolment=MENTOR, finished={"mentor"})
    assert not is_sent(content, enrolment=MENTOR, finished={"mentor", "cards"})
    assert not is_sent(content, enrolment=enrolment(NIA))
    assert not is_sent(content, enrolment=replace(MENTOR, state=EnrolmentState.LEFT))
