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


def read(parse, written, text, today=TODAY, **more):
    """What was understood in our plain form, or the sentence with which it is refused."""
    try:
        return written(parse(text, words=words(), today=today, **more))
    except UserFacingError as error:
        return f"{REFUSED}{error}"


lines = partial(read, parse_lines, lines_written)
pattern = partial(read, parse_pattern, pattern_written)


def days(said):
    """A short form of what is written: "16 LD, 17 off" in March."""
    return "\n".join(f"2026-03-{one}" for one in said.split(", "))


PLAIN_LINES = (
    # J: what comes along with a paste.
    # onebase1/acg_staff_link_3, alphagov/notifications-utils#211
    shape("J1", "a dash between day and code", "16 Mar – LD", "2026-03-16 LD"),
    # ampproject/amp.dev#5262, mdn/content#19163
    shape("J2", "non-breaking spaces", "16\u00a0Mar\u00a0LD", "2026-03-16 LD"),
    # frappe/frappe#12056, buckets/application#263
    shape("J3", "a date as Excel writes it", "16-Mar-26\tLD", "2026-03-16 LD"),
    # aI-lab-glider/nurse-scheduling-frontend#198
    shape(
        "J5",
        "bullets and bars",
        "• 16 Mar | LD |",
        "2026-03-16 LD",
    ),
    # kiegroup/optaweb-employee-rostering#544
    shape(
        "J7",
        "cells of a spreadsheet, start and end apart",
        "16/03/2026\tMonday\tLD\t07:30\t20:00",
        "2026-03-16 day 07:30-20:00",
    ),
    # Ours, as are all that follow without a public report above them.
    shape("J8", "a long dash behind a weekday", "Mon 16 March — LD", "2026-03-16 LD"),
    shape("J9", "a bullet, a bar and numbers", "• 16/3 | N", "2026-03-16 N"),
    shape("J10", "Excel's date with a time of midnight", "2026-03-16 00:00:00\tLD", "2026-03-16 LD"),
    shape("J11", "a date and time joined by a T", "2026-03-16T00:00:00 LD", "2026-03-16 LD"),
    shape("J12", "digits of another alphabet", "١٦/٣ LD", "2026-03-16 LD"),
    shape("J13", "marks for writing from right to left", "\u200f16/3\u200f \u202bN\u202c", "2026-03-16 N"),
    shape("J14", "a picture between the fields", "16 Mar 🌙 N", "2026-03-16 N"),
    shape("J15", "numbered lines", "1. 16 Mar N\n2) 17 Mar LD", days("16 N, 17 LD")),
    shape("J16", "quotation marks and commas of a CSV file", '"16/03/2026","LD"', "2026-03-16 LD"),
    shape("J17", "wide letters and digits", "１６／３　ＬＤ", "2026-03-16 LD"),
    shape(
        "J18",
        "a row of dates over a row of codes",
        "\t16/03/2026\t17/03/2026\t18/03/2026\n\tMon\tTue\tWed\nNia\tLD\tN\toff",
        days("16 LD, 17 N, 18 off"),
    ),
    shape(
        "J19",
        "names of columns above, a start and an end in each row",
        "Date\tDay\tShift\tStart\tEnd\n16/03/2026\tMon\tLD\t07:30\t20:00\n17/03/2026\tTue\tN\t19:30\t08:00",
        days("16 day 07:30-20:00, 17 day 19:30-08:00"),
    ),
    shape("J20", "a month above, days below", "MARCH 2026\nMon 16 LD\n17 N", days("16 LD, 17 N")),
    shape("J21", "a weekday and a number, no month", "Tuesday – 17th – LD", "2026-03-17 LD"),
    shape("J22", "a date behind its code", "LD: 16 March 2026", "2026-03-16 LD"),
    shape("J23", "German dots", "16. 3. 2026 N\n17.3. N", days("16 N, 17 N")),
    shape("J28", "bullets of Word", "\uf0b7\t16 Mar N", "2026-03-16 N"),
    shape("J29", "bold as chats write it", "*16 Mar* - N", "2026-03-16 N"),
    shape("J30", "dots that lead to the code", "16 Mar......LD", "2026-03-16 LD"),
    shape("J31", "midnight as American spreadsheets write it", "3/16/2026 12:00:00 AM\tN", "2026-03-16 N"),
    shape(
        "J32",
        "a date with each of both ends",
        "16/03/2026 19:30\t17/03/2026 08:00\tNight",
        "2026-03-16 night 19:30-08:00",
    ),
    shape(
        "J33", "dates and times with a T", "2026-03-16T07:30\t2026-03-16T20:00", "2026-03-16 day 07:30-20:00"
    ),
    # M: hours.
    # comtravo/ctparse#131, wit-ai/wit#350, facebookarchive/duckling_old#219
    shape(
        "M1",
        "pm said once for both ends",
        "16 Mar 3-11pm",
        "2026-03-16 day 15:00-23:00",
    ),
    # KNVB/rosterWeb src/testing/testAutoPlan/oct_data.js
    shape(
        "M3",
        "an H behind the hours",
        "16 Mar 0800H - 1700H",
        "2026-03-16 day 08:00-17:00",
    ),
    # moment/luxon#396
    shape("M5", "24:00 as the end", "16 Mar 12:00-24:00", "2026-03-16 day 12:00-00:00"),
    # testaccount9000/hg#16
    shape("M6", "a and p for am and pm", "16 Mar 7a-7p ICU", "2026-03-16 day 07:00-19:00"),
    # facebook/duckling#652
    shape("M7", "an h between hours and minutes", "16 Mar 07h30 - 20h00", "2026-03-16 day 07:30-20:00"),
    shape("M8", "am said once, for a day", "16 Mar 7am-3", "2026-03-16 day 07:00-15:00"),
    shape("M9", "pm behind the end of a morning", "16 Mar 9-5pm", "2026-03-16 day 09:00-17:00"),
    shape("M10", "pm said once, for a night", "16 Mar 7pm-7:30", "2026-03-16 day 19:00-07:30"),
    shape("M11", "hours and until in words", "16 Mar 7am until 7.30pm", "2026-03-16 day 07:00-19:30"),
    shape("M12", "hrs behind both", "16 Mar 0730hrs to 2000hrs", "2026-03-16 day 07:30-20:00"),
    shape("M13", "no dash at all", "16 Mar 0730 2000", "2026-03-16 day 07:30-20:00"),
    shape("M14", "the next day marked", "16 Mar 19:00-07:30 (+1)", "2026-03-16 day 19:00-07:30"),
    shape("M15", "bare hours of two digits", "16 Mar 20-08", "2026-03-16 day 20:00-08:00"),
    shape("M16", "an em dash and dots", "16 Mar 7.00—15.30", "2026-03-16 day 07:00-15:30"),
    shape("M17", "a.m. and p.m. with dots", "16 Mar 7 a.m. – 3:30 p.m.", "2026-03-16 day 07:00-15:30"),
    shape("M18", "seconds of a spreadsheet", "16 Mar 07:30:00-20:00:00", "2026-03-16 day 07:30-20:00"),
    shape("M19", "midnight in words", "16 Mar noon to midnight", "2026-03-16 day 12:00-00:00"),
    shape("M20", "half an hour with a letter", "16 Mar 830p-7a", "2026-03-16 day 20:30-07:00"),
    shape(
        "M21", "two shifts on a day", "16 Mar 7-11am, 4-8pm", days("16 day 07:00-11:00, 16 day 16:00-20:00")
    ),
    shape(
        "M25",
        "how long it is behind the hours",
        "16/03\tLD\t07:30\t20:00\t11.5",
        "2026-03-16 day 07:30-20:00",
    ),
    shape("M26", "how long it is in words", "16 Mar 07:30-20:00 (12.5 hrs)", "2026-03-16 day 07:30-20:00"),
    # K and L, where what was meant is plain.
    shape(
        "K24",
        "a week of leave",
        "w/c 16 March annual leave",
        days(", ".join(f"{day} away" for day in range(16, 23))),
    ),
    shape("K25", "codes in front of their days", "N: 16/3, 17/3; LD: 20/3", days("16 N, 17 N, 20 LD")),
    shape("K26", "weekdays and numbers in a row", "Mon 16 N Tue 17 N Wed 18 off", days("16 N, 17 N, 18 off")),
    shape("K27", "a span through", "16 thru 18 March N", days("16 N, 17 N, 18 N")),
    shape(
        "K4", "a span with the month said once", "16-19 March A/L", days("16 away, 17 away, 18 away, 19 away")
    ),
    shape("K5", "a span in numbers", "16/3 - 19/3 N", days("16 N, 17 N, 18 N, 19 N")),
    shape("K6", "days on a line in numbers", "16/3 LD, 17/3 LD, 18/3 off", days("16 LD, 17 LD, 18 off")),
    shape(
        "K7",
        "a whole week on a line",
        "week commencing 16 March: LD LD off off N N N",
        days("16 LD, 17 LD, 18 off, 19 off, 20 N, 21 N, 22 N"),
    ),
    shape(
        "K8",
        "weekdays below a week, with a span and words",
        "w/c Mon 16/3\nMon-Tue LD\nWed day off\nSun on call",
        days("16 LD, 17 LD, 18 off, 22 on call"),
    ),
    shape(
        "K9",
        "a week by its end, in cells",
        "wk ending 22 March\nLD\tLD\toff\toff\tN\tN\tA/L",
        days("16 LD, 17 LD, 18 off, 19 off, 20 N, 21 N, 22 away"),
    ),
    shape(
        "K10", "several days of one kind", "Nights: 16, 17 and 19 March", days("16 night, 17 night, 19 night")
    ),
    shape("K11", "from and until", "A/L from Mon 16 until Wed 18 March", days("16 away, 17 away, 18 away")),
    shape(
        "K12", "a span over the end of a year", "30 Dec - 1 Jan N", "2025-12-30 N\n2025-12-31 N\n2026-01-01 N"
    ),
    shape("K13", "days with semicolons", "16 Mar N; 17 Mar N", days("16 N, 17 N")),
    shape("L4", "months first with years", "3/16/2026 N\n3/7/2026 LD", days("07 LD, 16 N")),
    shape("L5", "one weekday decides for all", "Mon 3/9 N\n3/10 LD", days("09 N, 10 LD")),
    shape("L6", "a span with the month first", "3/16-19 N\n3/3 LD", days("03 LD, 16 N, 17 N, 18 N, 19 N")),
    shape("L7", "numbers that may be either, days first", "4/3 N\n5/3 LD", days("04 N, 05 LD")),
    shape(
        "L8", "a row of dates with the month first", "3/12\t3/13\t3/14\nN\tN\toff", days("12 N, 13 N, 14 off")
    ),
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
    ),
    shape(
        "K3",
        "three days on a line",
        "16 Mar night, 17 Mar night, 18 Mar off",
        TODAY,
        "2026-03-16 night\n2026-03-17 night\n2026-03-18 off",
    ),
    # L: month before day.
    # UWFlow/rmc#107, joestelmach/natty#92
    shape(
        "L1",
        "months before days, past the twelfth",
        "4/11 N\n4/12 N\n4/13 N\n4/14 N",
        date(2026, 4, 9),
        "2026-04-11 N\n2026-04-12 N\n2026-04-13 N\n2026-04-14 N",
    ),
    # d3/d3-time-format#30: 1 April 2026 is a Wednesday, 4 January a Sunday.
    shape(
        "L3",
        "a weekday that only fits with the month in front",
        "Wed 4/1/26 N",
        TODAY,
        "2026-04-01 N",
    ),
)


