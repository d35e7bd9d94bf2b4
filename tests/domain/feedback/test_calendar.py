"""The calendar of waves, by the intake and never by one person alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.feedback.calendar import (
    KEPT_FOR,
    LONGEST_KEY,
    Calendar,
    Course,
    Way,
    begun_in_intake,
    intake_of,
)
from bot.domain.feedback.waves import COHORT, WaveKind
from bot.domain.programs.programs import Intake
from tests.people import PROGRAM

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
HALF_A_YEAR = Course(26 * WEEK, 13 * WEEK)
# From 5 January to 6 July 2026, a Monday.
COHORT_OF_26 = replace(PROGRAM, ends_on=date(2026, 7, 6))
ROLLING = replace(PROGRAM, intake=Intake.ROLLING, ends_on=None)
BEGUN = Way(date(2026, 1, 12))


def cohort(**more):
    return Calendar(replace(COHORT_OF_26, **more), COHORT, HALF_A_YEAR)


def quarter(intake, course=HALF_A_YEAR, **more):
    return Calendar(replace(ROLLING, **more), intake, course)


def test_a_cohort_is_asked_at_its_start_half_way_and_at_its_end():
    days = cohort()
    assert days.asks_on(WaveKind.BASELINE, BEGUN) == date(2026, 1, 13)
    assert days.asks_on(WaveKind.PULSE, BEGUN) is None
    assert days.asks_on(WaveKind.PULSE, replace(BEGUN, met_on=date(2026, 2, 2))) == date(2026, 2, 2)
    assert days.asks_on(WaveKind.MID, BEGUN) == date(2026, 4, 6)
    assert days.asks_on(WaveKind.END, BEGUN) == date(2026, 6, 22)


def test_a_cohorts_waves_close_for_everybody_on_the_same_day():
    days = cohort()
    assert days.closes_on(WaveKind.BASELINE, opened_on=date(2026, 1, 13)) == date(2026, 2, 24)
    assert days.closes_on(WaveKind.PULSE, opened_on=date(2026, 2, 2)) == date(2026, 4, 5)
    assert days.closes_on(WaveKind.MID, opened_on=date(2026, 4, 6)) == date(2026, 5, 4)
    assert days.closes_on(WaveKind.END, opened_on=date(2026, 3, 1)) == date(2026, 8, 3)


def test_who_comes_after_half_way_is_not_asked_what_half_way_was_like():
    assert cohort().asks_on(WaveKind.MID, Way(date(2026, 4, 6))) is None


def test_a_short_program_has_no_half_way():
    short = cohort(ends_on=date(2026, 3, 1))
    assert short.asks_on(WaveKind.MID, BEGUN) is None
    assert short.closes_on(WaveKind.PULSE, opened_on=date(2026, 2, 2)) == date(2026, 2, 14)
    assert cohort(ends_on=date(2026, 3, 2)).asks_on(WaveKind.MID, BEGUN) == date(2026, 2, 2)


@pytest.mark.parametrize(
    ("day", "intake"),
    [
        (date(2026, 1, 1), "2026Q1"),
        (date(2026, 3, 31), "2026Q1"),
        (date(2026, 4, 1), "2026Q2"),
        (date(2026, 12, 31), "2026Q4"),
    ],
)
def test_a_rolling_program_counts_by_the_quarter(day, intake):
    assert intake_of(ROLLING, day) == intake
    assert intake_of(COHORT_OF_26, day) == COHORT


def test_a_quarters_waves_close_once_its_last_person_has_had_the_time():
    days = quarter("2026Q1")
    assert days.asks_on(WaveKind.MID, Way(date(2026, 2, 2))) == date(2026, 5, 4)
    assert days.asks_on(WaveKind.END, Way(date(2026, 2, 2))) == date(2026, 7, 20)
    assert days.closes_on(WaveKind.BASELINE, opened_on=date(2026, 1, 13)) == date(2026, 5, 12)
    half = date(2026, 3, 31) + 13 * WEEK
    assert days.closes_on(WaveKind.PULSE, opened_on=date(2026, 2, 2)) == half - DAY
    assert days.closes_on(WaveKind.MID, opened_on=date(2026, 4, 6)) == half + 4 * WEEK
    assert days.closes_on(WaveKind.END, opened_on=date(2026, 3, 1)) == date(2026, 3, 31) + 30 * WEEK


@pytest.mark.parametrize("intake", ["2026Q1", "2026Q2", "2026Q3", "2026Q4"])
def test_a_rolling_key_dies_within_fifteen_months_of_its_quarter_and_outlives_its_waves(intake):
    for length in (26, 104):
        days = quarter(intake, Course(length * WEEK, length // 2 * WEEK))
        last = days.key_dies_on - LONGEST_KEY
        assert (last + DAY).day == 1
        months = last.year * 12 + last.month + 15
        assert days.key_dies_on < date(months // 12, months % 12 + 1, 1)
        for kind in WaveKind:
            assert days.closes_on(kind, opened_on=last) + KEPT_FOR < days.key_dies_on


def test_a_cohorts_key_outlives_the_freezing_of_its_end_wave():
    assert cohort().key_dies_on == date(2026, 8, 3) + 2 * KEPT_FOR


def test_a_rolling_program_that_closes_ends_for_everybody():
    closing = quarter("2026Q1", ends_on=date(2026, 4, 20))
    assert closing.asks_on(WaveKind.END, BEGUN) == date(2026, 4, 6)
    for kind in WaveKind:
        assert closing.closes_on(kind, opened_on=date(2026, 2, 2)) <= date(2026, 5, 18)


def test_a_second_mentee_in_that_time_begins_nothing_new():
    first = date(2026, 1, 12)
    assert begun_in_intake([first + 20 * WEEK, first, first + 27 * WEEK], HALF_A_YEAR) == [
        first,
        first + 27 * WEEK,
    ]
