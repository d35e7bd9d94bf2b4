"""In a small pool, what may be let go of so that more people have a match, in this order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.matching.people import Pool

# Up to so many people waiting, a single wish can leave somebody without a match.
SMALL = 30
ORDER = ("location", "patient_setting", "working_style", "career_path", "specialty")
WORDS = {
    "location": "Where people work was left out of account.",
    "patient_setting": "The kind of patients was left out of account.",
    "working_style": "Working style was left out of account.",
    "career_path": "Career path was left out of account.",
    "specialty": "Another specialty counted as a related one.",
}


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """A pool and what counts in it; `relaxed` are keys, in order."""

    pool: Pool
    weights: Mapping[str, float]
    relaxed: tuple[str, ...] = ()

    @property
    def in_words(self) -> tuple[str, ...]:
        return tuple(WORDS[key] for key in self.relaxed)


def relaxations(pool: Pool, weights: Mapping[str, float]) -> Iterator[Terms]:
    """One wish less each time; none for a pool that is not small. Hard constraints stay."""
    terms = Terms(pool, weights)
    yield terms
    for key in ORDER if len(pool.mentees) <= SMALL else ():
        if weights.get(key, 0) > 0:
            terms = _without(terms, key)
            yield terms


def _without(terms: Terms, key: str) -> Terms:
    relaxed = (*terms.relaxed, key)
    if key == "specialty":
        people = (*terms.pool.mentees, *terms.pool.mentors)
        everything = frozenset(one.specialty for one in people if one.specialty)
        relations = terms.pool.relations
        wider = replace(relations, specialties=(*relations.specialties, everything))
        return replace(terms, pool=replace(terms.pool, relations=wider), relaxed=relaxed)
    kept = {name: weight for name, weight in terms.weights.items() if name != key}
    return replace(terms, weights=kept, relaxed=relaxed)