@pytest.mark.parametrize(("text", "today", "days"), UNSURE_LINES)
def test_lines_are_read_right_or_refused(text, today, days):
    understood = lines(text, today=today)
    assert understood.startswith(REFUSED) or understood == days


REFUSED_LINES = (
    shape("J24", "two rows of codes", "16/3\t17/3\nLD\tN\nN\tLD", "Line 3 is a second row of codes, “N”"),
    shape("J25", "fewer codes than dates", "16/3 17/3 18/3\nLD N", "2 codes under 3 dates"),
    shape("J26", "dates with nothing below them", "16/3\t17/3", "Line 1 has only a date, “16/3”"),
    shape(
        "J35",
        "weekdays that belong to no dates",
        "16 Mar N\nTue\tWed",
        "Line 2 has no date in front of “Tue”",
    ),
    shape("J27", "a picture and nothing else", "16 Mar 🌙", "Line 1 has only a date, “16 Mar”"),
    shape("K14", "a number left over", "16 Mar night, 17 off", "Line 1 has “17” in it"),
    shape("K15", "a weekday left over", "16 Mar night, Tue night", "“Tue”"),
    shape("K16", "for so many nights", "16 Mar night for 3 nights", "“for”"),
    shape("K17", "a week of five", "w/c 16 March: LD LD N N N", "should say seven days and has “5”"),
    shape("K18", "dates side by side without a code", "16/3 17/3 N", "Line 1 has only a date, “16/3”"),
    shape("K19", "a span that runs backwards", "19 March 2026 - 16 March 2026 A/L", "run backwards"),
    shape("K20", "a day off and more", "16 Mar off unless called", "“off unless called”"),
    shape("K21", "two words where one code fits", "16 Mar LD N", "“LD N”"),
    shape("K22", "times over", "16 Mar N x4", "“x4”"),
    shape("K23", "weekdays without a week", "Mon LD\nTue LD", "Line 1 has no date in front of “Mon LD”"),
    shape("L9", "two orders in one paste", "4/13 N\n13/4 N", "In “13/4” the day seems to come first"),
    shape("L10", "a weekday that fits neither way", "Tue 4/1/26 N", "“Tue 4/1/26”, which is a Sunday"),
    shape("L11", "a weekday that fits no more", "Tue 16 March N", "which is a Monday, 16 March 2026"),
    shape(
        "L12",
        "days that only fit together the other way",
        "4/3 N\n4/4 N\n4/5 N",
        "can't tell days from months",
    ),
    shape("L13", "weekdays above the wrong dates", "Tue\tWed\n16/3\t17/3\nN\tN", "“16/3”, which is a Monday"),
    shape("M22", "hours that may be either half of the day", "16 Mar 7-3", "“7-3”, which could be several"),
    shape("M23", "one time only", "16 Mar LD 07:30", "one time only, “07:30”"),
    shape("J34", "ends that don't fit their day", "16/3 07:30 - 18/3 20:00 LD", "ends on “18/3”"),
    shape("M27", "24:00 as the start", "16 Mar 24:00-08:00", "“24:00-08:00”, which could be several"),
    shape("M28", "a number that is no length", "16 Mar 07:30-20:00 17.5", "“17.5”"),
    shape("M24", "off and hours", "16 Mar off 07:00-15:00", "“off 07:00-15:00”"),
)


