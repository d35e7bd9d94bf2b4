"""What the invented people say in their channels: no channel of a hospital is empty."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib.resources import files
from typing import Any

import yaml

from bot.demo.cast import Cast
from bot.sandbox.model import Channel
from bot.sandbox.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Remark:
    at: datetime
    channel: Channel
    author: str
    text: str


def talk(sandbox: Sandbox, cast: Cast, *, since: datetime) -> None:
    """From now on, each remark whose moment comes is made. `since`: those before it were made already."""
    waiting = [remark for remark in remarks(sandbox, cast) if remark.at > since]
    sandbox.clock.on_move.append(_say_what_is_due(sandbox, waiting))


def remarks(sandbox: Sandbox, cast: Cast) -> list[Remark]:
    """In the order in which they are made."""
    plan = yaml.safe_load((files("bot.demo") / "small_talk.yml").read_text(encoding="utf-8"))
    channels = {channel.name: channel for channel in sandbox.channels}
    return sorted(_remarks(plan, channels, sandbox, cast), key=lambda remark: remark.at)


def _remarks(
    plan: list[dict[str, Any]], channels: dict[str, Channel], sandbox: Sandbox, cast: Cast
) -> Iterator[Remark]:
    for one in plan:
        at = datetime.combine(one["day"], time.fromisoformat(one["at"]), cast.hospital.zone)
        channel = channels[one["in"]]
        yield Remark(at, channel, _member(sandbox, channel, titled=one["by"]), one["says"])


def _member(sandbox: Sandbox, channel: Channel, *, titled: str) -> str:
    people = sandbox.workspace.people
    return next(member for member in channel.members if people[member].title == titled)


def _say_what_is_due(sandbox: Sandbox, waiting: list[Remark]) -> Callable[[], None]:
    """A clock that jumps makes the remarks of a day at its end, and of more than a day not at all."""

    def say() -> None:
        now = sandbox.clock.now()
        while waiting and waiting[0].at <= now:
            due = waiting.pop(0)
            if now - due.at < timedelta(days=1):
                sandbox.workspace.post(due.channel, author=due.author, text=due.text)

    return say
