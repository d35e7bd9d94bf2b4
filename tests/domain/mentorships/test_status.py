"""What a manager may see of a mentorship, and when silence begins."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.mentorships.mentorships import Cycle, MentorshipState, Outcome, this_monday
from bot.domain.mentorships.status import (
    Signs,
    Status,
    asked_since,
    is_silent,
    own_status,
    ripens_on,
    signs_of,
    silent_after,
    status_of,
)
from bot.domain.people import is_within
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
    ("every_weeks", "settling_days", "has_met", "days"),
    [(4, 21, True, 43), (2, 21, True, 22), (1, 21, True, 11), (1, 21, False, 22), (1, 7, False, 11)],
)
def test_silence_counts_after_one_and_a_half_rhythms_and_at_first_not_while_they_settle(
    every_weeks, settling_days, has_met, days
):
    pair = replace(PAIR, every_weeks=every_weeks, settling_days=settling_days)
    assert silent_after(pair, MONDAY, has_met=has_met) == MONDAY + days * DAY


def test_support_shows_a_week_after_the_pair_was_asked_and_not_a_day_before():
    assert silent_for(49, asked_after=43) is Status.ON_TRACK
    assert silent_for(50, asked_after=43) is Status.MAY_NEED_SUPPORT


def test_support_never_shows_while_the_pair_was_not_asked():
    assert silent_for(300) is Status.ON_TRACK
    assert silent_for(300, met=False) is Status.GETTING_STARTED


@pytest.mark.parametrize("asked_after", [-60, -1, 0, 1, 6])
def test_a_question_about_an_earlier_silence_does_not_count_for_this_one(asked_after):
    assert silent_for(43, asked_after=asked_after) is Status.ON_TRACK


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 8),
    st.integers(7, 60),
    st.booleans(),
    st.integers(0, 6),
)
def test_a_question_asked_in_a_silence_is_about_it_in_every_rhythm(
    day, every_weeks, settling_days, has_met, tapped_after
):
    since = this_monday(day)
    pair = replace(PAIR, every_weeks=every_weeks, settling_days=settling_days)
    earliest = silent_after(pair, since, has_met=has_met)
    assert asked_since(since, asked_on=earliest)
    assert not asked_since(since, asked_on=since + tapped_after * DAY)


@given(st.integers(0, 400), st.none() | st.integers(-400, 400), st.booleans(), st.integers(1, 8))
def test_a_manager_sees_nothing_before_the_pair_had_a_week_to_answer(days, asked_after, met, every_weeks):
    today = MONDAY + days * DAY
    asked_on = None if asked_after is None else MONDAY + asked_after * DAY
    signs = Signs(MONDAY - WEEK if met else None, silent_since=MONDAY, asked_on=asked_on)
    if status_of(replace(PAIR, every_weeks=every_weeks), signs, today=today) is Status.MAY_NEED_SUPPORT:
        assert asked_on is not None
        assert MONDAY <= asked_on <= today - 7 * DAY


@pytest.mark.parametrize(
    ("state", "shown"), [(MentorshipState.PAUSED, Status.PAUSED), (MentorshipState.ENDED, Status.ENDED)]
)
def test_a_pause_or_an_end_is_never_called_silent(state, shown):
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
        assert (status_of(PAIR, signs, today=day) is Status.MAY_NEED_SUPPORT) is (
            silent and day >= MONDAY + 50 * DAY
        )


def test_leave_without_an_end_goes_on():
    signs = Signs(silent_since=MONDAY, away=((MONDAY, None),))
    assert not is_silent(PAIR, signs, today=LONG_AFTER)


DAYS = st.integers(-60, 300).map(lambda days: MONDAY + days * DAY)
SPANS = st.lists(
    st.tuples(DAYS, st.none() | st.integers(0, 40)).map(
        lambda span: (span[0], None if span[1] is None else span[0] + span[1] * DAY)
    ),
    max_size=5,
).map(tuple)


@given(SPANS, SPANS, st.integers(0, 300))
def test_no_silence_counts_a_day_that_is_left_out_and_every_other_day_counts_once(away, stopped, days):
    signs = Signs(silent_since=MONDAY, away=away, stopped=stopped)
    counted = [
        day for number in range(days) if not is_within(day := MONDAY + number * DAY, (*away, *stopped))
    ]
    assert signs.silent_days(MONDAY, MONDAY + days * DAY) == len(counted)


@given(SPANS, SPANS, st.integers(0, 300), st.none() | st.integers(7, 300), st.integers(1, 8))
def test_leaving_days_out_never_tells_a_manager_anything_sooner(away, more, days, asked_after, every_weeks):
    """More nights, leave or holds, and a pair may need support later, or not at all."""
    today, pair = MONDAY + days * DAY, replace(PAIR, every_weeks=every_weeks)
    asked_on = None if asked_after is None else MONDAY + asked_after * DAY
    signs = Signs(silent_since=MONDAY, asked_on=asked_on, away=away)
    if status_of(pair, replace(signs, stopped=more), today=today) is Status.MAY_NEED_SUPPORT:
        assert status_of(pair, signs, today=today) is Status.MAY_NEED_SUPPORT


@given(SPANS, st.integers(0, 300), st.none() | st.integers(7, 300))
def test_what_is_silent_stays_so_through_nights_and_holds(stopped, days, asked_after):
    """A status that came and went with somebody's nights would give their shifts away."""
    asked_on = None if asked_after is None else MONDAY + asked_after * DAY
    signs = Signs(silent_since=MONDAY, asked_on=asked_on, stopped=stopped)
    today, tomorrow = MONDAY + days * DAY, MONDAY + (days + 1) * DAY
    if status_of(PAIR, signs, today=today) is Status.MAY_NEED_SUPPORT:
        assert status_of(PAIR, signs, today=tomorrow) is Status.MAY_NEED_SUPPORT


