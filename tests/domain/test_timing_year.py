"""A year of rosters in every zone there is: nobody is woken, the budget holds, no moment is overlooked."""

import random
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import load_content
from bot.domain.availability import Availability, Interval, Shift, ShiftKind
from bot.domain.timing import allowed_windows, next_welcome_moment, welcome_windows
from bot.facts.welcome import BUDGET_DAYS, room_in_budget, welcome_moment
from tests.domain.quiet_oracle import Oracle, clock_changes
from tests.examples import examples

CONTENT = load_content()
RULES = CONTENT.quiet_rules
ZONES = sorted(available_timezones())
SLICES = 8
YEAR, DAY = 2026, timedelta(days=1)
FIRST = datetime(YEAR, 1, 1, tzinfo=UTC)
DAYS_LOOKED_AT = 3
CODES = {
    "L": (time(7), time(19, 30)),
    "N": (time(19), time(7, 30)),
    "E": (time(7), time(15, 30)),
    "T": (time(13), time(21, 30)),
}
PATTERNS = ["LL--NNN---", "NNNN----", "LLNN----", "EETT--E", "LNL-N--", "NN-LL-", "-"]


def year_of(zone: ZoneInfo, rng: random.Random) -> tuple[Shift, ...]:
    """A pattern that repeats from some day on, now and then swapped, in local time; and weeks away."""
    pattern, shifts = rng.choice(PATTERNS), []
    offset = rng.randrange(len(pattern))
    for n in range(-10, 376):
        code = pattern[(n + offset) % len(pattern)] if rng.random() > 0.05 else rng.choice("LNET-")
        if code in CODES:
            shifts.append(_shift(zone, FIRST + n * DAY, *CODES[code], kind=_kind(code)))
    leave = FIRST + rng.randrange(350) * DAY
    return tuple(sorted((*shifts, Shift(leave, leave + 14 * DAY, ShiftKind.AWAY)), key=lambda one: one.start))


def _kind(code: str) -> ShiftKind:
    return ShiftKind.NIGHT if code == "N" else ShiftKind.DAY


def _shift(zone: ZoneInfo, day: datetime, start: time, end: time, *, kind: ShiftKind) -> Shift:
    last = day if start < end else day + DAY
    edges = (datetime.combine(day.date(), start, zone), datetime.combine(last.date(), end, zone))
    return Shift(edges[0].astimezone(UTC), edges[1].astimezone(UTC), kind)


@cache
def person_of(tz: str, seed: int) -> Availability:
    rng = random.Random(f"{tz} {seed}")
    known = FIRST + timedelta(days=380) if seed % 4 else None
    preset = rng.choice(list(CONTENT.presets.values()))
    return Availability(tz, preset, year_of(ZoneInfo(tz), rng), known, long_recovery=seed % 3 == 0)


def days_to_look_at(tz: str) -> list[datetime]:
    """Days with a clock change, and as many others."""
    rng = random.Random(tz)
    changes = clock_changes(tz, YEAR)[:4]
    return [change - DAY for change in changes] + [FIRST + rng.randrange(360) * DAY for _ in range(2)]


@pytest.mark.parametrize("part", range(SLICES))
def test_in_no_zone_does_a_window_break_a_rule_on_days_all_over_the_year(part):
    for number, tz in enumerate(ZONES[part::SLICES]):
        person = person_of(tz, number)
        oracle = Oracle(person)
        for start in days_to_look_at(tz):
            windows = welcome_windows(person, start=start, end=start + DAYS_LOOKED_AT * DAY, rules=RULES)
            for one in windows:
                assert not oracle.broken_at_edges(one.start, one.end), tz


@st.composite
def years(draw):
    return person_of(draw(st.sampled_from(ZONES)), draw(st.integers(0, 7)))


@examples(60)
@given(years(), st.integers(0, 340 * 24), st.integers(1, 21 * 24))
def test_a_message_with_a_welcome_moment_before_it_expires_finds_it(person, hours, life):
    """By the oracle there is no good minute before the moment found, and none at all where none is."""
    due = FIRST + timedelta(hours=hours)
    expires = due + timedelta(hours=life)
    found = next_welcome_moment(person, due=due, expires=expires, rules=RULES)
    until = found or expires
    assert until == due or not any(
        one.start < until for one in welcome_windows(person, start=due, end=until, rules=RULES)
    )
    if person.roster_known_until and not _near_a_clock_change(person.tz, due, until):
        oracle = Oracle(person).around(due, until)
        quarters = (
            due + timedelta(minutes=15 * n) for n in range(int((until - due) / timedelta(minutes=15)))
        )
        assert not [at for at in quarters if oracle.is_good(at)]


def _near_a_clock_change(tz: str, start: datetime, end: datetime) -> bool:
    return any(start - 2 * DAY < change < end + 2 * DAY for change in clock_changes(tz, start.year))


@examples(25)
@given(years(), st.lists(st.integers(0, 40 * 24), min_size=3, max_size=9), st.integers(1, 3))
def test_however_many_are_due_the_budget_of_seven_days_holds(person, hours, most):
    """Each is planned as the tick does, one after the other, whatever was sent before."""
    sent: list[datetime] = []
    for due in sorted(FIRST + timedelta(hours=one) for one in hours):
        now, expires = max([due, *sent]), due + timedelta(days=30)
        while True:
            earliest = room_in_budget(sent, due=now, most=most)
            moment = welcome_moment([person], due=earliest, expires=expires, content=CONTENT)
            if moment is None or moment == now:
                break
            now = moment
        if moment is not None:
            sent.append(moment)
    for at in sent:
        assert len([one for one in sent if at - BUDGET_DAYS < one <= at]) <= most
    assert not [why for at in sent if (why := Oracle(person).why_not(at))]


@examples(40)
@given(years(), years(), st.integers(0, 340 * 24))
def test_people_of_different_zones_get_one_message_at_a_moment_that_suits_all(first, second, hours):
    due = FIRST + timedelta(hours=hours)
    moment = welcome_moment([first, second], due=due, expires=due + timedelta(days=14), content=CONTENT)
    if moment is not None:
        assert [Oracle(one).why_not(moment) for one in (first, second)] == [None, None]
    else:
        both = [allowed_windows(one, start=due, end=due + 14 * DAY, rules=RULES) for one in (first, second)]
        assert not [(a, b) for a in both[0] for b in both[1] if a.start < b.end and b.start < a.end]


def test_a_night_over_a_clock_change_is_slept_off_by_the_new_clock():
    """As docs/timing.md tells it: in London, 28 to 29 March and 24 to 25 October 2026."""
    london = ZoneInfo("Europe/London")
    for day, hours in ((datetime(2026, 3, 28, tzinfo=UTC), 11.5), (datetime(2026, 10, 24, tzinfo=UTC), 13.5)):
        night = _shift(london, day, time(19), time(7, 30), kind=ShiftKind.NIGHT)
        assert night.end - night.start == timedelta(hours=hours)
        again = _shift(london, day + DAY, time(19), time(7, 30), kind=ShiftKind.NIGHT)
        person = Availability("Europe/London", CONTENT.preset(None), (night, again), FIRST + 400 * DAY)
        [window] = welcome_windows(person, start=night.end, end=night.end + timedelta(hours=12), rules=RULES)
        assert window == Interval(night.end + timedelta(hours=9), again.start - timedelta(minutes=90))
        assert f"{window.start.astimezone(london):%H:%M}" == "16:30"
