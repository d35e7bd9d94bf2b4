"""A hold: whom it covers, and when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.answers import InvalidAnswer
from bot.domain.managing.holds import (
    LONGEST,
    Hold,
    Where,
    held_until,
    require_day,
    stopped_by,
)
from bot.domain.people import Person
from tests.people import DAY, NIA, OMAR, TODAY, WEEK, WS

EVERYBODY = Hold(WS, "Q1", "P1", Where.EVERYBODY, "", TODAY, TODAY + WEEK)
MAIN = replace(EVERYBODY, id="Q2", where=Where.SITE, place="Main")
ICU = replace(EVERYBODY, id="Q3", where=Where.DEPARTMENT, place="critical_care", until=TODAY + 2 * WEEK)
AT_MAIN = Person(WS, NIA, site="Main", department="theatres")
IN_ICU = Person(WS, OMAR, site="North", department="critical_care")


@pytest.mark.parametrize(
    ("hold", "covered"),
    [(EVERYBODY, [True, True, True]), (MAIN, [True, False, False]), (ICU, [False, True, False])],
)
def test_it_covers_whom_it_names(hold, covered):
    assert [hold.covers(person) for person in (AT_MAIN, IN_ICU, None)] == covered


def test_it_runs_from_its_first_day_up_to_the_day_it_ends_on():
    days = [TODAY - DAY, TODAY, TODAY + 6 * DAY, TODAY + WEEK]
    assert [EVERYBODY.runs_on(day) for day in days] == [False, True, True, False]


def test_one_ended_on_its_first_day_never_ran():
    assert not replace(EVERYBODY, until=TODAY).runs_on(TODAY)


def test_of_several_the_last_to_end_counts():
    assert held_until([EVERYBODY, ICU], IN_ICU, today=TODAY) == ICU.until
    assert held_until([EVERYBODY, ICU], AT_MAIN, today=TODAY) == EVERYBODY.until
    assert held_until([MAIN], IN_ICU, today=TODAY) is None
    assert held_until([EVERYBODY], None, today=TODAY + WEEK) is None


def test_for_a_pair_one_of_them_is_enough():
    assert stopped_by([MAIN, ICU], [AT_MAIN, IN_ICU]) == (MAIN.days, ICU.days)
    assert stopped_by([ICU], [AT_MAIN]) == ()


@pytest.mark.parametrize("day", [None, TODAY, TODAY - DAY, TODAY + LONGEST + timedelta(days=1)])
def test_a_day_that_cannot_be_is_said_beside_the_field(day):
    with pytest.raises(InvalidAnswer, match="Choose a day"):
        require_day(day, today=TODAY)


def test_a_day_ahead_is_taken():
    assert require_day(TODAY + LONGEST, today=TODAY) == TODAY + LONGEST