@given(SPANS, SPANS, st.integers(0, 300), st.booleans())
def test_it_is_never_silent_before_the_day_it_was_said_to_ripen_on(away, stopped, days, met):
    last_met = MONDAY if met else None
    signs = Signs(last_met, silent_since=MONDAY, away=away, stopped=stopped)
    today = MONDAY + days * DAY
    ripe = ripens_on(PAIR, signs, today=today)
    assert ripe is not None
    assert ripe > today
    between = (today + number * DAY for number in range(1, (ripe - today).days))
    assert is_silent(PAIR, signs, today=today) or not any(
        is_silent(PAIR, signs, today=day) for day in between
    )


def test_without_silence_nothing_ripens():
    assert ripens_on(PAIR, Signs(last_met_on=MONDAY), today=LONG_AFTER) is None
    paused = replace(PAIR, state=MentorshipState.PAUSED)
    assert ripens_on(paused, Signs(silent_since=MONDAY), today=LONG_AFTER) is None


def test_a_week_of_nights_puts_everything_off_by_a_week():
    nights = ((MONDAY + 10 * DAY, MONDAY + 16 * DAY),)
    signs = Signs(MONDAY, silent_since=MONDAY, asked_on=MONDAY + 50 * DAY, stopped=nights)
    assert not is_silent(PAIR, signs, today=MONDAY + 49 * DAY)
    assert is_silent(PAIR, signs, today=MONDAY + 50 * DAY)
    later = replace(signs, stopped=(*nights, (MONDAY + 51 * DAY, MONDAY + 52 * DAY)))
    for day, status in ((58, Status.ON_TRACK), (59, Status.MAY_NEED_SUPPORT)):
        assert status_of(PAIR, later, today=MONDAY + day * DAY) is status


@given(SPANS, st.integers(0, 300), st.none() | st.integers(0, 300), st.sampled_from(MentorshipState))
def test_the_pair_reads_quiet_from_the_first_silent_day_and_a_manager_never_does(
    away, days, asked_after, state
):
    asked_on = None if asked_after is None else MONDAY + asked_after * DAY
    signs = Signs(silent_since=MONDAY, asked_on=asked_on, away=away)
    pair, today = replace(PAIR, state=state), MONDAY + days * DAY
    silent = is_silent(pair, signs, today=today)
    assert (own_status(pair, signs, today=today) is Status.QUIET) is silent
    assert status_of(pair, signs, today=today) is not Status.QUIET
    assert own_status(pair, signs, today=today) is not Status.MAY_NEED_SUPPORT
