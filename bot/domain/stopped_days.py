"""Days on which no silence is counted, as rosters and wards on hold say them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.domain.availability import Shift, ShiftKind
from bot.domain.local_time import DAY, local_date
from bot.domain.shifts.roster import SAME_RUN, is_night

# First and last day, both included.
Stopped = tuple[date, date]
# Longer than any silence is counted before somebody hears of it.
LOOK_BACK = timedelta(weeks=26)
# A last day needs a moment of it, not the midnight that ends it.
_A_MOMENT = timedelta(microseconds=1)


def stopped_by_shifts(shifts: Iterable[Shift], *, tz: str) -> tuple[Stopped, ...]:
    """Blocks of nights, each from the day its first night begins to the day after its last one ends, on which
    nobody is written to before 14:00 (docs/timing.md); and the days a roster calls away.
    """
    zone, known = ZoneInfo(tz), sorted(shifts, key=lambda one: one.start)
    nights = [one for one in known if is_night(one, zone)]
    blocks = [(block[0].start, block[-1].end + DAY) for block in _runs(nights)]
    away = [(one.start, one.end) for one in known if one.kind is ShiftKind.AWAY]
    return tuple(
        (local_date(zone, start), local_date(zone, end - _A_MOMENT)) for start, end in [*blocks, *away]
    )


def joined(days: Iterable[Stopped], *, first: date, last: date) -> list[Stopped]:
    """The days that lie between `first` and `last`, in as few spans as there can be, in order."""
    found: list[Stopped] = []
    for starts, ends in sorted(
        (start, min(end, last)) for start, end in days if end >= first and start <= last
    ):
        if found and starts <= found[-1][1] + DAY:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((starts, ends))
    return found


def _runs(nights: Sequence[Shift]) -> Iterator[Sequence[Shift]]:
    first = 0
    for at in range(1, len(nights) + 1):
        if at == len(nights) or nights[at].start - nights[at - 1].end >= SAME_RUN:
            yield nights[first:at]
            first = at
