"""The mentor offers what the mentee wants to talk about."""

from collections.abc import Collection, Sequence

import numpy as np

from bot.matching import parts
from bot.matching.numbers import Floats
from bot.matching.pair import Pair, listed
from bot.matching.parts import Parts, Product
from bot.matching.people import Candidate, Pool

NOT_SAID = "goals not said"
MOST_WANTED = 3


def value(pair: Pair) -> float | None:
    """The share of the mentee's first three topics that is offered."""
    wanted, offered = pair.mentee.topics_wanted[:MOST_WANTED], _offered(pair.mentor, pair.equals)
    return sum(topic in offered for topic in wanted) / len(wanted) if wanted and offered else None


def score(pool: Pool) -> Parts:
    wanted = [one.topics_wanted[:MOST_WANTED] for one in pool.mentees]
    offered = [_offered(one, pool.equals) for one in pool.mentors]
    topics = sorted({topic for some in wanted for topic in some})
    shares = _table(wanted, topics) / np.maximum([[len(some)] for some in wanted] or np.ones((0, 1)), 1)
    wants = np.array([bool(some) for some in wanted], dtype=np.float32)
    offers = np.array([bool(some) for some in offered], dtype=np.float32)
    return (
        Product(shares.astype(np.float32), _table(offered, topics)),
        parts.of_each(parts.NOT_SAID * wants, 1 - offers),
        parts.of_each(parts.NOT_SAID * (1 - wants), np.ones(len(offered))),
    )


def _offered(person: Candidate, equals: bool) -> Collection[str]:
    """Equals talk about what both want to talk about."""
    return person.topics_wanted if equals else person.topics_offered


def _table(chosen: Sequence[Collection[str]], topics: Sequence[str]) -> Floats:
    found = np.array([[topic in some for topic in topics] for some in chosen], dtype=np.float32)
    return found.reshape(len(chosen), len(topics))


def reason(pair: Pair) -> str | None:
    wanted = pair.mentee.topics_wanted[:MOST_WANTED]
    both = [pair.label(topic) for topic in wanted if topic in _offered(pair.mentor, pair.equals)]
    return f"You both chose {listed(both)}." if both else None
