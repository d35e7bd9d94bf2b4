"""Both are interested in the same things, whatever their work is."""

from bot.matching.pair import Pair, in_sentence, of_interest
from bot.matching.pair_values import PairValues, shares
from bot.matching.people import Pool

NOT_SAID = "interests not said"
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
