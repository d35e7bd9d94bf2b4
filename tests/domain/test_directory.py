"""What the hospital's records mean on a day, and what a change in them is called."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.directory import (
    Aspect,
    Change,
    DirectoryEntry,
    Employment,
    aspects_changed,
    change_of,
    email_key,
    has_left,
    is_on_leave,
    one_each,
    too_many_leavers,
    with_leave_begun,
)

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
ADA = DirectoryEntry(
    "T1",
    "E1",
    manager_id="E9",
    profession="nurse",
    specialty="intensive_care",
    department="critical_care",
    site="Main",
    career_stage="senior",
)
GONE = replace(ADA, left_on=TODAY - DAY)


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({}, False),
        ({"ends_on": TODAY}, False),
        ({"ends_on": TODAY - DAY}, True),
        ({"left_on": TODAY}, True),
        ({"left_on": TODAY + DAY}, False),
        ({"standing": Employment.LEFT, "ends_on": TODAY + DAY}, True),
        ({"standing": Employment.LEAVE}, False),
    ],
)
def test_who_has_left(changes, left):
    assert has_left(replace(ADA, **changes), TODAY) is left


@pytest.mark.parametrize(
    ("changes", "on_leave"),
    [
        ({}, False),
        ({"standing": Employment.LEAVE}, True),
        ({"leave_from": TODAY}, True),
        ({"leave_from": TODAY + DAY}, False),
        ({"leave_until": TODAY}, True),
        ({"leave_until": TODAY - DAY}, False),
        ({"standing": Employment.LEAVE, "leave_until": TODAY - DAY}, False),
    ],
)
def test_who_is_on_leave(changes, on_leave):
    assert is_on_leave(replace(ADA, **changes), TODAY) is on_leave


def test_leave_without_a_first_day_began_when_it_was_first_told():
    told = with_leave_begun(replace(ADA, standing=Employment.LEAVE), today=TODAY)
    assert told.leave_from == TODAY
    a_week_on = replace(ADA, standing=Employment.LEAVE, site="Other")
    assert with_leave_begun(a_week_on, before=told, today=TODAY + 7 * DAY).leave_from == TODAY
    assert with_leave_begun(ADA, before=told, today=TODAY).leave_from is None


def test_a_second_leave_does_not_begin_with_the_first():
    over = replace(ADA, leave_from=TODAY - 90 * DAY, leave_until=TODAY - 60 * DAY)
    again = replace(ADA, standing=Employment.LEAVE)
    assert with_leave_begun(again, before=over, today=TODAY).leave_from == TODAY


@pytest.mark.parametrize(
    ("before", "after", "news"),
    [
        (None, ADA, Change.JOINED),
        (None, GONE, Change.CHANGED),
        (ADA, ADA, Change.UNCHANGED),
        (ADA, replace(ADA, site="Other"), Change.MOVED),
        (ADA, replace(ADA, leave_from=TODAY), Change.CHANGED),
        (ADA, GONE, Change.LEFT),
        (ADA, replace(GONE, site="Other"), Change.LEFT),
        (GONE, GONE, Change.UNCHANGED),
        (GONE, ADA, Change.CAME_BACK),
        (GONE, replace(ADA, site="Other"), Change.CAME_BACK),
    ],
)
def test_what_a_change_is_called(before, after, news):
    assert change_of(before, after, today=TODAY) is news


@pytest.mark.parametrize(
    ("changes", "aspects"),
    [
        ({"manager_id": "E8"}, (Aspect.MANAGER,)),
        ({"department": "theatres", "site": "Other"}, (Aspect.DEPARTMENT, Aspect.SITE)),
        ({"profession": "doctor", "specialty": "other", "career_stage": "leading"}, (Aspect.ROLE,)),
        ({"manager_id": None, "department": None, "profession": None}, ()),
        ({"leave_from": TODAY, "ends_on": TODAY, "user_id": "U1"}, ()),
    ],
)
def test_a_move_is_only_what_is_known_before_and_after(changes, aspects):
    assert aspects_changed(ADA, replace(ADA, **changes)) == aspects
    assert aspects_changed(replace(ADA, **changes), ADA) == aspects


@pytest.mark.parametrize(
    ("leavers", "known", "too_many"), [(0, 0, False), (20, 100, False), (21, 100, True), (1, 4, True)]
)
def test_more_than_one_in_five_is_too_many(leavers, known, too_many):
    assert too_many_leavers(leavers, known=known) is too_many


def test_an_address_has_one_key_however_it_is_written():
    assert email_key(" Ada@Hospital.example ") == email_key("ada@hospital.example")
    assert email_key("ada@hospital.example") != email_key("ben@hospital.example")


def test_what_two_share_names_neither():
    pairs = [("a", "U1"), ("b", "U2"), ("a", "U3"), ("b", "U2"), ("a", "U1")]
    assert one_each(pairs) == {"b": "U2"}
