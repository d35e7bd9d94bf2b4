"""The week as a picture says what the words say."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import load_content
from bot.domain.availability import Availability, Interval
from bot.domain.timing import welcome_windows
from bot.domain.timing_picture import DAYS, MARGIN, SILENT, WELCOME, draw_week

CONTENT = load_content()
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HALF = timedelta(minutes=30)


def picture(person, now=NOW):
    scale, *days = draw_week(person, now=now, rules=CONTENT.quiet_rules).split("\n")
    return scale, {day[: MARGIN - 1]: day[MARGIN:] for day in days}


def somebody(preset, **more):
    return Availability("Europe/London", CONTENT.preset(preset), **more)


def test_between_nights_one_hour_a_day_is_drawn():
    assert draw_week(somebody("nights_12"), now=NOW, rules=CONTENT.quiet_rules) == "\n".join(
        [
            "       9     12    15    18    21",
            *(
                f"{day} {SILENT * 15}{WELCOME * 2}{SILENT * 7}"
                for day in ("Tue  3", "Wed  4", "Thu  5", "Fri  6", "Sat  7", "Sun  8", "Mon  9")
            ),
        ]
    )


def test_the_scale_stands_above_its_hours():
    scale, days = picture(somebody("office"))
    assert days["Tue  3"].index(WELCOME) == 2
    assert scale.index("12") - MARGIN == 6
    assert scale.index("21") - MARGIN == len(days["Tue  3"])


def test_office_work_has_a_silent_weekend():
    _, days = picture(somebody("office"))
    assert WELCOME not in days["Sat  7"] + days["Sun  8"]


def test_own_quiet_hours_and_leave_are_left_out():
    _, usual = picture(somebody("office"))
    _, quiet = picture(somebody("office", quiet=((time(12), time(14)),)))
    assert quiet["Tue  3"] == usual["Tue  3"][:6] + SILENT * 4 + usual["Tue  3"][10:]
    leave = Interval(NOW, NOW + timedelta(days=30))
    _, away = picture(somebody("office", away=(leave,)))
    assert WELCOME not in "".join(away.values())


def test_it_begins_tomorrow_where_the_person_is():
    _, days = picture(replace(somebody("office"), tz="Pacific/Auckland"))
    assert next(iter(days)) == "Wed  4"


@pytest.mark.parametrize("now", [datetime(2026, 3, 27, 12, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)])
@pytest.mark.parametrize("preset", [None, *CONTENT.presets])
def test_every_line_is_as_long_as_the_day_whatever_the_clocks_do(preset, now):
    _, days = picture(somebody(preset), now)
    assert {len(line) for line in days.values()} == {24}
    assert len(days) == DAYS


@given(
    preset=st.sampled_from([None, *CONTENT.presets]),
    tz=st.sampled_from(["Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]),
    hours=st.integers(0, 24 * 365),
    quiet=st.tuples(st.times(), st.times()).filter(lambda pair: pair[0] != pair[1]),
)
def test_nothing_is_welcome_outside_the_blocks(preset, tz, hours, quiet):
    person = Availability(tz, CONTENT.preset(preset), quiet=(quiet,))
    now = NOW + timedelta(hours=hours)
    drawn = iter(picture(person, now)[1].values())
    today = now.astimezone(ZoneInfo(tz)).date()
    for n in range(1, DAYS + 1):
        day = today + timedelta(days=n)
        nine = datetime.combine(day, time(9), ZoneInfo(tz)).astimezone(UTC)
        for place, mark in enumerate(next(drawn)):
            start = nine + place * HALF
            windows = welcome_windows(person, start=start, end=start + HALF, rules=CONTENT.quiet_rules)
            assert (mark == WELCOME) == bool(windows)
