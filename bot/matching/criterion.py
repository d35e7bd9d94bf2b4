"""What a criterion has to say about itself."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.matching.pair import Members, Pair
from bot.matching.pair_values import PairValues
from bot.matching.people import Pool


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGo:
    """In a small pool a criterion may be let go of, the smallest `order` first; `words` say so to managers.

    `instead` changes the pool so that the criterion asks for less. Without it, the criterion counts nothing.
    """

    order: int
    words: str
    instead: Callable[[Pool], Pool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """Nothing has a default, so that whoever adds a criterion decides on each.

    What it counts is the first line of its file, which is read in docs/matching.md too.

    `key` is the file's name, to which programs give a weight. `label` is what managers read beside that
    weight, in the `order` of all labels, the smallest first.

    `value` is the rule itself: 0 to 1, or None where something has not been said; `score` is the same for a
    whole pool, where what is missing counts half. `reason` is a sentence to two people about what speaks for
    them, which managers read too, and `circle_reason` one to a circle; None where nothing does. Without
    `circle_reason` the criterion counts in circles and is not spoken of. `not_said` is a note to managers for
    what is missing and matters. Without `let_go` the criterion stays however small a pool is.
    """

    key: str
    label: str
    order: int
    value: Callable[[Pair], float | None]
    score: Callable[[Pool], PairValues]
    reason: Callable[[Pair], str | None]
    circle_reason: Callable[[Members], str | None] | None
    not_said: str | None
    let_go: LetGo | None
