"""Kinds of message the bot starts by itself: one module each, in rooms by topic, found by scan."""

import importlib
import pkgutil
from collections.abc import Callable, Collection, Mapping
from functools import cache
from types import MappingProxyType

from bot.delivery.kind import AnyKind


@cache
def all_kinds() -> Mapping[str, AnyKind]:
    """Find every module below this package that defines KIND; keyed by the module's name.

    Raises ValueError for a key that is not its file's name, or that two files have.
    """
    found: dict[str, AnyKind] = {}
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        kind = getattr(importlib.import_module(module.name), "KIND", None)
        if kind is None:
            continue
        if kind.key != module.name.rpartition(".")[2] or kind.key in found:
            path = module.name.replace(".", "/")
            raise ValueError(f"{path}.py calls its kind {kind.key!r}; use the file's name, once")
        found[kind.key] = kind
    return MappingProxyType(found)


def kinds_where(holds: Callable[[AnyKind], bool]) -> Collection[str]:
    """List the keys of the kinds of which it holds."""
    return [key for key, kind in all_kinds().items() if holds(kind)]
