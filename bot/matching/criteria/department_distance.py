"""Another department without a common manager.

So a talk stays away from daily work.
"""

from collections import defaultdict
from collections.abc import Iterator

from bot.matching import pair_values
from bot.matching.closeness import SAME, UNRELATED, closeness, is_comparable
from bot.matching.criterion import Criterion
from bot.matching.pair import Members, Pair
from bot.matching.pair_values import Cells, PairValues, cells, compared
from bot.matching.people import Pool


def value(pair: Pair) -> float | None:
    if pair.mentee.managers & pair.mentor.managers:
        return UNRELATED
    return _apart(pair.mentee.department, pair.mentor.department)


def score(pool: Pool) -> PairValues:
    return (*compared(pool, lambda one: one.department, _apart), _one_manager(pool))


def _apart(one: str | None, other: str | None) -> float | None:
    close = closeness(one, other)
    return None if close is None else SAME - close


def _one_manager(pool: Pool) -> Cells:
    """Takes away what different departments gave."""
    return cells(
        (row, column, -worth)
        for row, column in set(_with_one_manager(pool))
        if (worth := _worth(pool, row, column))
    )


def _worth(pool: Pool, row: int, column: int) -> float:
    found = _apart(pool.mentees[row].department, pool.mentors[column].department)
    return pair_values.NOT_SAID if found is None else found


def _with_one_manager(pool: Pool) -> Iterator[tuple[int, int]]:
    managed = defaultdict(list)
    for column, mentor in enumerate(pool.mentors):
        for manager in mentor.managers:
            managed[manager].append(column)
    for row, mentee in enumerate(pool.mentees):
        for manager in mentee.managers:
            yield from ((row, column) for column in managed.get(manager, ()))


def reason(pair: Pair) -> str | None:
    different = _apart(pair.mentee.department, pair.mentor.department) == SAME
    return "You work in different departments." if different else None


def circle_reason(members: Members) -> str | None:
    known = {one.department for one in members.people if is_comparable(one.department)}
    return "You all work in different departments." if len(known) == len(members.people) else None


CRITERION = Criterion(
    key="department_distance",
    label="Another department",
    order=70,
    value=value,
    score=score,
    reason=reason,
    circle_reason=circle_reason,
    not_said="department",
    let_go=None,
)
