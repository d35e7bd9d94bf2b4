"""Whether the day or the month comes first in the dates of a paste: one order for all of it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.rosters.typed.dates import Written

NEAR = timedelta(days=60)


def root(day: Written) -> Written:
    """The day that is written out, of which another is told by its place in the week."""
    return root(day.week) if day.week else day


class TwoOrders(Exception):
    """The dates of a paste can't be read in one order. Has one that needs the day first, one the month."""

    def __init__(self, day_first: Written, month_first: Written) -> None:
        super().__init__(day_first.text, month_first.text)
        self.day_first, self.month_first = day_first, month_first


class OrderUnsure(Exception):
    """Nothing says which of two numbers is the month, and the usual order scatters what belongs together."""


def order_of(days: Sequence[Written], *, today: date, month_first: bool | None) -> bool:
    """Whether the month comes first in all of a paste: by numbers over 12, weekdays, the locale."""
    numbers = [one for one in map(root, days) if one.is_open]
    by_day = [one for one in numbers if one.on(today, month_first=True) is None]
    by_month = [one for one in numbers if one.on(today, month_first=False) is None]
    if by_day and by_month:
        raise TwoOrders(by_day[0], by_month[0])
    if by_day or by_month:
        return bool(by_month)
    fitting = [order for order in (False, True) if all(one.fits(today, month_first=order) for one in numbers)]
    if len(fitting) == 1:
        return fitting[0]
    if month_first is None and _scattered(numbers, today, month_first=False):
        raise OrderUnsure
    return bool(month_first)


def _scattered(days: Iterable[Written], today: date, *, month_first: bool) -> bool:
    """Whether days that would lie close together in the other order lie weeks apart in this one."""
    one, other = (_in_order(days, today, month_first=order) for order in (month_first, not month_first))
    return len(one) > 2 and one[-1] - one[0] > NEAR and other[-1] - other[0] < NEAR


def _in_order(days: Iterable[Written], today: date, *, month_first: bool) -> list[date]:
    found = {one.on(today, month_first=month_first) for one in days}
    return sorted(one for one in found if one)
