"""Calendar feeds in every shape there is, and what is kept of each."""

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.rosters import Meaning, Work
from bot.rosters import RosterRefused
from bot.rosters.feed import read_feed
from bot.rosters.problems import NO_CALENDAR, SEVERAL_PEOPLE, STRANGE_CLOCK, TOO_MANY, TOO_OFTEN, TOO_OLD
from tests.rosters.calendars import LONDON, SATURDAY, all_day, calendar, event, kept, told, understood, words

FIXTURE = Path(__file__).parent / "roster_shapes.ics"
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
NIGHT = ("20260317T190000", "20260318T073000", "Night")


def test_the_shapes_of_the_fixture():
    found = read_feed(FIXTURE.read_text(), zone=LOS_ANGELES, now=SATURDAY, words=words(), codes={})
    assert told(found, LOS_ANGELES) == [
        "15 Mar 19:00-07:30 night",
        "18 Mar 00:00-00:00 away",
        "20 Mar 07:00-19:30 day",
        "20 Mar 19:30-06:00 on_call",
        "23 Mar 00:00-00:00 away",
        "27 Mar 00:00-00:00 away",
    ]
    assert found.unknown == ("LD",)


def test_a_code_is_read_with_the_table_of_its_organisation():
    long_day = {"LD": Meaning(Work.DAY, (time(7, 30), time(20)))}
    assert kept(all_day("20260318", "LD"), codes=long_day) == ["18 Mar 07:30-20:00 day"]
    assert kept(all_day("20260318", "ld - Ward 4"), codes=long_day) == ["18 Mar 00:00-00:00 away"]
    assert kept(all_day("20260318", "LD - Ward 4"), codes=long_day) == ["18 Mar 07:30-20:00 day"]
    assert kept(all_day("20260318", "LD"), codes={"LD": Meaning(Work.OFF)}) == []
    assert kept(all_day("20260318", "LD"), codes={"LD": Meaning(Work.NIGHT)}) == ["18 Mar 19:00-07:30 night"]


SHAPES = {
    "floating": (event(*NIGHT), ["17 Mar 19:00-07:30 night"]),
    "utc": (event("20260317T190000Z", "20260318T073000Z"), ["17 Mar 19:00-07:30 day"]),
    "iana": (
        event(";TZID=America/New_York:20260317T070000", ";TZID=America/New_York:20260317T193000"),
        ["17 Mar 11:00-23:30 day"],
    ),
    "windows": (
        event(";TZID=Pacific Standard Time:20260317T070000", ";TZID=Pacific Standard Time:20260317T150000"),
        ["17 Mar 14:00-22:00 day"],
    ),
    "a zone nobody knows": (
        event(";TZID=Ward Time:20260317T070000", ";TZID=Ward Time:20260317T193000"),
        ["17 Mar 00:00-07:00 away", "17 Mar 07:00-19:30 day", "17 Mar 19:30-00:00 away"],
    ),
    "duration": (event("20260317T070000", DURATION="PT8H"), ["17 Mar 07:00-15:00 day"]),
    "evening": (event("20260317T133000", "20260317T213000", "Ward"), ["17 Mar 13:30-21:30 evening"]),
    "night in words, day in hours": (event("20260317T070000", "20260317T190000", "Night ward"), None),
    "leave without an end": (all_day("20260318", "Annual leave"), ["18 Mar 00:00-00:00 away"]),
    "sick": (event("20260317T070000", "20260317T193000", "Sick"), ["17 Mar 07:00-19:30 away"]),
    "unavailable": (all_day("20260318", "UNAVAILABLE"), ["18 Mar 00:00-00:00 away"]),
    "payday": (all_day("20260318", "Payday"), []),
    "education": (event("20260317T090000", "20260317T120000", "Grand rounds education"), []),
    "day off": (all_day("20260318", "Day off"), []),
    "hours in an all-day title": (all_day("20260318", "ICU 0700-1530"), ["18 Mar 07:00-15:30 day"]),
    "hours with am and pm": (all_day("20260318", "ICU 7am to 3:30pm"), ["18 Mar 07:00-15:30 day"]),
    "a title that says nothing": (all_day("20260318", "Cardiology consults"), ["18 Mar 00:00-00:00 away"]),
    "cancelled": (event(*NIGHT, STATUS="CANCELLED"), []),
    "without an end": (event("20260317T070000"), ["17 Mar 07:00-19:30 day"]),
    "ends before it begins": (event("20260317T190000", "20260317T070000"), ["17 Mar 19:00-07:00 day"]),
}
SHAPES["night in words, day in hours"] = (
    SHAPES["night in words, day in hours"][0],
    ["17 Mar 07:00-19:00 day"],
)


