"""How many of the mentee's interests the mentor has too."""

from bot.domain.matching.topics import in_sentence
from bot.matching.criterion import Criterion
from bot.matching.pair import Members, Pair, of_interest
from bot.matching.pair_values import PairValues, shares
from bot.matching.people import Pool

MOST_NAMED = 2


def value(pair: Pair) -> float | None:
    """The share of the mentee's interests that the mentor has as well."""
    mine, theirs = pair.mentee.interests, pair.mentor.interests
    return len(mine & theirs) / len(mine) if mine and theirs else None


def score(pool: Pool) -> PairValues:
    return shares([one.interests for one in pool.mentees], [one.interests for one in pool.mentors])


def reason(pair: Pair) -> str | None:
    """Names only what both chose."""
    both = sorted(of_interest(one) for one in pair.mentee.interests & pair.mentor.interests)
    named = [in_sentence(pair.labels[one]) for one in both if one in pair.labels]
    return f"You share an interest in {', and in '.join(named[:MOST_NAMED])}." if named else None


def circle_reason(members: Members) -> str | None:
    """Names one that all chose."""
    of_all = frozenset.intersection(*(one.interests for one in members.people))
    known = [key for key in sorted(map(of_interest, of_all)) if key in members.labels]
    return f"You all share an interest in {members.label(known[0])}." if known else None


CRITERION = Criterion(
    key="interests",
    label="Interests in common",
    order=130,
    value=value,
    score=score,
    reason=reason,
    circle_reason=circle_reason,
    not_said="interests",
    let_go=None,
)
