"""Calendars as rostering systems write them, with invented contents."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.content import load_content
from bot.rosters.feed import read_feed

LONDON = ZoneInfo("Europe/London")
SATURDAY = datetime(2026, 3, 14, 12, tzinfo=UTC)


@cache
def words():
    return load_content().roster_words


def calendar(*events, head=()):
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", *head, *events, "END:VCALENDAR", ""]
    )


def event(start, end=None, title="Day", *, uid="1", **more):
    """`start` and `end` as they stand behind the name: "20260315T190000Z" or ";VALUE=DATE:20260318"."""
    lines = [f"DTSTART{_value(start)}", *([f"DTEND{_value(end)}"] if end else [])]
    others = [f"{name.replace('_', '-')}:{value}" for name, value in more.items()]
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, f"SUMMARY:{title}", *others, "END:VEVENT"])


def _value(text):
    return text if text[0] == ";" else f":{text}"


def all_day(day, title, **more):
    return event(f";VALUE=DATE:{day}", title=title, **more)


def understood(*events, zone=LONDON, now=SATURDAY, codes=None, head=()):
    return read_feed(calendar(*events, head=head), zone=zone, now=now, words=words(), codes=codes or {})


def told(found, zone=LONDON):
    """What is kept, in words: "15 Mar 19:00-07:30 night"."""
    return [_in_words(one, zone) for one in found.shifts]


def _in_words(shift, zone):
    start, end = shift.start.astimezone(zone), shift.end.astimezone(zone)
    return f"{start.day} {start:%b %H:%M}-{end:%H:%M} {shift.kind.value}"


def kept(*events, **more):
    return told(understood(*events, **more), more.get("zone", LONDON))
