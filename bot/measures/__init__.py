"""Measures: one module each, in rooms by topic, found by scan. What one is called and aims at is content."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from bot.domain.measures.measures import Measure


@cache
def all_measures() -> Mapping[str, Measure]:
    """Find every module below this package that defines MEASURE; keyed by the module's name.

    Raises ValueError for an id that is not its file's name, or that two files have.
    """
    found: dict[str, Measure] = {}
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        measure = getattr(importlib.import_module(module.name), "MEASURE", None)
        if measure is None:
            continue
        if measure.id != module.name.rpartition(".")[2] or measure.id in found:
            path = module.name.replace(".", "/")
            raise ValueError(f"{path}.py calls its measure {measure.id!r}; use the file's name, once")
        found[measure.id] = measure
    return MappingProxyType(found)
