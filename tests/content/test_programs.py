"""The rhythm a template gives its mentorships."""

import pytest

from bot.content import Content


@pytest.mark.parametrize(
    ("week", "every_weeks"), [(0, 1), (3, 1), (4, 2), (11, 2), (12, 4), (25, 4), (60, 4)]
)
def test_phases_widen_week_by_week(content: Content, week: int, every_weeks: int) -> None:
    assert content.programs["onboarding"].rhythm_in_week(week, usual=1) == every_weeks


def test_a_rhythm_the_managers_chose_stays_whatever_the_phases_say(content: Content) -> None:
    assert content.programs["onboarding"].rhythm_in_week(20, usual=3) == 3


def test_a_steady_rhythm_is_the_programs_own(content: Content) -> None:
    template = content.programs["nurse_leadership"]
    assert (template.every_weeks, template.minutes) == (3, 45)
    assert template.rhythm_in_week(10, usual=6) == 6


def test_phases_begin_with_the_first(content: Content) -> None:
    template = content.programs["onboarding"]
    assert (template.every_weeks, template.minutes) == (1, 15)


def test_the_first_meeting_is_hoped_for_by_its_milestone(content: Content) -> None:
    assert content.programs["onboarding"].first_meeting_week == 1
    assert content.programs["peer_circle"].first_meeting_week == 3
