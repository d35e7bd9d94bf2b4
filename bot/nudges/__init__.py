"""Kinds of message the bot starts by itself, one module each, found by scan."""

import importlib
import pkgutil
from collections.abc import Mapping

from bot.delivery.kind import AnyKind


def all_kinds() -> Mapping[str, AnyKind]:
    """Every module of this package that defines KIND, by the module's name.

    Raises on a name that does not fit.
    """
    found: dict[str, AnyKind] = {}
    for module in pkgutil.iter_modules(__path__):
        kind = getattr(importlib.import_module(f"{__name__}.{module.name}"), "KIND", None)
        if kind is None:
            continue
        if kind.key != module.name:
            raise ValueError(f"bot/nudges/{module.name}.py calls its kind {kind.key!r}; use the file's name")
        found[kind.key] = kind
    return found
