"""Rosters that are typed: lines of dates and codes, patterns, and corrections."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from bot.domain.rosters import Assumed, Meaning, Work
from bot.rosters import WrongLines, parse_corrections, parse_lines, parse_pattern, read_lines, read_pattern
from bot.rosters.hours import hours_in
from bot.rosters.lines import days_of, read_back, written
from bot.rosters.meanings import parse_meaning
from bot.rosters.pattern import LONGEST, PREVIEWED, preview
from bot.rosters.pattern import written as pattern_written
from bot.rosters.shifts import corrected
from bot.rosters.typed.dates import day_at_start
from bot.rosters.typed.paste import MOST_DAYS, parse_paste
from tests.rosters.calendars import LONDON, SATURDAY, told, words

TODAY = SATURDAY.date()
CODES = {"N": Meaning(Work.NIGHT), "LD": Meaning(Work.DAY, (time(7, 30), time(20)))}
DAYS = {
    "3 Mar": date(2026, 3, 3),
    "3rd March 2026": date(2026, 3, 3),
    "Mon 16 Mar": date(2026, 3, 16),
    "March 16": date(2026, 3, 16),
    "2026-03-04": date(2026, 3, 4),
    "4/3": date(2026, 3, 4),
    "04.03.2026": date(2026, 3, 4),
    "4/3/26": date(2026, 3, 4),
    "3/16": date(2026, 3, 16),
    "28 Dec": date(2025, 12, 28),
    "2 Jan": date(2026, 1, 2),
}
NO_DAYS = ("", "N", "31 Feb", "2026-02-30", "32/1", "0700-1930", "13/13")


@pytest.mark.parametrize("text", DAYS)
def test_days_as_people_write_them(text):
    assert day_at_start(f"{text} N", today=TODAY) == (DAYS[text], "N")


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day(text):
    assert day_at_start(text, today=TODAY) is None


def test_a_date_without_a_year_is_the_nearest():
    assert day_at_start("2 Jan", today=date(2026, 12, 20)) == (date(2027, 1, 2), "")


def lines(text):
    return parse_lines(text, words=words(), today=TODAY)


def read(text, codes=CODES):
    return read_lines(lines(text), zone=LONDON, now=SATURDAY, words=words(), codes=codes)


ROTA = (
    "16 Mar N\n17/3 n\n\n2026-03-19 LD\n20 Mar: A/L\n21 Mar 07:00-15:00\n22 Mar night 20:00-08:00\n24 Mar off"
)


def test_lines_of_dates_and_codes():
    assert told(read(ROTA)) == [
        "16 Mar 19:00-07:30 night",
        "17 Mar 19:00-07:30 night",
        "19 Mar 07:30-20:00 day",
        "20 Mar 00:00-00:00 away",
        "21 Mar 07:00-15:00 day",
        "22 Mar 20:00-08:00 night",
    ]


def test_a_rota_is_known_from_its_first_day_to_its_last_one():
    found = read(ROTA)
    assert found.known_from
    assert found.known_from.isoformat() == "2026-03-16T00:00:00+00:00"
    assert found.known_until
    assert found.known_until.isoformat() == "2026-03-25T00:00:00+00:00"


def test_codes_nobody_explained_are_asked_about_and_kept_silent():
    found = read("16 Mar N\n17 Mar ZZ", codes={})
    assert found.unknown == ("N", "ZZ")
    assert told(found) == ["16 Mar 00:00-00:00 away"]


def test_what_is_taken_for_granted_is_said_of_each_day():
    found = read("16 Mar N\n17 Mar LD\n18 Mar ZZ\n19 Mar A/L\n20 Mar night\n20 Mar YY\n21 Mar 07:00-15:00")
    assert {day.day: assumed for day, assumed in found.assumed.items()} == {
        16: Assumed.USUAL_HOURS,
        18: Assumed.UNKNOWN_CODE,
        20: Assumed.UNKNOWN_CODE,
    }
    rota = pattern("1 day 07:00-15:00, 1 night, 5 off from 16 March")
    of_pattern = read_pattern(rota, zone=LONDON, now=SATURDAY, words=words()).assumed
    assert set(of_pattern.values()) == {Assumed.USUAL_HOURS}
    assert {day.weekday() for day in of_pattern} == {1}


def test_wrong_lines_are_named_by_their_numbers():
    with pytest.raises(WrongLines) as error:
        lines("16 Mar N\n\nNight\n17 Mar\n18 Mar whatever they said\n1 Jan 2031 N\n")
    assert str(error.value) == (
        "Line 3 has no date in front of “Night”; write it like this: 3 Mar N; "
        "line 4 has only a date, “17 Mar”; add a code or a word, like N, day, away or off; "
        "line 5 has no code: “whatever they said” isn't one; a code is a word of up to 8 letters, "
        "or write a word like night, day, away or off, or a time like 07:00-15:00; and 1 more."
    )


@pytest.mark.parametrize("text", ["", " \n ", "1 Mar N\n" * 201])
def test_nothing_and_far_too_much(text):
    with pytest.raises(WrongLines):
        lines(text)


def test_what_is_kept_of_lines_says_of_leave_only_that_somebody_is_away():
    text = written(
        lines("16 Mar SICK\n17 Mar A/L\n18 Mar maternity leave\n19 Mar LD\n20 Mar on call 8am-8pm")
    )
    assert text.splitlines() == [
        "2026-03-16 away",
        "2026-03-17 away",
        "2026-03-18 away",
        "2026-03-19 LD",
        "2026-03-20 on call 08:00-20:00",
    ]


def test_what_was_written_reads_back():
    days = lines(ROTA)
    assert read_back(written(days)) == days
    assert parse_lines(written(days), words=words(), today=TODAY) == days


def pattern(text):
    return parse_pattern(text, words=words(), today=TODAY)


def test_a_pattern_goes_on_for_six_weeks():
    found = read_pattern(
        pattern("2 days, 2 nights, 4 off from 12 March"), zone=LONDON, now=SATURDAY, words=words()
    )
    assert told(found)[:6] == [
        "12 Mar 07:00-19:30 day",
        "13 Mar 07:00-19:30 day",
        "14 Mar 19:00-07:30 night",
        "15 Mar 19:00-07:30 night",
        "20 Mar 07:00-19:30 day",
        "21 Mar 07:00-19:30 day",
    ]
    assert found.known_until
    assert found.known_until.isoformat() == "2026-04-25T12:00:00+00:00"
    assert found.known_from
    assert found.known_from.isoformat() == "2026-03-12T00:00:00+00:00"


def test_a_pattern_may_have_hours_and_other_words():
    one = pattern("3 long days 07:30-20:00 then 1 on call and 3 rest days from Mon 2026-03-16")
    assert pattern_written(one) == "3 day 07:30-20:00, 1 on call, 3 off from 2026-03-16"
    assert pattern(pattern_written(one)) == one


def test_a_pattern_that_began_long_ago_is_in_the_same_place():
    one = pattern("2 days, 2 nights, 4 off from 2024-01-01")
    assert one.on(date(2024, 1, 3)) == one.on(date(2026, 3, 13)) == Meaning(Work.NIGHT)


WRONG = {
    "2 days, 2 nights, 4 off": "Say from which day",
    "2 days, 2 nights from soon": "Say from which day",
    "2 days, some nights from 3 March": "part 2",
    "2 days, 0 nights from 3 March": "part 2",
    "2 wards from 3 March": "part 1",
    "4 off from 3 March": "no work in it",
    "80 days, 10 off from 3 March": "at most 84 days",
    "": "Say from which day",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_pattern_that_cannot_be_read_says_how_to_write_it(text):
    with pytest.raises(WrongLines, match="2 days, 2 nights, 4 off from 3 March") as error:
        pattern(text)
    assert WRONG[text] in str(error.value)


def corrections(text):
    return parse_corrections(text, words=words(), codes=CODES, today=TODAY)


def test_corrections_count_before_the_roster():
    found = read("16 Mar N\n17 Mar N\n18 Mar A/L\n19 Mar A/L\n20 Mar A/L")
    days = days_of(corrections("17 Mar off\n19 Mar LD\n22 Mar away"), CODES)
    shifts = corrected(found.shifts, days, zone=LONDON, words=words())
    assert [f"{one.start:%d %H}-{one.end:%d %H} {one.kind}" for one in shifts] == [
        "16 19-17 07 night",
        "18 07-19 00 away",
        "19 07-19 20 day",
        "20 00-21 00 away",
        "22 00-23 00 away",
    ]


def test_a_correction_with_a_code_nobody_knows_is_refused_by_its_line():
    with pytest.raises(WrongLines, match="Line 2 has a code we don't know"):
        corrections("17 Mar off\n18 Mar XX")
    assert corrections("  ") == ()


def test_blanks_do_not_count_however_many_there_are():
    """As one expression after another tried them from every place, these took hours."""
    gap = " " * 200_000
    assert pattern(f"2{gap}days,{gap}2{gap}off{gap}from{gap}3 March") == pattern("2 days, 2 off from 3 March")
    assert lines(f"3 Mar{gap}7:00{gap}-{gap}15:00") == lines("3 Mar 7:00 - 15:00")
    assert lines(f"3 Mar{gap}N") == lines("3 Mar N")


def test_more_than_a_pattern_needs_is_refused_before_it_is_looked_at():
    longest = ", ".join(["1 night 19:00-07:30"] * LONGEST) + " from 3 March"
    assert len(pattern(longest).runs) == LONGEST
    with pytest.raises(WrongLines, match="more than a pattern needs"):
        pattern("1 day, " * 400 + "from 3 March")


HOURS = {
    "3-11pm": "15:00-23:00",
    "11-7pm": "11:00-19:00",
    "7-7pm": "07:00-19:00",
    "7pm-7": "19:00-07:00",
    "9am-5": "09:00-17:00",
    "10-2pm": "10:00-14:00",
    "6-9pm": "18:00-21:00",
    "12-8pm": "12:00-20:00",
    "8am-20:00": "08:00-20:00",
    "0800H - 1700H": "08:00-17:00",
    "730-2000": "07:30-20:00",
    "12:00-24:00": "12:00-00:00",
    "8h-20h": "08:00-20:00",
    "07h30-20h": "07:30-20:00",
    "7:30a-8p": "07:30-20:00",
    "12pm to 12am": "12:00-00:00",
    "1930 until 0800": "19:30-08:00",
    "Night (19:30–08:00)": "19:30-08:00",
}
NO_HOURS = (
    "Ward 7-3",
    "7-3",
    "07-19",
    "25:00-26:00",
    "24:00-08:00",
    "07:30",
    "2026-03-16",
    "12:30:15",
    "Bay 4 to 6",
)


@pytest.mark.parametrize("text", HOURS)
def test_hours_as_people_write_them(text):
    hours = hours_in(text)
    assert hours
    assert f"{hours[0]:%H:%M}-{hours[1]:%H:%M}" == HOURS[text]


@pytest.mark.parametrize("text", NO_HOURS)
def test_what_is_no_hours(text):
    assert hours_in(text) is None


ORDERS = {
    "16 Mar N": None,
    "16/3 N": False,
    "3/16 N": True,
    "Wed 4/1 N\n4/2 LD": True,
    "4/3 N": False,
    "16.3. N": None,
    "w/c 3/16\nMon N": True,
}


@pytest.mark.parametrize("text", ORDERS)
def test_it_is_said_in_which_order_the_dates_were_taken(text):
    assert parse_paste(text, words=words(), today=TODAY).month_first is ORDERS[text]


@pytest.mark.parametrize(("month_first", "on"), [(None, (4, 1)), (False, (4, 1)), (True, (1, 4))])
def test_where_numbers_may_be_either_the_locale_decides(month_first, on):
    [day] = parse_lines("1/4 N", words=words(), today=TODAY, month_first=month_first)
    assert (day.on.month, day.on.day) == on
    one = parse_pattern("1 day, 1 off from 1/4", words=words(), today=TODAY, month_first=month_first)
    assert (one.starts_on.month, one.starts_on.day) == on


def test_each_day_has_its_line():
    paste = parse_paste("18 Mar N\n\n16-17 Mar LD", words=words(), today=TODAY)
    assert [(one.on.day, line) for one, line in zip(paste.days, paste.lines, strict=True)] == [
        (16, 3),
        (17, 3),
        (18, 1),
    ]


def test_more_days_than_a_roster_has_are_refused_however_few_lines_name_them():
    with pytest.raises(WrongLines, match=f"Up to {MOST_DAYS} days"):
        lines("14 March 2026 - 10 March 2027 A/L\n" * 2)


LEFT_OVER = (
    "17",
    "17th",
    "Tue",
    "to",
    "until Friday",
    "x3",
    "3x",
    "19 Mar",
    "7-3",
    "then",
    "4.5",
    "2027",
    "07:30",
    "- 19",
    "17/18",
    "17th/18th",
    "Tue/Wed",
    "& Tue",
)


@pytest.mark.parametrize("joint", [" ", ", ", "\t", " | "])
@pytest.mark.parametrize("piece", LEFT_OVER)
@pytest.mark.parametrize("said", ["LD", "N", "night", "A/L", "off", "07:30-20:00"])
def test_nothing_left_over_is_passed_over(said, piece, joint):
    """Whatever may be a day, or more days, is refused by name behind anything that can be read without it."""
    assert len(lines(f"16 Mar {said}")) == 1
    with pytest.raises(WrongLines, match=r"Line 1 .*“"):
        lines(f"16 Mar {said}{joint}{piece}")


def test_what_a_person_pasted_is_quoted_in_short():
    with pytest.raises(WrongLines) as error:
        lines("\n".join(f"16 Mar {'word ' * 300}" for _ in range(9)))
    assert len(str(error.value)) < 800


def test_the_next_four_weeks_of_a_pattern():
    days = preview(
        pattern("2 days 07:00-19:00, 2 nights, 4 off from 16 March"), zone=LONDON, now=SATURDAY, words=words()
    )
    assert len(days) == PREVIEWED
    assert days[0].on == TODAY
    assert [part.kind.value for day in days[:9] for part in day.parts] == [
        "not known",
        "not known",
        "on shift",
        "on shift",
        "night",
        "night",
        "off",
        "off",
        "off",
    ]
    assert all(after.on - before.on == timedelta(days=1) for before, after in pairwise(days))


@pytest.mark.parametrize("choice", [choice for one in words().rotations for choice in one.choices])
def test_what_people_are_asked_to_write_can_be_read(choice):
    assert pattern(f"{choice} from 3 March").runs


@pytest.mark.parametrize("name", [one.name for one in words().rotations if one.runs])
def test_each_rotation_can_be_asked_for_by_its_name(name):
    """With a kind where it needs one; what it comes to goes round in whole weeks, and reads back."""
    try:
        found = pattern(f"{name} from 3 March")
    except WrongLines:
        found = pattern(f"{name} nights from 3 March")
    assert sum(run.days for run in found.runs) % 7 == 0
    assert pattern(pattern_written(found)) == found


@pytest.mark.parametrize("text", ["not a day off", "day off maybe", "no rest day", "off or night"])
def test_a_meaning_with_words_beside_it_is_asked_for_anew(text):
    with pytest.raises(WrongLines, match="no kind of work"):
        parse_meaning(text, words=words())
