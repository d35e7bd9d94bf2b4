"""A meeting as a calendar file (RFC 5545): the time, and neither names nor topics."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from bot.domain.meetings.meetings import Meeting

FILE_NAME = "mentoring.ics"
TITLE = "Mentoring"
PRODUCT = "-//Lamplight//Mentoring//EN"


def calendar_files(meeting: Meeting, *, now: datetime) -> dict[str, bytes]:
    """By file name. The same UID as before with a higher SEQUENCE, so that a calendar moves or removes it."""
    return {FILE_NAME: _calendar(meeting, now).to_ical()} if meeting.starts_at else {}


def _calendar(meeting: Meeting, now: datetime) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    # Nobody is asked to accept it: those who meet have said yes already.
    calendar.add("method", "CANCEL" if meeting.called_off else "PUBLISH")
    calendar.add_component(_event(meeting, now))
    return calendar


def _event(meeting: Meeting, now: datetime) -> Event:
    assert meeting.starts_at is not None
    start = meeting.starts_at.astimezone(UTC)
    event = Event()
    event.add("uid", f"{meeting.uid}@lamplight")
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=meeting.minutes))
    event.add("sequence", meeting.sequence)
    event.add("summary", TITLE)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if meeting.called_off else "CONFIRMED")
    return event
