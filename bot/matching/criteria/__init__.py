"""What makes a good match, one file per criterion: its name is the key that programs give a weight to."""

import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from bot.matching.pair import Pair
from bot.matching.people import Pool


@dataclass(frozen=True, slots=True)
class Criterion:
    """`score` is 0 to 1, mentees x mentors, NaN where something has not been said.

    `reason` is a sentence to both people about what speaks for the pair, or None; managers read it too.
    """

    key: str
    score: Callable[[Pool], NDArray[np.float64]]
    reason: Callable[[Pair], str | None]


@cache
def all_criteria() -> Mapping[str, Criterion]:
    found = {}
    for key in names_in(__path__):
        module = import_module(f"{__name__}.{key}")
        found[key] = Criterion(key, module.score, module.reason)
    return MappingProxyType(found)


def names_in(folders: Iterable[str]) -> list[str]:
    """Raises ValueError if two folders hold a criterion of the same name."""
    names = [found.name for folder in folders for found in pkgutil.iter_modules([folder])]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"there are two criteria called {', '.join(twice)}")
    return sorted(names)
