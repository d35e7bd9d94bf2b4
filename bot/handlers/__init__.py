"""Bolt listeners: adapters from Slack to use cases, one module a topic, found by scan."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from types import ModuleType

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.deps import Deps
from bot.handlers.command import Command, in_order
from bot.handlers.menus import unfold


def register_all(app: AsyncApp, deps: Deps) -> None:
    """Every listener of the bot, each given `deps` through its context."""

    async def provide_deps(context: AsyncBoltContext, next: Callable[[], Awaitable[None]]) -> None:
        context["deps"] = deps
        await next()

    app.middleware(provide_deps)
    app.middleware(unfold)
    # Bolt asks listeners in the order they came.
    for module in sorted(_modules(), key=lambda one: not getattr(one, "ASKED_FIRST", False)):
        if hasattr(module, "register"):
            module.register(app)


def find_commands() -> tuple[Command, ...]:
    """Find the COMMANDS of every module, in the order in which people read them.

    Raises ValueError if two of one slash command share a word, or a place in the list.
    """
    return in_order(command for module in _modules() for command in getattr(module, "COMMANDS", ()))


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(__path__, f"{__name__}."):
        yield importlib.import_module(found.name)
