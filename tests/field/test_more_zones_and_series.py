"""More time zones and series of the kinds that `test_zones_and_series` begins."""

from functools import partial
from zoneinfo import ZoneInfo

import pytest

from tests.field.shapes import LATER, Fed, holds, shape
from tests.field.test_zones_and_series import NEW_YORK, UTC_OF_EXCHANGE, in_zone
from tests.rosters.calendars import event

EVENING_IN_UTC = ("20260318T230000", "20260319T113000")
NIGHT_IN_NEW_YORK = holds("18 19:00 - 19 07:30 night")
DAY = ("20260318T070000", "20260318T190000")
LONDON_NIGHT = ("20260316T190000", "20260317T073000")
KOLKATA = ZoneInfo("Asia/Kolkata")


def utc(zone):
    """A night in New York, its times in a zone that says UTC by that name."""
    return partial(Fed, in_zone(zone, *EVENING_IN_UTC, title="Night"), LATER, zone=NEW_YORK)


def of_day(zone, **more):
    return partial(Fed, in_zone(zone, *DAY), LATER, **more)


def series(rule, *, start=LONDON_NIGHT[0], end=LONDON_NIGHT[1], zone="Europe/London", **more):
    return partial(Fed, in_zone(zone, start, end, title="Night", RRULE=rule, **more), LATER)


def nights(*days):
    """Nights begin on those days of March, and on no others before the 25th."""
    return lambda fed: [int(one[:2]) for one in fed.shifts() if one.endswith("night")] == [*days]


def named(zone):
    """It is named to the person, whose day is quiet meanwhile."""
    return lambda fed: fed.found.zones == (zone,) and fed.found.unclear == 1 and not fed.is_welcome(18, 21)


def nights_of_four_weeks(fed):
    return [one[:2] for one in fed.shifts()[:4]] == ["02", "09", "18", "23"]


