"""Calendar feeds as rostering systems, Outlook and people's own scripts write them: entry by entry."""

from datetime import time
from functools import partial

import pytest

from bot.domain.rosters import Meaning, Work
from tests.field.shapes import LATER, Fed, holds, quiet, shape
from tests.rosters.calendars import event

CODES = {"LD": Meaning(Work.DAY, (time(7, 30), time(20))), "N": Meaning(Work.NIGHT, (time(19, 30), time(8)))}
ON_18 = ("20260318T190000", "20260319T073000")
WHOLE_18 = ("20260318T000000", "20260319T000000")
ASLEEP_AFTER_18 = quiet((19, 10), (19, 11))

SHAPES = (
    # A: an odd end or time.
    # iobroker-community-adapters/ioBroker.ical#81
    shape(
        "A1",
        "a day of leave that ends on its own date",
        partial(Fed, event(";VALUE=DATE:20260318", ";VALUE=DATE:20260318", "Annual leave"), LATER),
        quiet((18, 11), (18, 15)),
    ),
    # jstanden/cerb#1601, point85/ShiftSharp#2
    shape(
        "A2",
        "a night that ends in the morning of the same day",
        partial(Fed, event("20260318T190000", "20260318T073000", "Night"), LATER),
        ASLEEP_AFTER_18,
    ),
    # openhab/openhab-addons#12026, jens-maus/node-ical#90
    shape(
        "A3",
        "a night without an end, its hours in the title",
        partial(Fed, event("20260318T190000", title="Night 1900-0730"), LATER),
        ASLEEP_AFTER_18,
    ),
    # home-assistant/core#85089
    shape(
        "A7",
        "times that are none, of which no day can be read",
        partial(Fed, event("0NaNaNaNTaNaNaN", "0NaNaNaNTaNaNaN", "Night"), LATER),
        lambda fed: fed.found.unclear == 1,
    ),
    # B: a word in a title decides.
    # tobiasz-p/next-event#36
    shape(
        "B1",
        "a night on a bank holiday",
        partial(Fed, event(*ON_18, "Bank Holiday Night"), LATER),
        ASLEEP_AFTER_18,
    ),
    # LimKaWaiAnderton/KKH_FYP ShiftTemplateData.js
    shape(
        "B2",
        "a night on the maternity ward",
        partial(Fed, event(*ON_18, "Night - Maternity"), LATER),
        ASLEEP_AFTER_18,
    ),
    shape(
        "B3",
        "a night in a hospital with Free in its name",
        partial(Fed, event(*ON_18, "Royal Free Hospital: Night"), LATER),
        ASLEEP_AFTER_18,
    ),
    # C: one UID, several shifts.
    # emfcamp/Website#2097, SERG-Delft/serg-delft.github.io#90
    shape(
        "C1",
        "three nights under one UID",
        partial(
            Fed,
            *(event(f"202603{day}T190000", f"202603{day + 1}T073000", "Night") for day in (18, 19, 20)),
        ),
        lambda fed: len(fed.found.shifts) == 3,
    ),
    # D: days from midnight to midnight.
    # derekantrican/GAS-ICS-Sync#422, Enough-Software/enough_icalendar#1
    shape(
        "D1",
        "a known code from midnight to midnight",
        partial(Fed, event(*WHOLE_18, "N", X_MICROSOFT_CDO_ALLDAYEVENT="TRUE"), LATER, codes=CODES),
        holds("18 19:30 - 19 08:00 night"),
    ),
    # derekantrican/GAS-ICS-Sync#422
    shape(
        "D2",
        "an unknown code from midnight to midnight",
        partial(Fed, event(*WHOLE_18, "DO", X_MICROSOFT_CDO_ALLDAYEVENT="TRUE"), LATER),
        lambda fed: "DO" in fed.found.unknown,
    ),
    # lfos/calcurse#517, insanum/gcalcli#328
    shape(
        "D5",
        "days that are given with a time",
        partial(
            Fed,
            event(";VALUE=DATE:20260318T000000", ";VALUE=DATE:20260320T000000", "Annual leave"),
            LATER,
        ),
        holds("18 00:00 - 20 00:00 away"),
    ),
    # jorani/jorani#213
    shape(
        "D6",
        "leave from 00:01 to 23:59",
        partial(Fed, event("20260318T000100", "20260318T235900", "Annual leave"), LATER),
        quiet((18, 11), (18, 17)),
    ),
    # H: cancelled by its title.
    # derekantrican/GAS-ICS-Sync#218
    shape(
        "H1",
        "a night that is confirmed, and cancelled by its title",
        partial(Fed, event(*ON_18, "Canceled: Night", STATUS="CONFIRMED"), LATER),
        lambda fed: not any(one.startswith("18 19:00") for one in fed.shifts()),
    ),
    # I: on call over days.
    # Icinga/icinga-notifications-web#332, heskja/MMM-CalendarWeek#14
    shape(
        "I1",
        "on call from Friday to Monday",
        partial(Fed, event("20260320T170000", "20260323T080000", "On call"), LATER),
        lambda fed: ["off"] not in [fed.day(day) for day in (20, 21, 22)],
    ),
)


@pytest.mark.parametrize(("calendar", "right"), SHAPES)
def test_a_calendar(calendar, right):
    fed = calendar()
    assert right(fed), str(fed)
