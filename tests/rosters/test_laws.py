"""What holds for every calendar and everything that is typed."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rosters import AHEAD, BEHIND, Understood
from bot.rosters import RosterRefused, WrongLines, parse_lines, parse_pattern, read_lines
from bot.rosters.feed import read_feed
from bot.rosters.lines import read_back, written
from tests.examples import examples
from tests.rosters.calendars import calendar, event, words

NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)
ZONES = ["Europe/London", "America/New_York", "Pacific/Chatham", "Asia/Kathmandu", "UTC", "America/St_Johns"]
TITLES = ["Night", "Day", "LD", "A/L", "On call", "Sick", "Payday", "Off", "Ward 7-3", "xyzzy plugh"]
zones = st.sampled_from(ZONES).map(ZoneInfo)


@st.composite
def events(draw):
    start = NOW + timedelta(minutes=15 * draw(st.integers(-2000, 5000)))
    uid = draw(st.integers(1, 6))
    more = {"SEQUENCE": draw(st.integers(0, 3))}
    if draw(st.booleans()):
        more["STATUS"] = draw(st.sampled_from(["CANCELLED", "CONFIRMED"]))
    if draw(st.integers(0, 4)) == 0:
        more["RRULE"] = draw(st.sampled_from(["FREQ=DAILY;COUNT=5", "FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=8"]))
    if draw(st.booleans()):
        return event(f";VALUE=DATE:{start:%Y%m%d}", title=draw(st.sampled_from(TITLES)), uid=uid, **more)
    end = start + timedelta(minutes=15 * draw(st.integers(-4, 120)))
    mark = draw(st.sampled_from(["", "Z"]))
    return event(
        f"{start:%Y%m%dT%H%M%S}{mark}",
        f"{end:%Y%m%dT%H%M%S}{mark}",
        draw(st.sampled_from(TITLES)),
        uid=uid,
        **more,
    )


def hold(found: Understood):
    for one in found.shifts:
        assert one.start < one.end
        assert one.start < NOW + AHEAD
        assert one.end > NOW - BEHIND
    assert all(before.end <= after.start for before, after in pairwise(found.shifts))
    assert found.known_until <= NOW + AHEAD


@examples(60)
@given(st.lists(events(), max_size=8), zones)
def test_no_calendar_gives_shifts_that_overlap_or_run_backwards(found, zone):
    with suppress(RosterRefused):
        hold(read_feed(calendar(*found), zone=zone, now=NOW, words=words(), codes={}))


@examples(60)
@given(st.text(alphabet="abcdefgh XYZ0123456789-/:.,;", min_size=9, max_size=60), st.booleans(), zones)
def test_nothing_of_a_long_title_is_kept(title, is_all_day, zone):
    """A first word in capitals may be a code, which is asked about; nothing else is left."""
    title = f"zq{title}qz"
    when = (";VALUE=DATE:20260330", None) if is_all_day else ("20260330T070000", "20260330T193000")
    one = event(when[0], when[1], title=title)
    found = read_feed(calendar(one), zone=zone, now=NOW, words=words(), codes={})
    assert found.unknown == ()
    assert title not in repr(found)


@examples(200)
@given(st.text(max_size=300))
def test_any_text_is_refused_in_words(text):
    for read in (
        lambda: read_feed(text, zone=ZoneInfo("UTC"), now=NOW, words=words(), codes={}),
        lambda: parse_lines(text, words=words(), today=NOW.date()),
        lambda: parse_pattern(text, words=words(), today=NOW.date()),
    ):
        with suppress(RosterRefused):
            read()


@examples(150)
@given(
    st.lists(
        st.tuples(st.dates(NOW.date(), NOW.date() + timedelta(days=60)), st.sampled_from(TITLES)), max_size=20
    ),
    zones,
)
def test_whatever_lines_are_taken_read_back_as_they_were(lines, zone):
    text = "\n".join(f"{day.isoformat()} {title}" for day, title in lines)
    try:
        days = parse_lines(text, words=words(), today=NOW.date())
    except WrongLines:
        return
    assert read_back(written(days)) == days
    hold(read_lines(days, zone=zone, now=NOW, words=words(), codes={}))
