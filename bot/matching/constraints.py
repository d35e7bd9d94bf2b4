"""Rules a match never breaks, each with a name; True where a pair is allowed. They are never relaxed."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.closeness import is_comparable
from bot.matching.criteria.location import FINE_WITH_REMOTE, Place
from bot.matching.criteria.shift_overlap import ENOUGH
from bot.matching.pair_values import Cells, PairValues, Steps, cells, compared, of_each
from bot.matching.people import Candidate, Pool
from bot.matching.score_matrix import dense

Mask = NDArray[np.bool_]
BROKEN, KEPT = 1.0, 0.0


@dataclass(frozen=True, slots=True)
class Constraint:
    """`text` is the rule, for managers. `stood_in_the_way` is said of somebody whom nothing but this rule
    leaves without a mentor; rules without one must not be told apart from bad luck in anything a manager
    reads. `breaks` is above zero where a pair would break it. `by_rule`: only where the program has it.
    """

    id: str
    text: str
    breaks: Callable[[Pool], PairValues]
    stood_in_the_way: str | None = None
    would_help: str = ""
    by_rule: bool = False

    def allows(self, pool: Pool) -> Mask:
        return dense(pool, self.breaks(pool)) <= KEPT


def constraints_of(pool: Pool) -> tuple[Constraint, ...]:
    return tuple(one for one in ALL if not one.by_rule or one.id in pool.rules)


def allowed(pool: Pool, *, constraints: Collection[Constraint]) -> Mask:
    mask = np.ones(pool.shape, dtype=bool)
    for constraint in constraints:
        mask &= constraint.allows(pool)
    return mask


def _not_self(pool: Pool) -> PairValues:
    return (_named(pool, lambda person: {person.id}),)


def _not_line_manager(pool: Pool) -> PairValues:
    return (_named(pool, lambda person: person.managers),)


def _not_blocked(pool: Pool) -> PairValues:
    return (_named(pool, lambda person: person.exclusions),)


def _not_declined(pool: Pool) -> PairValues:
    return (_named(pool, lambda person: person.declined),)


def _not_failed_pair(pool: Pool) -> PairValues:
    return (_named(pool, lambda person: person.past_partners),)


def _named(pool: Pool, names: Callable[[Candidate], Collection[str]]) -> Cells:
    """Where one of the two names the other."""
    return cells((row, column, BROKEN) for row, column in _cells_named(pool, names))


def _cells_named(pool: Pool, names: Callable[[Candidate], Collection[str]]) -> Iterator[tuple[int, int]]:
    rows = {mentee.id: row for row, mentee in enumerate(pool.mentees)}
    columns = {mentor.id: column for column, mentor in enumerate(pool.mentors)}
    for row, mentee in enumerate(pool.mentees):
        yield from ((row, columns[name]) for name in names(mentee) if name in columns)
    for column, mentor in enumerate(pool.mentors):
        yield from ((rows[name], column) for name in names(mentor) if name in rows)


def _set_aside(pool: Pool) -> PairValues:
    mentees, mentors = ([one.set_aside for one in people] for people in (pool.mentees, pool.mentors))
    return (of_each(mentees, [BROKEN] * len(mentors)), of_each([BROKEN] * len(mentees), mentors))


def _capacity(pool: Pool) -> PairValues:
    return (of_each([BROKEN] * len(pool.mentees), (mentor.capacity < 1 for mentor in pool.mentors)),)


def _shared_window(_: Pool) -> PairValues:
    return (Steps((ENOUGH,), (BROKEN, KEPT), unknown=KEPT),)


def _language(pool: Pool) -> PairValues:
    """Whoever has named none is happy to talk in the language of the place."""

    def apart(one: frozenset[str], other: frozenset[str]) -> float:
        return float(bool(one) and bool(other) and one.isdisjoint(other))

    return compared(pool, lambda person: person.languages, apart)


def _site_rule(pool: Pool) -> PairValues:
    """Whoever has not said how they like to meet has not said that remote is fine."""

    def too_far(one: Place, other: Place) -> float:
        (site, meets), (other_site, other_meets) = one, other
        apart = is_comparable(site) and is_comparable(other_site) and site != other_site
        return float(apart and not {meets, other_meets} <= FINE_WITH_REMOTE)

    return compared(pool, lambda person: (person.site, person.meets), too_far)


def _different_department(pool: Pool) -> PairValues:
    return compared(
        pool,
        lambda person: person.department,
        lambda one, other: float(is_comparable(one) and one == other),
    )


def _different_role(pool: Pool) -> PairValues:
    """Two professions of one function are different enough, and so are two that nobody can compare."""
    return compared(
        pool,
        lambda person: person.profession,
        lambda one, other: float(is_comparable(one) and one == other),
    )


def _stages(pool: Pool) -> PairValues:
    order, third = pool.career_stage_order, len(pool.career_stage_order) // 3
    first, last = frozenset(order[:third]), frozenset(order[len(order) - third :])

    def mixed(one: tuple[str | None, bool], other: tuple[str | None, bool]) -> float:
        (stage, asked), (other_stage, other_asked) = one, other
        far = (stage in first and other_stage in last) or (stage in last and other_stage in first)
        return float(far and not (asked and other_asked))

    return compared(pool, lambda person: (person.career_stage, person.mixes_stages), mixed)


SHARED_WINDOW = Constraint(
    "shared_window",
    "They share at least one 45-minute welcome window in each meeting cycle over the next four weeks.",
    _shared_window,
    "No mentor with a free place shares enough free time with them.",
    "whose free times are like theirs",
)
NOT_SELF = Constraint("not_self", "Nobody is their own mentor.", _not_self)
ALL = (
    NOT_SELF,
    Constraint("hold", "Neither is on a hold set by a manager of the program.", _set_aside),
    Constraint(
        "not_line_manager", "No line-management or assessment link, in either direction.", _not_line_manager
    ),
    Constraint("not_blocked", "Neither has asked not to be matched with the other.", _not_blocked),
    Constraint("not_declined", "The mentee has not said no to this mentor.", _not_declined),
    Constraint("not_failed_pair", "The two have not already ended a pairing early.", _not_failed_pair),
    Constraint("capacity", "The mentor has room, counted over all programs.", _capacity),
    Constraint(
        "language",
        "They share a language both are happy to talk in.",
        _language,
        "No mentor with a free place speaks a language they have named.",
        "who speaks a language of theirs",
    ),
    Constraint(
        "site_rule",
        "People at different sites are matched only where both said remote is fine.",
        _site_rule,
        "No mentor with a free place is at their site, or fine with meeting remotely as they are.",
        "at their site, or one who is fine with meeting remotely as they are",
    ),
    Constraint(
        "different_department",
        "The two work in different departments.",
        _different_department,
        "No mentor with a free place works in another department.",
        "from another department",
        by_rule=True,
    ),
    Constraint(
        "different_role",
        "The two have a different function or profession.",
        _different_role,
        "No mentor with a free place has another function or profession.",
        "with another function or profession",
        by_rule=True,
    ),
    Constraint(
        "stages",
        "People in their first years are not put together with seniors unless both ask.",
        _stages,
        "Nobody here is near enough to them in career stage.",
        "nearer to them in career stage",
        by_rule=True,
    ),
    SHARED_WINDOW,
)
