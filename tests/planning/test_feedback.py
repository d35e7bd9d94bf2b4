"""A wave is one message and two reminders at most, on days that depend on the calendar alone."""

from dataclasses import replace

import pytest

from bot.domain.feedback.waves import COHORT, Wave, WaveKind, WavePlace
from bot.domain.joining.enrolments import Role
from bot.planning.feedback import INVITE, REMINDER, numbers_of, plan_wave, wave_of
from tests.people import DAY, NIA, OMAR, PROGRAM, TODAY, WS

WAVE = Wave(WS, PROGRAM.id, COHORT, WaveKind.BASELINE, TODAY, TODAY + 28 * DAY, ())
PLACES = [
    WavePlace(WS, PROGRAM.id, COHORT, WaveKind.BASELINE, who, role)
    for who, role in ((NIA, Role.MENTEE), (OMAR, Role.MENTOR))
]


def days_of(wave, today=TODAY, to=NIA):
    """Kinds of the messages to one person, and their days, counted from the first day of the wave."""
    planned = plan_wave(wave, PLACES, today=today)
    return [(one.kind, (one.due_at.date() - TODAY).days) for one in planned if one.recipient == to]


@pytest.mark.parametrize("to", [NIA, OMAR])
def test_everybody_is_invited_at_once_and_reminded_on_the_same_days(to):
    assert days_of(WAVE, to=to) == [(INVITE, 0), (REMINDER, 10), (REMINDER, 21)]


@pytest.mark.parametrize(("late", "days"), [(6, [6, 16, 21]), (7, [7, 21]), (17, [17]), (28, [28]), (29, [])])
def test_whoever_comes_later_is_reminded_only_while_there_is_time(late, days):
    assert [day for _, day in days_of(WAVE, today=TODAY + late * DAY)] == days


def test_a_short_wave_reminds_once_or_never():
    assert [day for _, day in days_of(replace(WAVE, closes_on=TODAY + 14 * DAY))] == [0, 7]
    assert [day for _, day in days_of(replace(WAVE, closes_on=TODAY + 9 * DAY))] == [0]


def test_whoever_left_early_is_asked_once_and_never_reminded():
    [left, _] = [replace(one, is_early=True) for one in PLACES]
    assert [one.kind for one in plan_wave(WAVE, [left], today=TODAY)] == [INVITE]


def test_each_message_counts_towards_the_budget_and_is_of_use_while_the_wave_is_open():
    planned = plan_wave(WAVE, PLACES, today=TODAY)
    assert all(one.budgeted for one in planned)
    assert {one.expires_at.date() for one in planned} == {WAVE.closes_on + DAY}


def test_planning_twice_plans_the_same_messages():
    keys = [
        (one.kind, one.cycle, one.recipient)
        for later in (0, 1)
        for one in plan_wave(WAVE, PLACES, today=TODAY + later * DAY)
    ]
    assert len(set(keys)) == len(keys) / 2 == len(PLACES) * 3


def test_the_order_in_which_people_come_makes_no_difference():
    assert plan_wave(WAVE, PLACES[::-1], today=TODAY) == plan_wave(WAVE, PLACES, today=TODAY)


def test_the_number_in_a_row_tells_its_wave():
    waves = [(kind, intake) for kind in WaveKind for intake in (COHORT, "2026Q1", "2026Q4", "2027Q1")]
    numbers = [number for wave in waves for number in numbers_of(*wave)]
    assert len(set(numbers)) == len(numbers)
    assert [wave_of(number) for wave in waves for number in numbers_of(*wave)] == [
        wave for wave in waves for _ in range(3)
    ]
