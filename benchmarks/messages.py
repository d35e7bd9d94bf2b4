"""What a message costs on its way out: from blocks to JSON, and from JSON to Slack."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from benchmarks.report import Line, median
from benchmarks.slack import BOT_TOKEN, WORKSPACE_ID
from benchmarks.slack_apart import slack_apart
from bot.slack.gateway import slack_session
from tests.views.variants import variants

ROUNDS, VIEWS, POSTS = 15, 100, 50
MOST_ABOVE = 0.3


async def run(_: object) -> list[Line]:
    shown = variants()
    question = shown["check_in_question"].to_dict()
    return [
        _written("a question to JSON", shown["check_in_question"], most_times=10),
        _written("a Home to JSON", shown["home_asked"], most_times=12),
        await _posted(question),
    ]


def _written(what: str, view: Any, *, most_times: int) -> Line:
    """Against writing out what it comes to, once it is there."""
    ready = view.to_dict()
    rounds = [
        (_per_view(lambda: json.dumps(view.to_dict())), _per_view(lambda: json.dumps(ready)))
        for _ in range(ROUNDS)
    ]
    found, floor = median([one for one, _ in rounds]), median([other for _, other in rounds])
    return Line(
        what,
        f"{found:.3f} ms",
        f"{floor:.3f} ms",
        floor / found,
        f"at most {most_times} times as long",
        found <= most_times * floor,
    )


def _per_view(write: Callable[[], object]) -> float:
    before = time.process_time()
    for _ in range(VIEWS):
        write()
    return 1000 * (time.process_time() - before) / VIEWS


async def _posted(message: dict[str, Any]) -> Line:
    form = {"channel": "U1", "text": message["text"], "blocks": json.dumps(message["blocks"])}

    async with slack_apart() as slack, slack_session(slack.base_url) as session:

        async def bare() -> None:
            address, headers = f"{slack.base_url}chat.postMessage", {"Authorization": f"Bearer {BOT_TOKEN}"}
            async with session.post(address, data=form, headers=headers) as response:
                await response.json()

        async def ours() -> None:
            await slack.gateway.post(WORKSPACE_ID, "U1", message)

        rounds = [(await _per_post(ours), await _per_post(bare)) for _ in range(ROUNDS)]
    found, floor = median([one for one, _ in rounds]), median([other for _, other in rounds])
    above = median([one - other for one, other in rounds])
    return Line(
        f"a POST, {above:.3f} ms above aiohttp's own",
        f"{found:.3f} ms",
        f"{floor:.3f} ms",
        floor / found,
        f"at most {MOST_ABOVE} ms above",
        above <= MOST_ABOVE,
    )


async def _per_post(post: Callable[[], Awaitable[None]]) -> float:
    before = time.process_time()
    for _ in range(POSTS):
        await post()
    return 1000 * (time.process_time() - before) / POSTS
