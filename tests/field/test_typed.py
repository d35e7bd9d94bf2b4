"""Rosters as people type and paste them: lines of days, and patterns."""

from datetime import date
from functools import partial

import pytest

from bot.errors import UserFacingError
from bot.rosters import parse_lines, parse_pattern
from bot.rosters.lines import written as lines_written
from bot.rosters.pattern import written as pattern_written
from tests.field.shapes import REFUSED, shape
from tests.rosters.calendars import SATURDAY, words

TODAY = SATURDAY.date()
NO_CODE = "refused: it says that there is no code in the line, though there is"


def read(parse, written, text, today=TODAY):
    """What was understood in our plain form, or the sentence with which it is refused."""
    try:
        return written(parse(text, words=words(), today=today))
    except UserFacingError as error:
        return f"{REFUSED}{error}"


lines = partial(read, parse_lines, lines_written)
pattern = partial(read, parse_pattern, pattern_written)

PLAIN_LINES = (
    # J: what comes along with a paste.
    # onebase1/acg_staff_link_3, alphagov/notifications-utils#211
    shape("J1", "a dash between day and code", "16 Mar – LD", "2026-03-16 LD", wrong=NO_CODE),
    # ampproject/amp.dev#5262, mdn/content#19163
    shape("J2", "non-breaking spaces", "16\u00a0Mar\u00a0LD", "2026-03-16 LD"),
    # frappe/frappe#12056, buckets/application#263
    shape("J3", "a date as Excel writes it", "16-Mar-26\tLD", "2026-03-16 LD", wrong=NO_CODE),
    # aI-lab-glider/nurse-scheduling-frontend#198
    shape(
        "J5",
        "bullets and bars",
        "• 16 Mar | LD |",
        "2026-03-16 LD",
        wrong="refused: it says that there is no date in front, though only a bullet is before it",
    ),
    # kiegroup/optaweb-employee-rostering#544
    shape(
        "J7",
        "cells of a spreadsheet, start and end apart",
        "16/03/2026\tMonday\tLD\t07:30\t20:00",
        "2026-03-16 day 07:30-20:00",
        wrong=NO_CODE,
    ),
    # M: hours.
    # comtravo/ctparse#131, wit-ai/wit#350, facebookarchive/duckling_old#219
    shape(
        "M1",
        "pm said once for both ends",
        "16 Mar 3-11pm",
        "2026-03-16 day 15:00-23:00",
        wrong="a day of 20 hours, from 03:00",
    ),
    # KNVB/rosterWeb src/testing/testAutoPlan/oct_data.js
    shape(
        "M3",
        "an H behind the hours",
        "16 Mar 0800H - 1700H",
        "2026-03-16 day 08:00-17:00",
        wrong=NO_CODE,
    ),
    # moment/luxon#396
    shape("M5", "24:00 as the end", "16 Mar 12:00-24:00", "2026-03-16 day 12:00-00:00", wrong=NO_CODE),
    # testaccount9000/hg#16
    shape("M6", "a and p for am and pm", "16 Mar 7a-7p ICU", "2026-03-16 day 07:00-19:00", wrong=NO_CODE),
    # facebook/duckling#652
    shape("M7", "an h between hours and minutes", "16 Mar 07h30 - 20h00", "2026-03-16 day 07:30-20:00"),
)


@pytest.mark.parametrize(("text", "day"), PLAIN_LINES)
def test_a_line_whose_meaning_is_plain(text, day):
    assert lines(text) == day


UNSURE_LINES = (
    # K: more than one day on a line.
    # joestelmach/natty#26
    shape(
        "K1",
        "a span of days",
        "16 March to 19 March annual leave",
        TODAY,
        "2026-03-16 away\n2026-03-17 away\n2026-03-18 away\n2026-03-19 away",
        wrong="the first day alone",
    ),
    shape(
        "K3",
        "three days on a line",
        "16 Mar night, 17 Mar night, 18 Mar off",
        TODAY,
        "2026-03-16 night\n2026-03-17 night\n2026-03-18 off",
        wrong="the first day, with the code of the last",
    ),
    # L: month before day.
    # UWFlow/rmc#107, joestelmach/natty#92
    shape(
        "L1",
        "months before days, past the twelfth",
        "4/11 N\n4/12 N\n4/13 N\n4/14 N",
        date(2026, 4, 9),
        "2026-04-11 N\n2026-04-12 N\n2026-04-13 N\n2026-04-14 N",
        wrong="the first two as November and December, the others as April",
    ),
    # d3/d3-time-format#30: 1 April 2026 is a Wednesday, 4 January a Sunday.
    shape(
        "L3",
        "a weekday that only fits with the month in front",
        "Wed 4/1/26 N",
        TODAY,
        "2026-04-01 N",
        wrong="a Sunday in January, whatever the weekday says",
    ),
)


@pytest.mark.parametrize(("text", "today", "days"), UNSURE_LINES)
def test_lines_are_read_right_or_refused(text, today, days):
    understood = lines(text, today=today)
    assert understood.startswith(REFUSED) or understood == days


PLAIN_PATTERNS = (
    # N: patterns.
    # websterpa/shift-craft-atlas
    shape(
        "N3",
        "so many on and so many off",
        "4 on 4 off from 3 March",
        "4 day, 4 off from 2026-03-03",
        wrong="refused: it says that there is no work in it, not that `on` could be days or nights",
    ),
    # websterpa/shift-craft-atlas
    shape(
        "N6",
        "DuPont in words",
        "4 days on, 3 days off, 3 nights on, 1 day off, 3 days on, 3 days off, 4 nights on, 7 days off"
        " from 2 March",
        "4 day, 3 off, 3 night, 1 off, 3 day, 3 off, 4 night, 7 off from 2026-03-02",
    ),
)


@pytest.mark.parametrize(("text", "runs"), PLAIN_PATTERNS)
def test_a_pattern_whose_meaning_is_plain(text, runs):
    assert pattern(text) == runs


UNSURE_PATTERNS = (
    # websterpa/shift-craft-atlas
    shape(
        "N1",
        "two runs without a comma",
        "2 days 2 nights, 4 off from 3 March",
        "2 day, 2 night, 4 off from 2026-03-03",
        wrong="the days are passed over",
    ),
    # grafana-cold-storage/oncall#5095
    shape(
        "N2",
        "runs of weeks",
        "1 week days, 1 week nights, 1 week off from 2 March",
        "7 day, 7 night, 7 off from 2026-03-02",
    ),
)


@pytest.mark.parametrize(("text", "runs"), UNSURE_PATTERNS)
def test_a_pattern_is_read_right_or_refused(text, runs):
    understood = pattern(text)
    assert understood.startswith(REFUSED) or understood == runs
