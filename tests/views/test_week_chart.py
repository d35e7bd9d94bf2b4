"""The weeks that docs/timing.md shows are the rules' own."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.content import load_content
from bot.domain.availability import Interval
from bot.domain.timing import welcome_windows
from bot.views.charts.week import Band, alt_text, week_chart, week_strips
from docs.timing_pictures import FOLDER, MONDAY, TZ, pictures

CONTENT = load_content()
RULES = CONTENT.quiet_rules
PICTURES = pictures(CONTENT)
PAGE = (FOLDER.parent.parent / "timing.md").read_text(encoding="utf-8")
ZONE = ZoneInfo(TZ)
START = datetime(MONDAY.year, MONDAY.month, MONDAY.day, tzinfo=ZONE).astimezone(UTC)


def instant(day, hours):
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    return (midnight + timedelta(hours=hours)).astimezone(UTC)


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_drawn_as_welcome_is_what_the_rules_allow_and_nothing_else(name):
    picture = PICTURES[name]
    drawn = [
        Interval(instant(strip.day, one.start), instant(strip.day, one.end))
        for strip in week_strips(picture, RULES)
        for one in strip.welcome
    ]
    windows = welcome_windows(picture.person, start=START, end=START + timedelta(days=7), rules=RULES)
    assert drawn == windows
    assert drawn


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_welcome_is_drawn_over_work_handover_or_sleep(name):
    for strip in week_strips(PICTURES[name], RULES):
        others = [one for one in strip.stretches if one.band is not Band.WELCOME]
        assert not [
            (mine, one)
            for mine in strip.welcome
            for one in others
            if mine.start < one.end and one.start < mine.end
        ]


@pytest.mark.parametrize("name", [*CONTENT.presets, *PICTURES])
def test_every_pattern_has_its_picture_in_the_page_with_the_same_in_words(name):
    assert (
        f"![{alt_text(PICTURES[name], week_strips(PICTURES[name], RULES))}](pictures/timing/{name}.png)"
        in PAGE
    )
    assert (FOLDER / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def test_no_picture_is_left_over():
    assert {path.stem for path in FOLDER.glob("*.png")} == set(PICTURES)
    assert set(re.findall(r"timing/(\w+)\.png", PAGE)) == set(PICTURES)


def test_a_chart_says_in_words_what_it_draws():
    chart = week_chart(PICTURES["roster"], filename="roster.png", rules=RULES)
    assert (
        "Welcome hours: Mon 10:00-17:30; Tue to Wed 16:30-17:30; Thu no messages; Fri 14:00-18:00;"
        in chart.alt_text
    )
    assert chart.alt_text in chart.svg
    assert chart.png.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "sentence", ["09:00 and 21:00", "45 minutes", "46 hours", "14:00 on the following day"]
)
def test_the_page_names_the_numbers_that_hold(sentence):
    """Whoever changes one in the YAML is reminded of the page."""
    assert sentence in PAGE
    said = (
        f"{RULES.never_before:%H:%M} and {RULES.never_after:%H:%M}",
        f"{RULES.handover_minutes_each_side} minutes",
    )
    rest = f"{RULES.next_day_after_last_night_not_before:%H:%M} on the following day"
    assert sentence in (*said, rest, f"{RULES.long_recovery_hours_option} hours")
