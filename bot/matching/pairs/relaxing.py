"""In a small pool, what is let go of one by one so that more people have a match."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.matching.criteria import all_criteria
from bot.matching.criterion import LetGo
from bot.matching.people import Pool

# Up to so many people waiting, a single wish can leave somebody without a match.
SMALL = 30


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """A pool and what counts in it; `relaxed` is what was let go of, in words and in order."""

    pool: Pool
    weights: Mapping[str, float]
    relaxed: tuple[str, ...] = ()


def relaxations(pool: Pool, weights: Mapping[str, float]) -> Iterator[Terms]:
    """One wish less each time; none for a pool that is not small. Hard constraints stay."""
    terms = Terms(pool, weights)
    yield terms
    for key, let_go in _in_order() if len(pool.mentees) <= SMALL else ():
        if weights.get(key, 0) > 0:
            terms = _without(terms, key, let_go)
            yield terms


def _in_order() -> list[tuple[str, LetGo]]:
    found = [(one.key, one.let_go) for one in all_criteria().values() if one.let_go is not None]
    return sorted(found, key=lambda one: (one[1].order, one[0]))


def _without(terms: Terms, key: str, let_go: LetGo) -> Terms:
    relaxed = (*terms.relaxed, let_go.words)
    if let_go.instead is not None:
        return replace(terms, pool=let_go.instead(terms.pool), relaxed=relaxed)
    kept = {name: weight for name, weight in terms.weights.items() if name != key}
    return replace(terms, weights=kept, relaxed=relaxed)
