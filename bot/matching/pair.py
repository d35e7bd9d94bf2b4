"""Two people, or a circle, with all that a sentence about them may need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.matching.topics import in_sentence
from bot.matching.closeness import is_comparable
from bot.matching.people import Candidate, Relations


@dataclass(frozen=True, slots=True)
class Pair:
    """`minutes` is shared welcome time per cycle, None if unknown. `labels` maps ids to words."""

    mentee: Candidate
    mentor: Candidate
    minutes: float | None
    relations: Relations
    career_stage_order: Sequence[str]
    labels: Mapping[str, str]
    equals: bool = False

    def label(self, key: str) -> str:
        return _label(key, self.labels)


@dataclass(frozen=True, slots=True)
class Members:
    """The people of a circle. `minutes` is welcome time per cycle that all share, None if unknown."""

    people: Sequence[Candidate]
    minutes: float | None
    labels: Mapping[str, str]

    def label(self, key: str) -> str:
        return _label(key, self.labels)

    def have_the_same(self, field: str) -> bool:
        """False where it is not said, or vague."""
        values = {getattr(one, field) for one in self.people}
        return len(values) == 1 and is_comparable(values.pop())


def _label(key: str, labels: Mapping[str, str]) -> str:
    return in_sentence(labels.get(key, key.replace("_", " ")))


def of_interest(key: str) -> str:
    """What an interest is called among the labels: some share their id with a department or a specialty."""
    return f"interest.{key}"


def listed(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
