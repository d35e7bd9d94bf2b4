"""When a summary is posted by itself, and what a champion hears of a month."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.answers import InvalidAnswer
from bot.domain.disclosure.figures import share
from bot.domain.managing.champions import asks_for_help, best_known, is_told, month_of, told_on
from bot.domain.managing.schedules import Every, Schedule, check_schedule, hours_of, working_day
from bot.domain.measures.results import Result, Verdict
from bot.domain.measures.targets import Comparison, Target
from bot.domain.programs.states import ProgramState
from tests.figures import on_track
from tests.people import MIA, PROGRAM, TODAY, WS

LONDON = ZoneInfo("Europe/London")
TARGET = Target(Comparison.AT_LEAST, low=70)


def schedule(every, starts_on):
    return Schedule(WS, "P1", "C1", every, starts_on, starts_on, set_by=MIA)


def days(one, count):
    """The first days on which it is posted."""
    found = [one.next_on]
    while len(found) < count:
        one = one.after(one.next_on)
        found.append(one.next_on)
    return [f"{day:%d.%m.%y}" for day in found]


@pytest.mark.parametrize(
    ("every", "starts_on", "found"),
    [
        (Every.FOUR_WEEKS, date(2026, 3, 2), ["02.03.26", "30.03.26", "27.04.26"]),
        (Every.MONTH, date(2026, 12, 31), ["31.12.26", "31.01.27", "28.02.27", "31.03.27", "30.04.27"]),
        (Every.MONTH, date(2028, 1, 30), ["30.01.28", "29.02.28", "30.03.28"]),
        (Every.QUARTER, date(2026, 8, 31), ["31.08.26", "30.11.26", "28.02.27", "31.05.27"]),
    ],
)
def test_a_short_month_has_it_on_its_last_day_and_a_31st_comes_back(every, starts_on, found):
    assert days(schedule(every, starts_on), len(found)) == found


def test_what_was_missed_is_passed_over():
    one = schedule(Every.MONTH, date(2026, 1, 31)).after(date(2026, 6, 30))
    assert one.next_on == date(2026, 7, 31)


def test_a_weekend_moves_to_monday():
    saturday = date(2026, 3, 7)
    moved = [working_day(saturday + timedelta(days=n)) for n in range(-1, 3)]
    assert moved == [date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 9), date(2026, 3, 9)]


@pytest.mark.parametrize(("day", "at"), [(date(2026, 3, 27), 10), (date(2026, 3, 30), 9)])
def test_it_is_ten_by_the_clock_there_before_and_after_the_clocks_change(day, at):
    first, last = hours_of(day, LONDON)
    assert first == datetime(day.year, day.month, day.day, at, tzinfo=UTC)
    assert last - first == timedelta(hours=7)


@pytest.mark.parametrize(
    ("channel", "starts_on"),
    [
        ("", TODAY + timedelta(days=1)),
        ("C1", None),
        ("C1", TODAY),
        ("C1", TODAY + timedelta(days=400)),
        ("C1", date(2026, 9, 1)),
    ],
)
def test_it_needs_a_channel_and_a_day_ahead_before_the_program_ends(channel, starts_on):
    program = replace(PROGRAM, ends_on=date(2026, 8, 31))
    assert check_schedule("C1", TODAY + timedelta(days=1), program, today=TODAY)
    with pytest.raises(InvalidAnswer):
        check_schedule(channel, starts_on, program, today=TODAY)


def test_a_champion_is_told_on_the_first_working_day_of_the_month_before():
    assert told_on(date(2026, 8, 20)) == date(2026, 8, 3)
    assert told_on(date(2026, 9, 20)) == date(2026, 9, 1)
    assert month_of(date(2026, 1, 9)) == date(2025, 12, 1)


CHAMPIONED = replace(PROGRAM, champion=MIA, ends_on=date(2026, 8, 10))


@pytest.mark.parametrize(
    ("changes", "month", "told"),
    [
        ({}, date(2026, 3, 1), True),
        ({"champion": "UELSE"}, date(2026, 3, 1), False),
        ({"champion": None}, date(2026, 3, 1), False),
        ({"state": ProgramState.DRAFT}, date(2026, 3, 1), False),
        ({"state": ProgramState.CLOSED}, date(2026, 8, 1), True),
        ({"state": ProgramState.CLOSED}, date(2026, 9, 1), False),
        ({"state": ProgramState.CLOSING}, date(2026, 9, 1), False),
        ({"state": ProgramState.CLOSED, "ends_on": None}, date(2026, 8, 1), False),
        ({"ends_on": None}, date(2027, 8, 1), True),
        ({"state": ProgramState.ARCHIVED}, date(2026, 8, 1), False),
    ],
)
def test_a_champion_hears_of_a_program_up_to_the_month_of_its_end(changes, month, told):
    assert is_told(replace(CHAMPIONED, **changes), MIA, month=month) is told


def result(name, verdict, figure=None):
    return Result(name, figure or on_track(20, 40), verdict, TARGET)


HIDDEN = share(None)


def test_five_figures_are_those_with_a_verdict_and_then_the_surest_in_the_plans_order():
    results = [
        result("hidden", Verdict.TOO_EARLY, HIDDEN),
        result("unsure", Verdict.CLOSE, on_track(6, 12)),
        result("sure", Verdict.CLOSE, on_track(100, 200)),
        result("no target", Verdict.NO_TARGET, on_track(190, 200)),
        result("missed", Verdict.NOT_REACHED),
        result("reached", Verdict.REACHED),
        result("reached too", Verdict.REACHED, on_track(7, 10)),
    ]
    best = [one.measure_id for one in best_known(results)]
    assert best == ["unsure", "sure", "missed", "reached", "reached too"]
    assert [one.measure_id for one in best_known([*results, result("more", Verdict.REACHED)])] == [
        *("sure", "missed", "reached", "reached too", "more")
    ]


def test_help_is_asked_for_what_misses_its_target_first():
    reached, close = result("a", Verdict.REACHED), result("b", Verdict.CLOSE)
    missed = result("c", Verdict.NOT_REACHED)
    assert asks_for_help([reached, close, missed]) is missed
    assert asks_for_help([reached, close]) is close
    assert asks_for_help([reached]) is None