@pytest.mark.parametrize("shape", SHAPES)
def test_shape(shape):
    text, expected = SHAPES[shape]
    assert kept(text) == expected


def test_what_says_nothing_is_counted_and_kept_silent():
    found = understood(all_day("20260318", "Cardiology consults"), event("garbage", uid="2"))
    assert (found.unclear, found.unknown) == (2, ())


@pytest.mark.parametrize(
    ("first", "hours"),
    [("20260328T190000", timedelta(hours=11.5)), ("20261024T190000", timedelta(hours=13.5))],
)
def test_a_night_over_a_clock_change_is_as_long_as_it_is(first, hours):
    last = f"{int(first[:8]) + 1}T073000"
    now = datetime.strptime(f"{first[:8]}+0000", "%Y%m%d%z")
    [night] = understood(event(first, last, "Night"), now=now).shifts
    assert night.end - night.start == hours


def test_of_revisions_the_highest_counts_wherever_it_stands():
    old = event(*NIGHT, SEQUENCE=1)
    new = event("20260319T070000", "20260319T150000", "Early", SEQUENCE=2)
    assert kept(new, old) == kept(old, new) == ["19 Mar 07:00-15:00 day"]
    assert kept(old, event(*NIGHT, SEQUENCE=2, STATUS="CANCELLED")) == []


def test_the_same_twice_is_kept_once():
    assert kept(event(*NIGHT), event(*NIGHT)) == ["17 Mar 19:00-07:30 night"]
    assert kept(event(*NIGHT), event(*NIGHT, uid="2")) == ["17 Mar 19:00-07:30 night"]


WEEKLY = {"title": "Clinic", "RRULE": "FREQ=WEEKLY;COUNT=6", "EXDATE": "20260324T090000"}


def test_repetitions_with_their_exceptions():
    master = event("20260317T090000", "20260317T170000", **WEEKLY)
    moved = event("20260401T090000", "20260401T170000", "Clinic", RECURRENCE_ID="20260331T090000")
    gone = event("20260407T090000", "20260407T170000", RECURRENCE_ID="20260407T090000", STATUS="CANCELLED")
    assert kept(master, moved, gone) == [
        "17 Mar 09:00-17:00 day",
        "1 Apr 09:00-17:00 day",
        "14 Apr 09:00-17:00 day",
        "21 Apr 09:00-17:00 day",
    ]
    assert kept(master.replace("SUMMARY", "STATUS:CANCELLED\r\nSUMMARY"), moved) == []


def test_a_repetition_without_an_end_stops_after_six_weeks():
    found = understood(event("20100105T090000", "20100105T170000", "Clinic", RRULE="FREQ=DAILY"))
    assert len(found.shifts) == 12 + 42 + 1
    assert found.known_until == SATURDAY + timedelta(weeks=6)


def test_a_repetition_by_a_zone_keeps_its_local_hours_over_a_clock_change():
    start, end = ";TZID=Europe/London:20260316T090000", ";TZID=Europe/London:20260316T170000"
    found = kept(event(start, end, "Clinic", RRULE="FREQ=WEEKLY;COUNT=3"))
    assert found == ["16 Mar 09:00-17:00 day", "23 Mar 09:00-17:00 day", "30 Mar 09:00-17:00 day"]


def test_only_what_is_near_is_kept_and_what_is_far_says_how_far_is_known():
    far = [event(f"2026{month}01T090000", f"2026{month}01T170000", uid=month) for month in ("01", "03", "09")]
    assert kept(*far) == []
    assert understood(*far).known_until == SATURDAY + timedelta(weeks=6)
    near = understood(event(*NIGHT))
    assert near.known_until.astimezone(LONDON).isoformat() == "2026-03-18T00:00:00+00:00"


