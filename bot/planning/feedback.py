"""The messages of a wave: an invitation, and at most two reminders, by the calendar."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.delivery.outbox import Planned
from bot.domain.feedback.waves import COHORT, Wave, WaveKind, WavePlace

INVITE, REMINDER = "wave_invite", "wave_reminder"
WAVE_MESSAGES = frozenset({INVITE, REMINDER})
# Of one wave to one person: the invitation, and two reminders.
MOST_MESSAGES = 3
FIRST_REMINDER_AFTER = timedelta(days=10)
LAST_REMINDER_BEFORE = timedelta(days=7)
# A reminder that comes sooner after something else of the same wave presses.
APART = timedelta(days=5)
DAY = timedelta(days=1)
QUARTERS = 4
KINDS = tuple(WaveKind)


def plan_wave(wave: Wave, places: Iterable[WavePlace], *, today: date) -> list[Planned]:
    """Plan the messages of a wave to those who are asked in it from today on. Idempotent.

    Reminders come by the calendar alone; whoever has opened the wave by then gets none. Whoever left early
    is invited, and never reminded. In whatever order people come, rows are the same.
    """
    days = [*_days(wave, max(today, wave.opens_on))]
    return [
        _planned(wave, place.user_id, number, day)
        for place in sorted(places, key=lambda one: one.user_id)
        for number, day in enumerate(days[:1] if place.is_early else days)
    ]


def _days(wave: Wave, first: date) -> Iterator[date]:
    """The day of the invitation, and those of the reminders for which there is time."""
    if first > wave.closes_on:
        return
    last = wave.closes_on - LAST_REMINDER_BEFORE
    yield first
    if first + FIRST_REMINDER_AFTER <= last - APART:
        yield first + FIRST_REMINDER_AFTER
    if first + APART <= last:
        yield last


def _planned(wave: Wave, user_id: str, place: int, day: date) -> Planned:
    return Planned(
        workspace_id=wave.workspace_id,
        kind=REMINDER if place else INVITE,
        subject=wave.program_id,
        cycle=number_of(wave.kind, wave.intake) + place,
        recipient=user_id,
        due_at=datetime.combine(day, time(), UTC),
        expires_at=datetime.combine(wave.closes_on + DAY, time(), UTC),
    )


def number_of(kind: WaveKind, intake: str) -> int:
    """Give the number that stands in a wave's rows in place of a cycle's; its reminders add 1 and 2."""
    year, _, quarter = intake.partition("Q")
    intakes = int(year) * QUARTERS + int(quarter) if intake != COHORT else 0
    return (intakes * len(KINDS) + KINDS.index(kind)) * MOST_MESSAGES


def numbers_of(kind: WaveKind, intake: str) -> range:
    """List all the numbers that a wave's rows may have."""
    first = number_of(kind, intake)
    return range(first, first + MOST_MESSAGES)


def wave_of(number: int) -> tuple[WaveKind, str]:
    """Tell which kind of wave, of which intake, the row of this number is about."""
    intakes, kind = divmod(number // MOST_MESSAGES, len(KINDS))
    if not intakes:
        return KINDS[kind], COHORT
    year, quarter = divmod(intakes - 1, QUARTERS)
    return KINDS[kind], f"{year}Q{quarter + 1}"
