"""How many of the mentee's first three topics the mentor offers."""

from collections.abc import Collection

from bot.domain.matching.topics import share_topics
from bot.matching.criterion import Criterion
from bot.matching.pair import Members, Pair
from bot.matching.pair_values import PairValues, shares
from bot.matching.people import Candidate, Pool

MOST_WANTED = 3


def value(pair: Pair) -> float | None:
    """The share of the mentee's first three topics that is offered."""
    wanted, offered = pair.mentee.topics_wanted[:MOST_WANTED], _offered(pair.mentor, pair.equals)
    return sum(topic in offered for topic in wanted) / len(wanted) if wanted and offered else None


def score(pool: Pool) -> PairValues:
    wanted = [one.topics_wanted[:MOST_WANTED] for one in pool.mentees]
    return shares(wanted, [_offered(one, pool.equals) for one in pool.mentors])


def _offered(person: Candidate, equals: bool) -> Collection[str]:
    """Equals talk about what both want to talk about."""
    return person.topics_wanted if equals else person.topics_offered


def reason(pair: Pair) -> str | None:
    wanted = pair.mentee.topics_wanted[:MOST_WANTED]
    both = [pair.label(topic) for topic in wanted if topic in _offered(pair.mentor, pair.equals)]
    return share_topics(both) if both else None


def circle_reason(members: Members) -> str | None:
    of_all = frozenset.intersection(*(frozenset(one.topics_wanted) for one in members.people))
    shared = [members.label(topic) for topic in members.people[0].topics_wanted if topic in of_all]
    return share_topics(shared[:MOST_WANTED], who="You all share") if shared else None


CRITERION = Criterion(
    key="goals",
    label="What the mentee wants to learn",
    order=10,
    value=value,
    score=score,
    reason=reason,
    circle_reason=circle_reason,
    not_said="goals",
    let_go=None,
)