SHAPES = (
    # E: names of time zones.
    shape("E+1", "a zone that says UTC in words", utc("(UTC) Coordinated Universal Time"), NIGHT_IN_NEW_YORK),
    shape("E+2", "one that says UTC behind a path", utc("/a.vendor.example/2005/Etc/UTC"), NIGHT_IN_NEW_YORK),
    shape("E+3", "one that says UTC in small letters", utc("utc"), NIGHT_IN_NEW_YORK),
    shape("E+4", "one that says Zulu", utc("Zulu"), NIGHT_IN_NEW_YORK),
    shape(
        "E+5",
        "a zone behind the path of a vendor",
        of_day("/freeassociation.sourceforge.net/Tzfile/Europe/Paris"),
        holds("18 06:00 - 18 18:00 day"),
    ),
    shape(
        "E+6",
        "the same without its first slash",
        of_day("mozilla.org/20050126_1/Europe/Paris"),
        holds("18 06:00 - 18 18:00 day"),
    ),
    shape(
        "E+7",
        "what Outlook shows instead of the zone",
        of_day('"(UTC-05:00) Eastern Time (US & Canada)"'),
        holds("18 11:00 - 18 23:00 day"),
    ),
    shape(
        "E+8",
        "the same with cities",
        of_day('"(UTC+01:00) Amsterdam, Berlin, Bern, Rome"'),
        holds("18 06:00 - 18 18:00 day"),
    ),
    shape(
        "E+9",
        "a zone of Windows in summer",
        of_day("Eastern Daylight Time"),
        holds("18 11:00 - 18 23:00 day"),
    ),
    shape(
        "E+10",
        "a zone in small letters, with a blank",
        of_day("america/new york"),
        holds("18 11:00 - 18 23:00 day"),
    ),
    shape("E+11", "an offset instead of a zone", of_day("GMT+0100"), holds("18 06:00 - 18 18:00 day")),
    shape(
        "E+12",
        "an offset behind the time",
        partial(Fed, event("20260318T070000+0530", "20260318T190000+0530"), LATER, zone=KOLKATA),
        holds("18 07:00 - 18 19:00 day"),
    ),
    shape("E+13", "a zone nobody knows", of_day("Ward Time"), named("Ward Time")),
    shape(
        "E+14",
        "a zone nobody knows, with colons and without quotation marks",
        of_day("tzone://Ward/Four:2"),
        named("tzone://Ward/Four:2"),
    ),
    shape("E+15", "a folder of zones", of_day("Europe"), named("Europe")),
    shape(
        "E+16",
        "a zone in quotation marks that ends with a colon",
        utc(f'"{UTC_OF_EXCHANGE}:"'),
        lambda fed: fed.found.unclear == 1,
    ),
    # G: series.
    shape("G+1", "until a date with dashes", series("FREQ=DAILY;UNTIL=2026-03-18"), nights(16, 17, 18)),
    shape(
        "G+2",
        "until midnight of the last day",
        series("FREQ=DAILY;UNTIL=20260318T000000"),
        nights(16, 17, 18),
    ),
    shape("G+3", "until a local time", series("FREQ=DAILY;UNTIL=20260318T190000"), nights(16, 17, 18)),
    shape(
        "G+4",
        "until a time in UTC, of a start without a zone",
        partial(Fed, event(*LONDON_NIGHT, "Night", RRULE="FREQ=DAILY;UNTIL=20260318T190000Z"), LATER),
        nights(16, 17, 18),
    ),
    shape(
        "G+5",
        "until a date, with the limit in front",
        series("UNTIL=20260318;FREQ=DAILY"),
        nights(16, 17, 18),
    ),
    shape(
        "G+6",
        "until a date that is none: it goes on",
        series("FREQ=WEEKLY;UNTIL=soon"),
        lambda fed: len(fed.found.shifts) > 5 and fed.found.undated == 1,
    ),
    shape(
        "G+7",
        "a rule that is none",
        series("FREQ=SOMETIMES"),
        lambda fed: fed.found.unclear == 1 and nights(16)(fed),
    ),
    shape("G+8", "a rule without a frequency", series("BYDAY=MO"), lambda fed: fed.found.unclear == 1),
    shape(
        "G+9",
        "whole days until a time",
        partial(
            Fed,
            event(";VALUE=DATE:20260316", title="Night", RRULE="FREQ=DAILY;UNTIL=20260318T000000Z"),
            LATER,
        ),
        nights(16, 17, 18),
    ),
    shape(
        "G+10",
        "every other day since years ago",
        series("FREQ=DAILY;INTERVAL=2", start="20100102T190000", end="20100103T073000"),
        lambda fed: fed.shifts()[:2] == ["03 19:00 - 04 07:30 night", "05 19:00 - 06 07:30 night"],
    ),
    shape(
        "G+11",
        "every other week on two days since years ago",
        series(
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;UNTIL=20260318",
            start="20250106T190000",
            end="20250107T073000",
        ),
        nights(2, 3, 16, 17),
    ),
    shape(
        "G+12",
        "a changed night of such a series",
        partial(
            Fed,
            in_zone(
                "Europe/London", "20200106T190000", "20200107T073000", title="Night", RRULE="FREQ=WEEKLY"
            ),
            in_zone(
                "Europe/London",
                "20260318T190000",
                "20260319T073000",
                title="Night",
                RECURRENCE_ID="20260316T190000Z",
            ),
        ),
        nights_of_four_weeks,
    ),
    shape(
        "G+13",
        "a rule by a name with a slip",
        partial(Fed, event(*LONDON_NIGHT, "Night", RULE="FREQ=DAILY"), LATER),
        lambda fed: fed.found.unclear == 1,
    ),
)


@pytest.mark.parametrize(("calendar", "right"), SHAPES)
def test_more_zones_and_series(calendar, right):
    fed = calendar()
    assert right(fed), str(fed)
