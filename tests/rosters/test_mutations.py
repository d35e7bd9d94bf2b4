"""What holds for calendars that are broken, each in a way of its own."""

import json
import time as clock
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import example, given

from bot.domain.availability import Availability, QuietRules, ShiftPreset
from bot.domain.spans import minus
from bot.domain.timing import welcome_windows
from bot.rosters import RosterRefused, child, problems
from bot.rosters.feed import read_feed
from tests.examples import examples
from tests.field.test_zones_and_series import OWN_ZONE
from tests.rosters.calendars import LONDON, calendar, event, words
from tests.rosters.mutations import fuzzed, mutated

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
WEEKS = timedelta(weeks=4)
# A calendar as short as these is read in some milliseconds; one that runs away takes minutes.
LIMIT_SECONDS = 20
SENTENCES = {text for text in vars(problems).values() if isinstance(text, str)}


def in_london(day, hours, title, rule=""):
    first, last = hours
    start, end = f"202603{day}T{first}00", f"202603{day + (last < first)}T{last}00"
    more = {"RRULE": rule} if rule else {}
    return event(
        f";TZID=Europe/London:{start}", f";TZID=Europe/London:{end}", title, uid=f"{day}@rota.example", **more
    )


NIGHT, EARLY, DAY = ("1900", "0730"), ("0700", "1500"), ("0700", "1930")
RIGHT = calendar(
    in_london(16, NIGHT, "Night"),
    in_london(17, NIGHT, "Night - Ward 4"),
    event(";VALUE=DATE:20260320", ";VALUE=DATE:20260323", "Annual leave", uid="leave"),
    in_london(23, DAY, "Long day"),
    in_london(24, ("1330", "2130"), "Late"),
    event("20260326T190000Z", "20260327T073000Z", "Night", uid="utc"),
    in_london(30, EARLY, "Early", "FREQ=WEEKLY;UNTIL=20260413T200000Z"),
    event("20260401T190000", "20260402T073000", "Night", uid="floating"),
)
FIXTURE = (Path(__file__).parent / "roster_shapes.ics").read_text().replace("\n", "\r\n")
SHAPES = [
    RIGHT,
    FIXTURE,
    calendar(
        event(';TZID="Customized Time Zone":20260317T080000', ';TZID="Customized Time Zone":20260317T160000'),
        event("20260318T190000", title="Night 1900-0730", uid="2", DURATION="PT12H"),
        event("20260301T070000", "20260301T190000", uid="3", RRULE="FREQ=DAILY;COUNT=30", EXDATE="20260318"),
        event("20260319T070000", "20260319T150000", uid="3", RECURRENCE_ID="20260319T070000"),
        head=OWN_ZONE,
    ),
]


def read(text):
    return read_feed(text, zone=LONDON, now=NOW, words=words(), codes={})


def windows(found):
    person = Availability(
        tz=LONDON.key,
        preset=ShiftPreset("mixed_12", "Mixed"),
        shifts=found.shifts,
        roster_known_until=found.known_until,
        roster_known_from=found.known_from,
    )
    found = welcome_windows(person, start=NOW, end=NOW + WEEKS, rules=QuietRules())
    return [(one.start, one.end) for one in found]


WELCOME = windows(read(RIGHT))


@examples(4000)
@example(RIGHT.replace("RRULE:FREQ", "RULE:QREQ"))
@example(RIGHT.replace("RRULE:FREQ=WEEKLY;UNTIL=", "RRUL:REQ=WEEKY;UTIL"))
@example(RIGHT.replace("RRULE:FREQ", "RPEAT:REQ"))
@example(RIGHT.replace("TZID=Europe/London:20260316", "TZID=Europe:Q0260316", 1))
@given(mutated(RIGHT))
def test_no_moment_becomes_welcome_unless_the_person_is_told_of_an_entry(text):
    """Told: in one sentence, so nothing is taken, or in the number of what is unclear."""
    try:
        found = read(text)
    except RosterRefused:
        return
    if not (found.unclear or found.unknown):
        assert minus(windows(found), WELCOME) == []


def answered(text):
    how = {"zone": LONDON, "now": NOW, "words": words(), "codes": {}}
    return json.loads(child.answer(child.question(text, how)))


@examples(100_000, every_commit=1_000)
@given(fuzzed(SHAPES))
def test_whatever_a_calendar_is_it_is_read_or_refused_in_a_sentence_of_ours(text):
    began, began_at = clock.process_time(), clock.monotonic()
    answer = answered(text)
    assert min(clock.process_time() - began, clock.monotonic() - began_at) < LIMIT_SECONDS
    assert answer.get("refused", problems.UNREADABLE) in SENTENCES
