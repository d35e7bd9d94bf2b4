"""A mentorship that may need support, since when, and which manager has it in hand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.managing.taken import Taken, still_needing
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.mentorships.status import Signs, Status, StatusBasis, needs_support_since, status_of
from tests.people import DAY, MIA, PAIR, TODAY, WEEK, WS

# A rhythm of four weeks: silent after six weeks and a day, and a week after the question others know.
SINCE = TODAY - 20 * WEEK
SIGNS = Signs(silent_since=SINCE, asked_on=TODAY - 2 * WEEK)
ANN, LEE = "UANN", "ULEE"


def basis(signs=SIGNS, **about):
    return StatusBasis("M1", "P1", about.get("state", MentorshipState.ACTIVE), 4, 21, signs)


@pytest.mark.parametrize(
    ("signs", "day"),
    [
        (SIGNS, TODAY - WEEK),
        (replace(SIGNS, asked_on=TODAY - 5 * DAY), None),
        (replace(SIGNS, asked_on=None), None),
        # Asked about another silence.
        (replace(SIGNS, asked_on=SINCE), None),
        # Two nights of the wait are not counted.
        (replace(SIGNS, stopped=((TODAY - 10 * DAY, TODAY - 9 * DAY),)), TODAY - 5 * DAY),
        # Leave in between: it was said before.
        (replace(SIGNS, away=((TODAY - 5 * DAY, TODAY - 2 * DAY),)), TODAY - WEEK),
        (replace(SIGNS, away=((TODAY, None),)), None),
    ],
)
def test_it_is_so_since_the_first_day_on_which_managers_could_read_it(signs, day):
    assert needs_support_since(PAIR, signs, today=TODAY) == day
    if day:
        assert status_of(PAIR, signs, today=day) is Status.MAY_NEED_SUPPORT
        assert status_of(PAIR, signs, today=day - DAY) is not Status.MAY_NEED_SUPPORT


@pytest.mark.parametrize("state", [MentorshipState.PAUSED, MentorshipState.ENDED, MentorshipState.APPROVED])
def test_what_rests_or_has_ended_needs_nobody(state):
    assert needs_support_since(replace(PAIR, state=state), SIGNS, today=TODAY) is None


def test_it_stays_the_same_day_however_much_later_it_is_asked():
    assert {needs_support_since(PAIR, SIGNS, today=TODAY + n * DAY) for n in range(60)} == {TODAY - WEEK}


def taken(by=ANN, on=TODAY):
    return Taken(WS, "M1", by, on)


@pytest.mark.parametrize(
    ("one", "holder"),
    [
        (taken(), ANN),
        (taken(LEE), None),
        # In the week in which it became so, as its day may move by a night or two.
        (taken(on=TODAY - WEEK), ANN),
        # About the silence before.
        (taken(on=TODAY - 3 * WEEK), None),
    ],
    ids=["now", "who manages it no more", "at once", "of an earlier silence"],
)
def test_who_has_it(one, holder):
    assert one.holder((MIA, ANN), since=TODAY - WEEK) == holder
    assert one.holder((MIA, ANN), since=None) is None


@pytest.mark.parametrize(
    ("has", "reader", "waits"),
    [(None, MIA, True), (ANN, MIA, False), (ANN, ANN, True), (LEE, MIA, True), (MIA, ANN, False)],
)
def test_what_another_manager_has_in_hand_waits_for_nobody_else(has, reader, waits):
    known = {"M1": taken(has)} if has else {}
    found = still_needing([basis()], known, managers=(MIA, ANN), reader=reader, today=TODAY)
    assert found == (["M1"] if waits else [])


def test_what_does_well_is_not_among_them():
    well = basis(Signs(last_met_on=TODAY, silent_since=TODAY - timedelta(days=3)))
    assert still_needing([well], {}, managers=(MIA,), reader=MIA, today=TODAY) == []
