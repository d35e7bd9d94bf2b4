"""What makes a good match: one file per criterion, which defines CRITERION and is found by scan."""

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from bot.matching.criterion import Criterion


@cache
def all_criteria() -> Mapping[str, Criterion]:
    """Find every criterion, keyed by its file's name, in the order in which they are listed.

    Loads numpy. Raises ValueError for a file without a criterion, or with one of another name.
    """
    found = sorted(map(_read, names_in(__path__)), key=lambda one: (one.order, one.key))
    return MappingProxyType({one.key: one for one in found})


def _read(name: str) -> Criterion:
    criterion = getattr(import_module(f"{__name__}.{name}"), "CRITERION", None)
    if not isinstance(criterion, Criterion) or criterion.key != name:
        raise ValueError(f"bot/matching/criteria/{name}.py has no CRITERION whose key is {name!r}")
    return criterion


def names_in(folders: Iterable[str]) -> list[str]:
    """Raises ValueError if two folders hold a criterion of the same name."""
    names = [found.name for folder in folders for found in pkgutil.iter_modules([folder])]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"there are two criteria called {', '.join(twice)}")
    return sorted(names)
