"""When a manager's offer of a new match still reaches people, and what a manager's pause tells them."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.mentorships.status import Signs
from bot.domain.programs.states import MATCHABLE, ProgramState
from bot.nudges.managing import held_note, new_match_offer
from tests.nudges.situations import situation
from tests.people import DAY, MONDAY, PROGRAM, TODAY, WEEK

KIND, HELD = new_match_offer.KIND, held_note.KIND
WEDNESDAY = MONDAY + 2 * DAY


def offered(content, *, on=WEDNESDAY, now=WEDNESDAY, signs=None, program=PROGRAM, **pair):
    usual = situation(content, KIND.key, number=on.date().toordinal(), now=now, **pair)
    return replace(usual, signs=signs or Signs(), program=program)


def test_it_comes_to_a_pair_that_goes_on(content):
    assert KIND.still_true(offered(content))
    assert KIND.still_true(offered(content, signs=Signs(last_met_on=TODAY - WEEK)))


@pytest.mark.parametrize("weeks", [0, 1])
def test_it_does_not_come_once_they_have_met_in_that_week_or_later(content, weeks):
    met = offered(content, now=WEDNESDAY + weeks * WEEK, signs=Signs(last_met_on=TODAY + weeks * WEEK))
    assert not KIND.still_true(met)
    assert KIND.not_before(met) is None


@pytest.mark.parametrize("state", [one for one in MentorshipState if one is not MentorshipState.ACTIVE])
def test_it_does_not_come_to_one_that_rests_or_has_ended(content, state):
    assert not KIND.still_true(offered(content, state=state))


@pytest.mark.parametrize("state", ProgramState)
def test_it_comes_only_where_there_are_new_matches(content, state):
    found = offered(content, program=replace(PROGRAM, state=state))
    assert KIND.still_true(found) is (state in MATCHABLE)


def test_it_does_not_come_after_the_last_day(content):
    assert not KIND.still_true(offered(content, program=replace(PROGRAM, ends_on=TODAY)))


def test_it_waits_while_one_of_them_is_away(content):
    away = offered(content, signs=Signs(away=((TODAY, TODAY + WEEK),)))
    assert not KIND.still_true(away)
    assert KIND.not_before(away) == datetime.combine(TODAY + 3 * DAY, time(), UTC)


def test_it_says_that_a_manager_offers_it_and_blames_nobody(content):
    said = str(KIND.says(offered(content)).to_dict())
    assert "A manager of *Nurse leadership* offers you a new match" in said
    assert "they aren't told who asked" in said


@pytest.mark.parametrize("state", MentorshipState)
def test_a_pause_is_told_while_it_lasts(content, state):
    until = TODAY + 3 * WEEK
    told = situation(content, HELD.key, state=state, paused_until=until)
    assert HELD.still_true(told) is (state is MentorshipState.PAUSED)
    assert "until *Monday 23 March*" in str(HELD.says(told).to_dict())
