"""What rows of more calendar feeds are made of."""

from functools import partial
from zoneinfo import ZoneInfo

from tests.field.shapes import LATER, Fed, holds
from tests.field.test_calendars import ON_18
from tests.rosters.calendars import all_day, event

NIGHT_OF_18 = holds("18 19:00 - 19 07:30 night")
AWAY_ON_18 = holds("18 00:00 - 19 00:00 away")
DAY_TIME = ("20260318T070000", "20260318T193000")
SYDNEY = ZoneInfo("Australia/Sydney")


def fed(*events, **more):
    return partial(Fed, *events, LATER, **more)


def at_night(title, **more):
    return fed(event(*ON_18, title, **more))


def by_day(title):
    return fed(event(*DAY_TIME, title))


def whole(title, **more):
    return fed(all_day("20260318", title), **more)


def shared(*nights, **more):
    """Nights of these days under one UID."""
    return [event(f"202603{day}T190000", f"202603{day + 1}T073000", "Night", **more) for day in nights]


def are(*shifts):
    """These and the one of `LATER` are all that was understood."""
    return lambda found: found.shifts() == [*shifts, "25 07:00 - 25 19:00 day"]


def both(*rights):
    return lambda found: all(right(found) for right in rights)


def unclear(count):
    return lambda found: found.found.unclear == count


def assumed(what):
    return lambda found: what in found.found.assumed.values()


def works_on(*days):
    """Those days of March are shown, and not as off."""
    return lambda found: all(not {"off", "not known"} & set(found.day(day)) for day in days)


WORK_OF_THAT_DAY = holds("18 07:00 - 18 19:30 day")
