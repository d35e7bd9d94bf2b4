"""What a manager may see of a mentorship, and when silence begins."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.mentorships import Cycle, MentorshipState, Outcome, this_monday
from bot.domain.status import Signs, Status, asked_since, is_silent, signs_of, silent_after, status_of
from tests.people import DAY, PAIR, WEEK

MONDAY = date(2026, 3, 2)
LONG_AFTER = MONDAY + 52 * WEEK


def turn(number, outcome=None, *, week=None):
    """A cycle that starts in the given week, from 0."""
    return Cycle("M1", number, MONDAY + (number - 1) * WEEK, outcome, week)


def silent_for(days, *, asked_after=None, met=True):
    """The status of a pair that has been silent for so many days, asked so many days into it."""
    signs = Signs(
        last_met_on=MONDAY - WEEK if met else None,
        silent_since=MONDAY,
        asked_on=None if asked_after is None else MONDAY + asked_after * DAY,
    )
    return status_of(PAIR, signs, today=MONDAY + days * DAY)


def test_silence_begins_after_the_last_answer_and_runs_over_questions_let_go():
    cycles = [turn(1, Outcome.MET, week="2026-W10"), turn(2, Outcome.UNANSWERED), turn(3)]
    assert signs_of(cycles, asked_on=None) == Signs(
        last_met_on=date(2026, 3, 2), silent_since=MONDAY + WEEK, asked_on=None
    )


@pytest.mark.parametrize("outcome", [one for one in Outcome if one.is_an_answer])
def test_every_answer_ends_the_silence(outcome):
    assert signs_of([turn(1, Outcome.UNANSWERED), turn(2, outcome)], asked_on=None).silent_since is None


def test_without_cycles_there_are_no_signs():
    assert signs_of([], asked_on=None) == Signs()


@pytest.mark.parametrize(
    ("every_weeks", "has_met", "days"), [(4, True, 43), (2, True, 22), (1, True, 11), (1, False, 22)]
)
def test_silence_counts_after_one_and_a_half_rhythms_and_three_weeks_at_first(every_weeks, has_met, days):
    assert silent_after(MONDAY, every_weeks=every_weeks, has_met=has_met) == MONDAY + days * DAY


def test_quiet_shows_a_week_after_the_pair_was_asked_and_not_a_day_before():
    assert silent_for(49, asked_after=43) is Status.ON_TRACK
    assert silent_for(50, asked_after=43) is Status.QUIET


def test_quiet_never_shows_while_the_pair_was_not_asked():
    assert silent_for(300) is Status.ON_TRACK
    assert silent_for(300, met=False) is Status.GETTING_STARTED


@pytest.mark.parametrize("asked_after", [-60, -1, 0, 1, 6])
def test_a_question_about_an_earlier_silence_does_not_count_for_this_one(asked_after):
    assert silent_for(43, asked_after=asked_after) is Status.ON_TRACK


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 8),
    st.booleans(),
    st.integers(0, 6),
)
def test_a_question_asked_in_a_silence_is_about_it_in_every_rhythm(day, every_weeks, has_met, tapped_after):
    since = this_monday(day)
    earliest = silent_after(since, every_weeks=every_weeks, has_met=has_met)
    assert asked_since(since, asked_on=earliest)
    assert not asked_since(since, asked_on=since + tapped_after * DAY)


@given(st.integers(0, 400), st.none() | st.integers(-400, 400), st.booleans(), st.integers(1, 8))
def test_a_manager_never_sees_quiet_before_the_pair_had_a_week_to_answer(days, asked_after, met, every_weeks):
    today = MONDAY + days * DAY
    asked_on = None if asked_after is None else MONDAY + asked_after * DAY
    signs = Signs(MONDAY - WEEK if met else None, silent_since=MONDAY, asked_on=asked_on)
    if status_of(replace(PAIR, every_weeks=every_weeks), signs, today=today) is Status.QUIET:
        assert asked_on is not None
        assert MONDAY <= asked_on <= today - 7 * DAY


@pytest.mark.parametrize(
    ("state", "shown"), [(MentorshipState.PAUSED, Status.PAUSED), (MentorshipState.ENDED, Status.ENDED)]
)
def test_a_pause_or_an_end_is_never_called_quiet(state, shown):
    signs = Signs(silent_since=MONDAY, asked_on=MONDAY + 50 * DAY)
    mentorship = replace(PAIR, state=state)
    assert status_of(mentorship, signs, today=LONG_AFTER) is shown
    assert not is_silent(mentorship, signs, today=LONG_AFTER)


def test_an_answered_pair_is_never_silent():
    assert not is_silent(PAIR, Signs(last_met_on=MONDAY), today=MONDAY + timedelta(days=900))


def test_no_silence_is_counted_on_days_on_which_one_of_them_is_away():
    first, last = MONDAY + 50 * DAY, MONDAY + 60 * DAY
    signs = Signs(silent_since=MONDAY, asked_on=MONDAY + 43 * DAY, away=((first, last),))
    for day, silent in ((first - DAY, True), (first, False), (last, False), (last + DAY, True)):
        assert is_silent(PAIR, signs, today=day) is silent
        assert (status_of(PAIR, signs, today=day) is Status.QUIET) is (silent and day >= MONDAY + 50 * DAY)


def test_leave_without_an_end_goes_on():
    signs = Signs(silent_since=MONDAY, away=((MONDAY, None),))
    assert not is_silent(PAIR, signs, today=LONG_AFTER)
