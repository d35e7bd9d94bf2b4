"""More calendar feeds: shared UIDs, whole days with times, cancelled titles, being on call over days."""

import pytest

from tests.field.calendars import (
    AWAY_ON_18,
    NIGHT_OF_18,
    SYDNEY,
    are,
    at_night,
    both,
    fed,
    shared,
    whole,
    works_on,
)
from tests.field.shapes import holds, shape
from tests.field.test_calendars import CODES, ON_18
from tests.rosters.calendars import all_day, event

SHAPES = (
    # C: one UID, several shifts.
    shape(
        "C+1",
        "whole days under one UID",
        fed(*(all_day(f"202603{day}", "N") for day in (18, 19)), codes=CODES),
        works_on(18, 19),
    ),
    shape(
        "C+2",
        "one UID and other numbers beside",
        fed(*shared(18, 19, SEQUENCE=1), *shared(20, SEQUENCE=2)),
        works_on(18, 19, 20),
    ),
    shape(
        "C+3",
        "one of them is a later revision",
        fed(*shared(17, 18, SEQUENCE=1), event(*ON_18, "Off duty", SEQUENCE=2)),
        are("17 19:00 - 18 07:30 night"),
    ),
    shape(
        "C+4",
        "one of them is cancelled",
        fed(*shared(17, 18), *shared(18, STATUS="CANCELLED")),
        are("17 19:00 - 18 07:30 night"),
    ),
    shape(
        "C+5",
        "two series under one UID",
        fed(
            event("20260316T070000", "20260316T150000", RRULE="FREQ=DAILY;COUNT=2"),
            event(*ON_18, "Night", RRULE="FREQ=DAILY;COUNT=2"),
        ),
        both(holds("17 07:00 - 17 15:00 day"), holds("19 19:00 - 20 07:30 night")),
    ),
    shape(
        "C+6",
        "a series and a single night under one UID",
        fed(event("20260316T070000", "20260316T150000", RRULE="FREQ=DAILY;COUNT=2"), *shared(18)),
        both(holds("17 07:00 - 17 15:00 day"), NIGHT_OF_18),
    ),
    shape(
        "C+7",
        "two codes on one day under one UID",
        fed(all_day("20260318", "LD"), all_day("20260318", "N"), codes=CODES),
        both(holds("18 19:30 - 19 08:00 night"), works_on(18)),
    ),
    shape("C+8", "an empty UID on each", fed(*shared(18, 19, uid="")), works_on(18, 19)),
    shape(
        "C+9",
        "one night whose number has gone up",
        fed(*shared(17, SEQUENCE=1), *shared(18, SEQUENCE=2)),
        are("18 19:00 - 19 07:30 night"),
    ),
    # D: days from midnight to midnight.
    shape(
        "D+1",
        "midnight in UTC, elsewhere",
        fed(event("20260318T000000Z", "20260319T000000Z", "Annual leave"), zone=SYDNEY),
        AWAY_ON_18,
    ),
    shape(
        "D+2",
        "midnight here, written in UTC",
        fed(event("20260317T130000Z", "20260318T130000Z", "Annual leave"), zone=SYDNEY),
        AWAY_ON_18,
    ),
    shape(
        "D+3",
        "a code until 23:59",
        fed(event("20260318T000000", "20260318T235900", "N"), codes=CODES),
        holds("18 19:30 - 19 08:00 night"),
    ),
    shape(
        "D+4",
        "a code until 23:59:59",
        fed(event("20260318T000000", "20260318T235959", "DO")),
        lambda found: found.found.unknown == ("DO",),
    ),
    shape(
        "D+5",
        "a week of them is one person",
        fed(
            *(
                event(f"202603{day}T000000", f"202603{day + 1}T000000", "LD", uid=day)
                for day in range(16, 23)
            ),
            codes=CODES,
        ),
        holds("22 07:30 - 22 20:00 day"),
    ),
    shape(
        "D+6",
        "leave of three days",
        fed(event("20260318T000000", "20260321T000000", "Annual leave")),
        holds("18 00:00 - 21 00:00 away"),
    ),
    shape(
        "D+7",
        "a whole day by its flag, with midnight of another zone",
        fed(
            event("20260317T230000Z", "20260318T230000Z", "N", X_MICROSOFT_CDO_ALLDAYEVENT="TRUE"),
            codes=CODES,
        ),
        holds("18 19:30 - 19 08:00 night"),
    ),
    shape(
        "D+8",
        "24:00 as the end of the day",
        fed(event("20260318T000000", "20260318T240000", "N"), codes=CODES),
        holds("18 19:30 - 19 08:00 night"),
    ),
    shape(
        "D+9",
        "a date without VALUE=DATE",
        fed(event("20260318", "20260319", "N"), codes=CODES),
        holds("18 19:30 - 19 08:00 night"),
    ),
    shape(
        "D+10",
        "a code by a length of a day",
        fed(event("20260318T000000", title="DO", DURATION="P1D")),
        lambda found: found.found.unknown == ("DO",),
    ),
    shape(
        "D+11",
        "a day whose clocks change",
        fed(event("20260329T000000", "20260330T000000", "LD"), codes=CODES),
        holds("29 07:30 - 29 20:00 day"),
    ),
    # H: cancelled by its title.
    shape("H+1", "behind it", at_night("Night - CANCELLED"), are()),
    shape("H+2", "in brackets", at_night("[Cancelled] Night"), are()),
    shape("H+3", "as Google writes it", at_night("Canceled event: Night"), are()),
    shape("H+4", "for a whole day", whole("Cancelled: Long day"), are()),
    shape("H+5", "without anything between", at_night("Cancelled Night shift"), are()),
    shape(
        "H+6", "a clinic is cancelled, the night is not", at_night("Night (clinic cancelled)"), NIGHT_OF_18
    ),
    shape("H+7", "leave that is cancelled for a night", at_night("Cancelled leave - now night"), NIGHT_OF_18),
    shape("H+8", "a night that is not cancelled", at_night("Night - not cancelled"), NIGHT_OF_18),
    # I: on call over days.
    shape(
        "I+1",
        "on call for a week, in whole days",
        fed(event(";VALUE=DATE:20260316", ";VALUE=DATE:20260323", "On call")),
        works_on(*range(16, 23)),
    ),
    shape(
        "I+2",
        "on call for a week, with times",
        fed(event("20260316T080000", "20260323T080000", "On call")),
        lambda found: [found.day(day) for day in (16, 19, 22)] == [["on call"]] * 3,
    ),
    shape(
        "I+3",
        "on call, to a Monday morning",
        fed(event("20260320T170000", "20260323T080000", "Oncall")),
        works_on(23),
    ),
    shape(
        "I+4",
        "on call from Friday, to the end of Sunday",
        fed(event("20260320T170000", "20260322T235900", "On-call")),
        both(works_on(20, 21, 22), lambda found: found.day(23) == ["off"]),
    ),
    shape(
        "I+5",
        "on call for one night",
        fed(event(*ON_18, "On call")),
        lambda found: (found.day(18), found.day(19)) == (["on call"], ["off"]),
    ),
    shape(
        "I+6",
        "nights in one entry",
        fed(event("20260316T190000", "20260319T073000", "Nights")),
        works_on(16, 17, 18),
    ),
    shape(
        "I+7",
        "on call by a code over days",
        fed(event("20260320T170000", "20260323T080000", "Senior on-call, North")),
        works_on(20, 21, 22),
    ),
    shape(
        "I+8",
        "on call since before the time that is known",
        fed(event("20260101T080000", "20260320T080000", "On call")),
        works_on(15, 18),
    ),
    shape(
        "I+9",
        "on call for years",
        fed(event("20260101T080000", "20990320T080000", "On call")),
        works_on(18, 30),
    ),
)


@pytest.mark.parametrize(("calendar", "right"), SHAPES)
def test_another_calendar(calendar, right):
    found = calendar()
    assert right(found), str(found)
