"""When announcements are posted: never at night where the manager is, over clock changes too."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.answers import InvalidAnswer, Part
from bot.domain.programs.states import ProgramState
from bot.domain.recruiting.announcements import (
    REPEAT_DAYS,
    TIMES,
    Readers,
    Typed,
    again_after,
    check_text,
    evening_of,
    moment_of,
    post_moment,
    readers_first,
    repeat_moment,
)
from tests.people import MONDAY, PROGRAM

LONDON = "Europe/London"
TYPED = Typed("P1", Readers.EVERYONE, "C1", "Join us.", day="", at="", repeat="0")
ZONES = ["UTC", LONDON, "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia"]


def chosen(day, at="10:00", **more):
    return replace(TYPED, day=day, at=at, **more)


def moment(typed):
    return post_moment(typed, tz=LONDON, now=MONDAY)


def test_nothing_chosen_is_now():
    assert moment(TYPED) is None


def test_a_day_and_a_time_are_where_the_manager_is():
    assert moment(chosen("2026-07-01")) == datetime(2026, 7, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        (chosen("2026-03-02", "11:30"), Part.POST_DAY),
        (chosen("2026-03-01"), Part.POST_DAY),
        (chosen("2027-03-01"), Part.POST_DAY),
        (chosen("", "10:00"), Part.POST_DAY),
        (chosen("2026-03-05", ""), Part.POST_TIME),
        (chosen("someday"), Part.POST_TIME),
        (chosen("2026-03-05", "03:00"), Part.POST_TIME),
        (chosen("2026-03-05", "20:00"), Part.POST_TIME),
    ],
)
def test_a_time_that_does_not_suit_is_explained(typed, part):
    with pytest.raises(InvalidAnswer) as error:
        moment(typed)
    assert list(error.value.parts) == [part]


def test_it_is_repeated_at_the_same_time_of_day_over_a_clock_change():
    first = moment_of(date(2026, 3, 26), time(10), tz=LONDON)
    assert again_after(first, 7, tz=LONDON) == datetime(2026, 4, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(("repeat", "again"), [("0", None), ("", None), ("5", None), ("x", None)])
def test_only_what_is_offered_repeats(repeat, again):
    assert repeat_moment(replace(TYPED, repeat=repeat), first=MONDAY, tz=LONDON) == again


@given(
    minutes=st.integers(0, 365 * 24 * 60),
    days=st.sampled_from(REPEAT_DAYS),
    tz=st.sampled_from(ZONES),
)
def test_nothing_is_repeated_at_night(minutes, days, tz):
    first = MONDAY + timedelta(minutes=minutes)
    again = again_after(first, days, tz=tz)
    local = again.astimezone(ZoneInfo(tz))
    assert TIMES[0] <= local.time() <= TIMES[-1]
    assert timedelta(minutes=30) <= evening_of(again, tz=tz) - again <= timedelta(hours=13)
    assert again > first


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"text": ""}, Part.WORDS_FOR_EVERYONE),
        ({"text": "x" * 2901}, Part.WORDS_FOR_EVERYONE),
        ({"text": "&" * 600}, Part.WORDS_FOR_EVERYONE),
        ({"text": "For the patient with MRN 4455667."}, Part.WORDS_FOR_EVERYONE),
        ({"text": "", "readers": Readers.MENTORS}, Part.WORDS_FOR_MENTORS),
        ({"channel_id": ""}, Part.CHANNEL),
    ],
)
def test_what_cannot_be_posted_is_explained(changes, part):
    with pytest.raises(InvalidAnswer) as error:
        check_text(replace(TYPED, **changes), hint="Hint.", today=MONDAY.date())
    assert list(error.value.parts) == [part]


def test_what_looks_like_patient_data_gets_the_hint():
    with pytest.raises(InvalidAnswer, match="Hint"):
        check_text(replace(TYPED, text="born 1 May 1950"), hint="Hint.", today=MONDAY.date())
    check_text(TYPED, hint="Hint.", today=MONDAY.date())


def test_mentors_are_told_first_while_they_are_looked_for():
    recruiting = replace(PROGRAM, state=ProgramState.RECRUITING)
    assert (readers_first(recruiting), readers_first(PROGRAM)) == (Readers.MENTORS, Readers.EVERYONE)
