"""When people may be written to: one question, two people's shared time, and a month for ten thousand."""

import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from benchmarks.report import Line, median
from bot.content import load_content
from bot.domain.availability import Availability, QuietRules, Shift, ShiftKind, ShiftPreset
from bot.domain.spans import common, merged, minus
from bot.domain.timing import next_welcome_moment, shared_windows, welcome_windows

ROUNDS = 3
SOME, MANY = 500, 10_000
MONTH_SECONDS, MOST_TIMES_NEXT, MOST_TIMES_SHARED, MOST_TIMES_MONTH = 20.0, 4.0, 20.0, 10.0
START = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)
ROSTER, MONTH = timedelta(weeks=6), timedelta(days=30)
ZONES = ("Europe/London", "America/New_York", "Australia/Sydney", "Asia/Kolkata")
HOURS = timedelta(hours=12, minutes=30)


async def run(_: object) -> list[Line]:
    rules, varies = load_content().quiet_rules, load_content().preset("mixed_12")
    people = [_person(seed, varies) for seed in range(MANY)]
    some = people[:SOME]
    return [
        _each("next welcome moment, six weeks of roster", some, _next, rules, MOST_TIMES_NEXT),
        _each("four weeks shared by two, six weeks of roster", some, _shared, rules, MOST_TIMES_SHARED),
        _month(people, rules),
        _each("a month of windows, six weeks of roster", some, _windows, rules, MOST_TIMES_MONTH),
    ]


def _each(
    what: str,
    people: Sequence[Availability],
    ask: Callable[[Availability, Availability, QuietRules], object],
    rules: QuietRules,
    most: float,
) -> Line:
    """Per call, against what it takes merely to lay the person's shifts on the days they leave free."""
    pairs = list(zip(people, [*people[1:], people[0]], strict=True))
    found = median(
        [_seconds(lambda: [ask(one, other, rules) for one, other in pairs]) for _ in range(ROUNDS)]
    )
    floor = median([_seconds(lambda: [_lay_out(one) for one in people]) for _ in range(ROUNDS)])
    ratio = found / floor
    return Line(
        what,
        f"{1e6 * found / len(people):,.0f} µs",
        f"{1e6 * floor / len(people):,.0f} µs",
        ratio,
        f"at most {most:.0f} times the spans alone",
        ratio <= most,
    )


def _next(one: Availability, _: Availability, rules: QuietRules) -> object:
    due = START + timedelta(days=3, hours=5)
    return next_welcome_moment(one, due=due, expires=due + 10 * DAY, rules=rules)


def _shared(one: Availability, other: Availability, rules: QuietRules) -> object:
    return shared_windows([one, other], start=START, end=START + 28 * DAY, minutes=30, rules=rules)


def _windows(one: Availability, _: Availability, rules: QuietRules) -> object:
    return welcome_windows(one, start=START, end=START + MONTH, rules=rules)


def _lay_out(one: Availability) -> object:
    """The floor: free days of a month, minus the shifts, and no rule looked at."""
    days = [(START + n * DAY + timedelta(hours=9), START + n * DAY + timedelta(hours=21)) for n in range(30)]
    return common(minus(days, merged((shift.start, shift.end) for shift in one.shifts)), days)


def _month(people: Sequence[Availability], rules: QuietRules) -> Line:
    seconds = _seconds(lambda: [_windows(one, one, rules) for one in people])
    return Line(
        f"a month of windows for {len(people):,} people with rosters",
        f"{seconds:.1f} s",
        aim=f"under {MONTH_SECONDS:.0f} s",
        held=seconds < MONTH_SECONDS,
    )


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _person(seed: int, varies: ShiftPreset) -> Availability:
    """Blocks of days and nights with days off in between, from a week ago on."""
    rng, day, shifts = random.Random(seed), START - 7 * DAY, []
    while day < START + ROSTER:
        is_night = rng.random() < 0.4
        for _ in range(rng.choice((2, 3, 4))):
            start = day + timedelta(hours=19 if is_night else 7)
            shifts.append(Shift(start, start + HOURS, ShiftKind.NIGHT if is_night else ShiftKind.DAY))
            day += DAY
        day += rng.choice((2, 3, 4)) * DAY
    return Availability(rng.choice(ZONES), varies, tuple(shifts), roster_known_until=START + ROSTER)
