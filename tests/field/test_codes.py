"""Codes nobody has explained: asked about, silent until then, and offered whole as they are usual there."""

from zoneinfo import ZoneInfo

import pytest

from bot.domain.rosters import Assumed
from bot.domain.shifts.codes import list_at
from bot.rosters import parse_lines
from bot.rosters.lines import read_lines
from tests.field.shapes import LATER, Fed, shape
from tests.rosters.calendars import SATURDAY, all_day, event, words

AWAY = "18 00:00 - 19 00:00 away"

SHAPES = (
    shape("P+1", "a long day in London", "Europe/London", "LD", "LD", "18 07:00 - 18 19:30 day"),
    shape("P+2", "a night in Dublin", "Europe/Dublin", "N", "N", "18 19:30 - 19 08:00 night"),
    shape("P+3", "a night of eight hours", "America/Toronto", "N8", "N8", "18 23:30 - 19 07:30 night"),
    shape("P+4", "a day in New York", "America/New_York", "D", "D", "18 07:00 - 18 19:30 day"),
    shape("P+5", "a night duty in Sydney", "Australia/Sydney", "ND", "ND", "18 21:00 - 19 07:30 night"),
    shape("P+6", "leave in a code", "Europe/London", "AL", "AL", AWAY),
    shape("P+7", "a day off with a stroke in it", "Europe/London", "D/O", "D/O", None),
    shape("P+8", "with a ward behind it", "Europe/London", "LD - Ward 4", "LD", "18 07:00 - 18 19:30 day"),
    shape("P+9", "in small letters", "Europe/London", "ld", "LD", "18 07:00 - 18 19:30 day"),
    shape("P+10", "a twilight over midnight", "Europe/London", "TW", "TW", "18 16:00 - 19 00:00 evening"),
    shape("P+11", "one that no list has", "Europe/London", "ZQ7", "ZQ7", AWAY),
    shape("P+12", "a night of another country", "Europe/London", "N8", "N8", AWAY),
)


@pytest.fixture
def usual(content):
    """What a tap takes: the usual meanings of these codes in that zone."""

    def of(zone, codes):
        listed = list_at(zone, content.code_lists)
        assert listed is not None
        return {one.code: one.meaning for one in listed.among(codes)}

    return of


def typed(code, zone, codes):
    """The same in a line of a paste: which codes are asked about, and what the day is."""
    days = parse_lines(f"18 Mar {code}", words=words(), today=SATURDAY.date())
    found = read_lines(days, zone=zone, now=SATURDAY, words=words(), codes=codes)
    return found.unknown, [one.kind.value for one in found.shifts]


@pytest.mark.parametrize(("zone", "title", "code", "explained"), SHAPES)
def test_a_code_is_asked_about_and_offered(usual, zone, title, code, explained):
    entry, where = all_day("20260318", title), ZoneInfo(zone)
    before = Fed(entry, LATER, zone=where)
    assert before.found.unknown == (code,)
    assert AWAY in before.shifts()
    assert Assumed.UNKNOWN_CODE in before.found.assumed.values()
    assert not any(before.is_welcome(18, hour) for hour in range(24))
    after = Fed(entry, LATER, zone=where, codes=usual(zone, before.found.unknown))
    assert [one for one in after.shifts() if one.startswith("18")] == ([explained] if explained else [])
    assert typed(code, where, {}) == ((code,), ["away"])
    taken = usual(zone, [code])
    kinds = [explained.rpartition(" ")[2]] if explained else []
    assert typed(code, where, taken) == (() if taken else (code,), kinds)


TIMED = (
    shape("P+13", "a code with its own times", "ZQ7", "18 19:00 - 19 07:30 evening"),
    shape("P+14", "a code that is a day off elsewhere, with times", "X", "18 19:00 - 19 07:30 evening"),
)


@pytest.mark.parametrize(("title", "shift"), TIMED)
def test_where_an_entry_has_its_times_nobody_is_asked(title, shift):
    found = Fed(event("20260318T190000", "20260319T073000", title), LATER)
    assert (found.found.unknown, shift in found.shifts()) == ((), True)
