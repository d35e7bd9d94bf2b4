"""More calendar feeds with odd ends, and with a word in a title that could decide too much."""

import pytest

from bot.domain.rosters import Assumed
from tests.field.calendars import (
    AWAY_ON_18,
    NIGHT_OF_18,
    WORK_OF_THAT_DAY,
    are,
    assumed,
    at_night,
    both,
    by_day,
    fed,
    unclear,
    whole,
)
from tests.field.shapes import holds, quiet, shape
from tests.field.test_calendars import ASLEEP_AFTER_18, CODES, ON_18
from tests.rosters.calendars import event

SHAPES = (
    # A: an odd end or time.
    shape(
        "A+1",
        "a night of no length",
        fed(event(ON_18[0], ON_18[0], "Night")),
        both(NIGHT_OF_18, assumed(Assumed.USUAL_HOURS)),
    ),
    shape(
        "A+2",
        "a ward without an end",
        fed(event("20260318T070000", title="Ward 4")),
        both(AWAY_ON_18, unclear(1)),
    ),
    shape(
        "A+3",
        "a ward in the evening without an end",
        fed(event(ON_18[0], title="Ward 4")),
        both(ASLEEP_AFTER_18, unclear(1)),
    ),
    shape(
        "A+4",
        "leave of some days that ends before it begins",
        fed(event(";VALUE=DATE:20260318", ";VALUE=DATE:20260316", "Leave")),
        AWAY_ON_18,
    ),
    shape("A+5", "a negative length", fed(event(ON_18[0], title="Night", DURATION="-PT12H30M")), NIGHT_OF_18),
    shape(
        "A+6", "an end that is years before", fed(event(ON_18[0], "20200101T073000", "Night")), NIGHT_OF_18
    ),
    shape("A+7", "an end that is no time", fed(event(ON_18[0], "25:99", "Night")), NIGHT_OF_18),
    shape(
        "A+8",
        "a start of which only the day is right",
        fed(event("20260318T990000", ON_18[1], "Night")),
        both(quiet((18, 11), (19, 10)), unclear(1)),
    ),
    shape(
        "A+9",
        "a start that is missing",
        fed(event(*ON_18, "Night").replace("DTSTART:20260318T190000\r\n", "")),
        both(quiet((19, 10)), unclear(1)),
    ),
    shape(
        "A+10",
        "times with dashes and colons",
        fed(event("2026-03-18T19:00:00", "2026-03-19 07:30", "Night")),
        NIGHT_OF_18,
    ),
    shape(
        "A+11",
        "24:00 as the end",
        fed(event("20260318T130000", "20260318T240000", "Late")),
        holds("18 13:00 - 19 00:00 evening"),
    ),
    shape(
        "A+12",
        "nights of a series that end the same day",
        fed(event("20260316T190000", "20260316T073000", "Night", RRULE="FREQ=DAILY;COUNT=3")),
        both(NIGHT_OF_18, assumed(Assumed.NEXT_DAY)),
    ),
    shape(
        "A+13",
        "on call from eight to eight",
        fed(event("20260318T080000", "20260318T080000", "On call")),
        holds("18 08:00 - 19 08:00 on_call"),
    ),
    shape(
        "A+14",
        "a code that is known, without an end",
        fed(event("20260318T193000", title="N"), codes=CODES),
        holds("18 19:30 - 19 08:00 night"),
    ),
    shape(
        "A+15",
        "a night with a date as its end",
        fed(event(ON_18[0], ";VALUE=DATE:20260319", "Night")),
        NIGHT_OF_18,
    ),
    shape(
        "A+16",
        "leave with a time and no end",
        fed(event("20260318T090000", title="Annual leave")),
        AWAY_ON_18,
    ),
    # B: a word in a title decides.
    shape("B+1", "a night on Christmas Day", at_night("Christmas Day Night"), NIGHT_OF_18),
    shape("B+2", "Christmas Day itself", whole("Christmas Day"), are()),
    shape(
        "B+3",
        "a night at a hospital for sick children",
        at_night("Royal Hospital for Sick Children"),
        ASLEEP_AFTER_18,
    ),
    shape(
        "B+4",
        "a hospital with Free in its name and no word for work",
        at_night("Royal Free Hospital"),
        ASLEEP_AFTER_18,
    ),
    shape("B+5", "the same for a whole day", whole("Royal Free Hospital"), both(AWAY_ON_18, unclear(1))),
    shape("B+6", "somebody who covers a leave", by_day("Maternity leave cover"), WORK_OF_THAT_DAY),
    shape("B+7", "the ward by day", by_day("Maternity"), WORK_OF_THAT_DAY),
    shape("B+8", "the leave", whole("Maternity leave"), AWAY_ON_18),
    shape("B+9", "the ward for a whole day, or the leave", whole("Maternity"), both(AWAY_ON_18, unclear(1))),
    shape("B+10", "a night on the education ward", at_night("Education Centre - night duty"), NIGHT_OF_18),
    shape("B+11", "where labour is induced", at_night("Induction suite"), ASLEEP_AFTER_18),
    shape("B+12", "a day off", whole("Day off"), are()),
    shape("B+13", "a night off", whole("Night off"), are()),
    shape("B+14", "off, for somebody by name", whole("Ann: off"), are()),
    shape("B+15", "off on request", whole("OFF (requested)"), are()),
    shape("B+16", "a sick day", whole("Sick day"), AWAY_ON_18),
    shape("B+17", "a long day in rest-home care", by_day("Rest Home - Long Day"), WORK_OF_THAT_DAY),
    shape("B+18", "a bank holiday with a shift", by_day("Bank holiday shift"), WORK_OF_THAT_DAY),
    shape("B+19", "a bank holiday", whole("Bank  holiday"), are()),
    shape("B+20", "training that takes the day", by_day("Mandatory training"), WORK_OF_THAT_DAY),
    shape(
        "B+21",
        "a meeting after a night",
        fed(event("20260319T140000", "20260319T150000", "Ward meeting")),
        are(),
    ),
    shape(
        "B+22",
        "holiday pay for a night, at a hotel's clinic",
        at_night("Holiday Inn clinic"),
        ASLEEP_AFTER_18,
    ),
)


@pytest.mark.parametrize(("calendar", "right"), SHAPES)
def test_another_calendar(calendar, right):
    found = calendar()
    assert right(found), str(found)