def ward_zone(offset, *more):
    return [
        "BEGIN:VTIMEZONE",
        "TZID:Ward",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        *more,
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


REFUSED = {
    "a web page": ("<html>", NO_CALENDAR),
    "nothing": ("", NO_CALENDAR),
    "too many": (calendar(*[event(*NIGHT, uid=n) for n in range(5001)]), TOO_MANY),
    "every hour": (calendar(event(*NIGHT, RRULE="FREQ=HOURLY")), TOO_OFTEN),
    "again and again at once": (calendar(event(*NIGHT, RRULE="FREQ=DAILY;INTERVAL=0")), TOO_OFTEN),
    "twice a day": (calendar(event(*NIGHT, RRULE="FREQ=DAILY;BYHOUR=7,19")), TOO_OFTEN),
    "since ages ago": (calendar(event("19000101T190000", RRULE="FREQ=DAILY")), TOO_OLD),
    "too many in all": (
        calendar(*[event(*NIGHT, uid=n, RRULE="FREQ=DAILY;COUNT=30") for n in range(200)]),
        TOO_MANY,
    ),
    "a clock that changes every day": (
        calendar(event(*NIGHT), head=ward_zone("+0300", "RRULE:FREQ=\r\n DAILY")),
        STRANGE_CLOCK,
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_refused(why):
    text, said = REFUSED[why]
    with pytest.raises(RosterRefused) as error:
        read_feed(text, zone=LONDON, now=SATURDAY, words=words(), codes={})
    assert str(error.value) == said
    assert error.value.__cause__ is None


def test_a_calendar_that_is_cut_off_is_refused():
    with pytest.raises(RosterRefused):
        read_feed(calendar(event(*NIGHT))[:120], zone=LONDON, now=SATURDAY, words=words(), codes={})


def shift_of(name, day, hours, uid):
    return event(f"202603{day}T{hours[0]}0000", f"202603{day}T{hours[1]}0000", f"{name} - Day", uid=uid)


def test_the_roster_of_a_whole_ward_is_refused():
    ward = [
        shift_of(name, day, ("07", "19"), f"{name}{day}") for day in range(16, 20) for name in ("Ann", "Ben")
    ]
    with pytest.raises(RosterRefused, match="several people"):
        understood(*ward)


def test_people_who_take_turns_are_several_too():
    ward = [shift_of("Ann", day, ("00", "12"), f"a{day}") for day in range(16, 23)]
    ward += [shift_of("Ben", day, ("12", "23"), f"b{day}") for day in range(16, 23)]
    with pytest.raises(RosterRefused) as error:
        understood(*ward)
    assert str(error.value) == SEVERAL_PEOPLE


def test_a_handover_and_being_on_call_beside_a_shift_are_one_person():
    days = [shift_of("Ann", day, ("07", "19"), f"a{day}") for day in range(16, 20)]
    calls = [
        event(f"202603{day}T080000", f"202603{day + 1}T080000", "On call", uid=f"c{day}")
        for day in range(16, 20)
    ]
    assert len(kept(*days, *calls)) == 8


def test_alarms_and_long_lines_and_other_parts_do_not_matter():
    text = event(*NIGHT, DESCRIPTION="x" * 70 + "\r\n yy\r\n zz").replace(
        "END:VEVENT", "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nSUMMARY:Sick\r\nEND:VALARM\r\nEND:VEVENT"
    )
    todo = "BEGIN:VTODO\r\nSUMMARY:nonsense\r\nEND:VTODO"
    assert kept(todo, text.replace("SUMMARY:Night", "SUMMARY:Ni\r\n ght\r\nnot a line at all")) == [
        "17 Mar 19:00-07:30 night"
    ]


def test_a_zone_that_the_calendar_brings_itself_is_used():
    text = event(";TZID=Ward:20260317T100000", ";TZID=Ward:20260317T180000")
    assert kept(text, head=ward_zone("+0300")) == ["17 Mar 07:00-15:00 day"]
    # Another calendar may mean another one by the same name.
    assert kept(text, head=ward_zone("+0500")) == ["17 Mar 05:00-13:00 day"]


@pytest.mark.parametrize(
    "rule", ["BYDAY=-1SU;BYMONTH=3", "BYMINUTE=0;BYHOUR=2;INTERVAL=1;BYMONTH=3;BYDAY=2SU"]
)
def test_clocks_that_change_once_a_year_are_followed(rule):
    text = event(";TZID=Ward:20260317T100000", ";TZID=Ward:20260317T180000")
    zone = ward_zone("+0300", f"RRULE:FREQ=YEARLY;{rule}")
    assert kept(text, head=zone) == ["17 Mar 07:00-15:00 day"]


def test_a_birthday_is_older_than_any_shift_and_does_no_harm():
    birthday = event(";VALUE=DATE:19380401", title="Day off", uid="2", RRULE="FREQ=YEARLY")
    assert kept(event(*NIGHT), birthday) == ["17 Mar 19:00-07:30 night"]


def test_of_a_title_only_the_beginning_counts():
    """The expressions try a long gap again from each of its places."""
    gap = " " * 200_000
    assert kept(event("20260317T070000", "20260317T150000", f"Ward 7{gap}sick")) == ["17 Mar 07:00-15:00 day"]
