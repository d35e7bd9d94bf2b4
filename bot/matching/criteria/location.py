"""The same site, or both like it remote."""

from bot.matching.closeness import SAME, UNRELATED, is_comparable
from bot.matching.criterion import Criterion, LetGo
from bot.matching.pair import Members, Pair
from bot.matching.pair_values import NOT_SAID as HALF
from bot.matching.pair_values import PairValues, compared
from bot.matching.people import Candidate, Pool

REMOTE = "remote"
FINE_WITH_REMOTE = frozenset({REMOTE, "either"})
ONE_SITE = "You work at the same site."
Place = tuple[str | None, str | None]


def value(pair: Pair) -> float | None:
    return _near(_place(pair.mentee), _place(pair.mentor))


def score(pool: Pool) -> PairValues:
    return compared(pool, _place, _near)


def _place(person: Candidate) -> Place:
    return person.site, person.meets


def _near(one: Place, other: Place) -> float | None:
    """Half for two sites where remote is fine with both."""
    (site, meets), (other_site, other_meets) = one, other
    if meets == other_meets == REMOTE:
        return SAME
    if not is_comparable(site) or not is_comparable(other_site):
        return None
    if site == other_site:
        return SAME
    return HALF if {meets, other_meets} <= FINE_WITH_REMOTE else UNRELATED


def reason(pair: Pair) -> str | None:
    if is_comparable(pair.mentee.site) and pair.mentee.site == pair.mentor.site:
        return ONE_SITE
    return "You both like to meet by phone or video." if value(pair) == SAME else None


def circle_reason(members: Members) -> str | None:
    return ONE_SITE if members.have_the_same("site") else None


CRITERION = Criterion(
    key="location",
    label="The same place, or both fine with remote",
    order=140,
    value=value,
    score=score,
    reason=reason,
    circle_reason=circle_reason,
    not_said="site",
    let_go=LetGo(order=10, words="Where people work wasn't taken into account."),
)