WAYS_TO_WRITE = (
    "3 Mar N",
    "3 Mar 19:30-08:00",
    "check its",
    "off",
    "07:00-15:00",
    "a line for each",
    "the earlier one first",
)


@pytest.mark.parametrize(("text", "says"), REFUSED_LINES)
def test_what_is_left_over_is_named_and_how_to_write_it(text, says):
    understood = lines(text)
    assert understood.startswith(REFUSED)
    assert says in understood
    assert any(how in understood for how in WAYS_TO_WRITE)


def runs(said, start="03"):
    return f"{said} from 2026-03-{start}"


PLAIN_PATTERNS = (
    # N: patterns.
    # websterpa/shift-craft-atlas
    shape(
        "N6",
        "DuPont in words",
        "4 days on, 3 days off, 3 nights on, 1 day off, 3 days on, 3 days off, 4 nights on, 7 days off"
        " from 2 March",
        "4 day, 3 off, 3 night, 1 off, 3 day, 3 off, 4 night, 7 off from 2026-03-02",
    ),
    shape("N7", "so many on, with the kind behind", "4 on 4 off nights from 3 March", runs("4 night, 4 off")),
    shape("N8", "the kind in front", "Nights: 4-on-4-off from 3 March", runs("4 night, 4 off")),
    shape("N9", "a start in front", "From Tue 3 March: 2 days, 3 off", runs("2 day, 3 off")),
    shape(
        "N10", "numbers as words", "two days, two nights, four off from 3/3", runs("2 day, 2 night, 4 off")
    ),
    shape(
        "N11",
        "a week of each",
        "a week of earlies then a week of lates from 3 March",
        runs("7 day, 7 evening"),
    ),
    shape("N12", "times and lengths", "3 x 12-hour nights, 4 off from 3 March", runs("3 night, 4 off")),
    shape(
        "N13",
        "from in front of hours",
        "2 nights from 7pm to 7am, 3 off from 3 March",
        runs("2 night 19:00-07:00, 3 off"),
    ),
    shape(
        "N14",
        "Panama by name",
        "Panama nights from 3 March",
        runs("2 night, 2 off, 3 night, 2 off, 2 night, 3 off"),
    ),
    shape(
        "N15",
        "2-2-3",
        "2/2/3 days 07:00-19:00, starting 3 March",
        runs("2 day 07:00-19:00, 2 off, 3 day 07:00-19:00, 2 off, 2 day 07:00-19:00, 3 off"),
    ),
    shape(
        "N16",
        "Pitman by name",
        "12 hour Pitman schedule, days from 3 March",
        runs("2 day, 2 off, 3 day, 2 off, 2 day, 3 off"),
    ),
    shape(
        "N17",
        "DuPont by name",
        "DuPont rotation from 3 March",
        runs("4 night, 3 off, 3 day, 1 off, 3 night, 3 off, 4 day, 7 off"),
    ),
    shape("N18", "one in so many", "1 in 4 on call, otherwise off, from 3 March", runs("1 on call, 3 off")),
    shape(
        "N19",
        "every so-manyeth night",
        "every 4th night, otherwise days from 3 March",
        runs("1 night, 3 day"),
    ),
    shape(
        "N20",
        "weekends",
        "1 in 4 weekends on call, otherwise off, from Sat 7 March",
        runs("2 on call, 26 off", "07"),
    ),
    shape("N21", "leave in a pattern", "7 days annual leave, 7 nights from 3 March", runs("7 away, 7 night")),
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


REFUSED_PATTERNS = (
    # websterpa/shift-craft-atlas: whether it is of days or of nights nobody has said.
    shape(
        "N3",
        "so many on and so many off",
        "4 on 4 off from 3 March",
        "“4 on” doesn't say whether you work days or",
    ),
    shape("N22", "two kinds for one run", "4 on 4 off days and nights from 3 March", "days or nights"),
    shape(
        "N23",
        "a name without a kind",
        "Panama from 3 March",
        "“Panama” doesn't say whether you work days or nights",
    ),
    shape(
        "N24",
        "a name that means several things",
        "continental from 3 March",
        "2 earlies, 2 lates, 2 nights, 4 off",
    ),
    shape("N25", "what is done on other days", "1 in 4 on call from 3 March", "what the other days are"),
    shape(
        "N26",
        "a word left over",
        "4 nights 4 off except Christmas from 3 March",
        "part 2 of it, “4 off except Christmas”",
    ),
    shape("N27", "two kinds in a run", "2 days nights, 4 off from 3 March", "part 1 of it, “2 days nights”"),
    shape("N28", "a run without a kind", "4 days 4 from 3 March", "part 2 of it, “4”"),
    shape("N29", "a word beside a name", "DuPont nights from 3 March", "“nights” beside “DuPont”"),
    shape(
        "N30", "a start on another weekday", "5 days, 2 off from Mon 3 March", "no such day as “Mon 3 March”"
    ),
    shape(
        "N31",
        "weekends from a Monday",
        "1 in 4 weekends on call, otherwise off, from 2 March",
        "which Saturday",
    ),
)


@pytest.mark.parametrize(("text", "says"), REFUSED_PATTERNS)
def test_what_a_pattern_does_not_say_is_asked_for(text, says):
    understood = pattern(text)
    assert understood.startswith(REFUSED)
    assert says in understood
