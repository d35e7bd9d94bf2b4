"""Who waits for a match, since when, and what would help."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.domain.joining.enrolments import Role
from bot.domain.matching.proposals import LeftOver
from bot.domain.matching.waiting import (
    NOT_LOOKED_AT,
    PROPOSED,
    SET_ASIDE,
    WHEN_OVER,
    WaitsForMatch,
    waiting_for_match,
)
from bot.domain.mentorships.mentorships import MentorshipState
from tests.people import DAY, NIA, OMAR, PAIR, TODAY, WEEK, WS, enrolment

IDA = "UIDA"
ENDED = replace(PAIR, state=MentorshipState.ENDED, ended_on=TODAY + 3 * WEEK + 2 * DAY)
WHY = LeftOver(WS, "P1", NIA, "No eligible mentor had a free place.", "One more mentor with a free place.")


def joined(who=NIA, day=TODAY, role=Role.MENTEE, **more):
    return enrolment(who, role, charter_accepted_at=datetime.combine(day, time(9), UTC), **more)


def waiting(*places, mentorships=(), left_over=()):
    return waiting_for_match(places, mentorships, left_over, {})


def test_they_wait_since_they_joined_and_it_is_said_by_the_week():
    [one] = waiting(joined(day=TODAY + 3 * DAY), left_over=[WHY])
    assert one == WaitsForMatch(NIA, TODAY, WHY.why, WHY.help)


def test_after_a_match_they_wait_since_it_ended():
    assert [one.since for one in waiting(joined(), mentorships=[ENDED])] == [TODAY + 3 * WEEK]
    late = joined(day=TODAY + 9 * WEEK)
    assert [one.since for one in waiting(late, mentorships=[ENDED])] == [TODAY + 9 * WEEK]


def test_who_mentors_too_does_not_wait_since_a_match_as_a_mentor():
    both = joined(OMAR, role=Role.BOTH)
    assert [one.since for one in waiting(both, mentorships=[ENDED])] == [TODAY]


@pytest.mark.parametrize(
    ("place", "mentorships", "left_over", "said"),
    [
        (joined(), (), (), NOT_LOOKED_AT),
        (joined(), (), (WHY,), (WHY.why, WHY.help)),
        (joined(), (replace(PAIR, state=MentorshipState.PROPOSED),), (WHY,), PROPOSED),
        (joined(on_hold=True), (), (WHY,), (SET_ASIDE, WHEN_OVER)),
    ],
)
def test_what_would_help(place, mentorships, left_over, said):
    [one] = waiting(place, mentorships=mentorships, left_over=left_over)
    assert (one.why, one.help) == said


def test_who_has_waited_longest_comes_first():
    found = waiting(joined(IDA, TODAY + WEEK), joined(NIA, TODAY + 8 * WEEK), joined("UABE", TODAY))
    assert [one.user_id for one in found] == ["UABE", IDA, NIA]
