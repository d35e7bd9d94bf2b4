"""Calendar feeds as the field writes them: time zones and series."""

from functools import partial
from zoneinfo import ZoneInfo

import pytest

from tests.field.shapes import LATER, Fed, holds, one_shape, shape
from tests.rosters.calendars import event

NEW_YORK = ZoneInfo("America/New_York")
UTC_OF_EXCHANGE = "tzone://Microsoft/Utc"
OWN_ZONE = [
    "BEGIN:VTIMEZONE",
    "TZID:Customized Time Zone",
    "BEGIN:STANDARD",
    "DTSTART:16011028T030000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:16010325T020000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
]


def in_zone(zone, start, end, **more):
    return event(f";TZID={zone}:{start}", f";TZID={zone}:{end}", **more)


SHAPES = (
    # E: names of time zones.
    # ecederstrand/exchangelib#255
    shape(
        "E1",
        "a zone that says UTC in Exchange's way",
        partial(
            Fed,
            in_zone(f'"{UTC_OF_EXCHANGE}"', "20260318T230000", "20260319T113000", title="Night"),
            LATER,
            zone=NEW_YORK,
        ),
        holds("18 19:00 - 19 07:30 night"),
    ),
    shape(
        "E6",
        "the same without its quotation marks",
        partial(
            Fed,
            in_zone(UTC_OF_EXCHANGE, "20260318T230000", "20260319T113000", title="Night"),
            LATER,
            zone=NEW_YORK,
        ),
        holds("18 19:00 - 19 07:30 night"),
    ),
    # callumalpass/tasknotes#1913
    shape(
        "E3",
        "a zone of Windows that is not defined in the calendar",
        partial(Fed, in_zone("W. Europe Standard Time", "20260318T070000", "20260318T190000"), LATER),
        holds("18 06:00 - 18 18:00 day"),
    ),
    # runely/calendar-homey#680
    shape(
        "E4",
        "a zone of the calendar's own, defined from 1601",
        partial(
            Fed,
            in_zone('"Customized Time Zone"', "20260408T080000", "20260408T160000"),
            head=OWN_ZONE,
        ),
        holds("08 07:00 - 08 15:00 day"),
    ),
    # u01jmg3/ics-parser#245, spatie/icalendar-generator#137
    shape(
        "E5",
        "times without a zone in a calendar that says UTC",
        partial(
            Fed,
            event("20260318T070000", "20260318T190000"),
            LATER,
            head=["X-WR-TIMEZONE:UTC"],
            zone=NEW_YORK,
        ),
        holds("18 07:00 - 18 19:00 day"),
    ),
    # G: series.
    # rlanvin/php-rrule#13, BRO3886/ical#39, nextcloud/calendar#5631
    shape(
        "G1",
        "a series of nights until a date",
        partial(
            Fed,
            in_zone(
                "Europe/London",
                "20260316T190000",
                "20260317T073000",
                title="Night",
                RRULE="FREQ=DAILY;UNTIL=20260318",
            ),
            LATER,
        ),
        lambda fed: len(fed.found.shifts) == 4,
    ),
    # bitfireAT/icsx5#25
    shape(
        "G5",
        "changed occurrences without their series, all called Busy",
        partial(
            Fed,
            *(
                event(
                    f"202603{day}T193000",
                    f"202603{day + 1}T080000",
                    "Busy",
                    RECURRENCE_ID=f"202603{day}T193000Z",
                )
                for day in (17, 18)
            ),
        ),
        lambda fed: len(fed.found.shifts) == 2 and not fed.is_welcome(18, 11),
    ),
)


@pytest.mark.parametrize(("calendar", "right"), SHAPES)
def test_zones_and_series(calendar, right):
    fed = calendar()
    assert right(fed), str(fed)


# ical-org/ical.net#830, u01jmg3/ics-parser#161, jens-maus/node-ical#456
@one_shape("G3", "a day taken out of a series by its date, in UTC or in a zone of Windows")
def test_days_taken_out_of_a_series():
    left_out = {
        "EXDATE;VALUE=DATE": "20260317",
        "EXDATE": "20260317T090000Z",
        "EXDATE;TZID=GMT Standard Time": "20260317T090000",
    }
    for name, value in left_out.items():
        more = {"RRULE": "FREQ=DAILY;COUNT=3", name: value}
        fed = Fed(in_zone("Europe/London", "20260316T090000", "20260316T170000", **more))
        assert len(fed.found.shifts) == 2, name
