"""Bolt listeners: adapters from Slack to use cases, one module a topic, found by scan."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.deps import Deps


def register_all(app: AsyncApp, deps: Deps) -> None:
    """Every listener of the bot, each given `deps` through its context."""

    async def provide_deps(context: AsyncBoltContext, next: Callable[[], Awaitable[None]]) -> None:
        context["deps"] = deps
        await next()

    app.middleware(provide_deps)
    # Bolt asks listeners in the order they came, and "we met" is what most people click.
    names = sorted(
        (module.name for module in pkgutil.iter_modules(__path__)), key=lambda one: one != "meetings"
    )
    for name in names:
        topic = importlib.import_module(f"{__name__}.{name}")
        if hasattr(topic, "register"):
            topic.register(app)
