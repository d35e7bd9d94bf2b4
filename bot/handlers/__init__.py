"""Bolt listeners: adapters from Slack to use cases."""

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.deps import Deps
from bot.handlers import (
    commands,
    guides,
    home,
    joining,
    matching,
    meetings,
    mentorships,
    privacy,
    programs,
    summary,
)

TOPICS = (commands, guides, home, joining, matching, meetings, mentorships, privacy, programs, summary)


def register_all(app: AsyncApp, deps: Deps) -> None:
    """Every listener of the bot, each given `deps` through its context."""

    async def provide_deps(context: AsyncBoltContext, next: Callable[[], Awaitable[None]]) -> None:
        context["deps"] = deps
        await next()

    app.middleware(provide_deps)
    for topic in TOPICS:
        topic.register(app)
