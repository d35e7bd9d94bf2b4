"""What makes a good match, one file per criterion: its name is the key that programs give a weight to.

Each file has `value(pair)`, the rule itself: 0 to 1, or None where something has not been said;
`score(pool)`, the same for a whole pool, where what is missing counts half; `reason(pair)`, a sentence to
both people about what speaks for them, or None, and managers read it too; and `NOT_SAID`, a note to managers,
or None.
"""

import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType

from bot.matching.pair import Pair
from bot.matching.pair_values import PairValues
from bot.matching.people import Pool


@dataclass(frozen=True, slots=True)
class Criterion:
    key: str
    value: Callable[[Pair], float | None]
    score: Callable[[Pool], PairValues]
    reason: Callable[[Pair], str | None]
    not_said: str | None


@cache
def all_criteria() -> Mapping[str, Criterion]:
    found = {}
    for key in names_in(__path__):
        module = import_module(f"{__name__}.{key}")
        found[key] = Criterion(key, module.value, module.score, module.reason, module.NOT_SAID)
    return MappingProxyType(found)


def names_in(folders: Iterable[str]) -> list[str]:
    """Raises ValueError if two folders hold a criterion of the same name."""
    names = [found.name for folder in folders for found in pkgutil.iter_modules([folder])]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"there are two criteria called {', '.join(twice)}")
    return sorted(names)
