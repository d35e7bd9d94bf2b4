"""The same site, so that meeting in person is easy; or both like to meet remotely."""

from bot.matching.closeness import SAME, UNRELATED, is_comparable
from bot.matching.pair import Pair
from bot.matching.pair_values import NOT_SAID as HALF
from bot.matching.pair_values import PairValues, compared
from bot.matching.people import Candidate, Pool

NOT_SAID = "site not said"
REMOTE = "remote"
FINE_WITH_REMOTE = frozenset({REMOTE, "either"})
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
        return "You work at the same site."
    return "You both like to meet by phone or video." if value(pair) == SAME else None
