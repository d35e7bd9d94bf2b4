"""What may wait for a program's managers: one file each, found by scan, the most urgent first."""

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache

from bot.facts.matters.matter import Matter


@cache
def all_matters() -> Sequence[Matter]:
    """Find every module of this package that defines MATTER, in the order in which managers read them.

    Raises ValueError for a key that is not its file's name, or a place that two files take.
    """
    found: dict[int, Matter] = {}
    for module in pkgutil.iter_modules(__path__):
        matter = getattr(importlib.import_module(f"{__name__}.{module.name}"), "MATTER", None)
        if matter is None:
            continue
        if matter.key != module.name or matter.place in found:
            raise ValueError(f"{module.name}.py calls its matter {matter.key!r}, in place {matter.place}")
        found[matter.place] = matter
    return tuple(found[place] for place in sorted(found))


def find_matter(key: str) -> Matter | None:
    """Look a matter up; None for a key that is none of ours."""
    return next((one for one in all_matters() if one.key == key), None)
