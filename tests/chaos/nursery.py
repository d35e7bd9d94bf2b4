"""Starts bot processes quickly: everything is loaded once, and each process is a fork of that.

Reads one line of JSON for each process to start, which says its pid once it is at work. What
runs is the real sender with the real gateway and database; only clicks, pages and jobs are missing.
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from typing import Any

from bot.content import Content, load_content
from bot.delivery.sender import Sender
from bot.nudges import all_kinds
from bot.slack.gateway import SlackGateway, slack_session
from tests.chaos.clocks import FastClock
from tests.databases import opened

REST = 0.02


async def deliver_for_ever(told: dict[str, Any], content: Content) -> None:
    clock = FastClock.from_json(told["clock"])

    async def token_for(workspace_id: str) -> str:
        return str(told["token"])

    async with opened(told["database"]) as db, slack_session(told["slack"]) as session:
        slack = SlackGateway(session, base_url=told["slack"], token_for=token_for)
        sender = Sender(db=db, slack=slack, content=content, kinds=all_kinds())
        os.write(sys.stdout.fileno(), f"{os.getpid()}\n".encode())
        while True:
            await sender.recover(clock())
            await sender.deliver_due(clock)
            await asyncio.sleep(REST)


def live(line: str, content: Content) -> None:
    """In the fork: until somebody kills it."""
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    try:
        asyncio.run(deliver_for_ever(json.loads(line), content))
    finally:
        os._exit(1)


def main() -> None:
    content = load_content()
    # The dead are not waited for.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            with contextlib.suppress(OSError):
                os.close(sys.stdin.fileno())
            live(line, content)


if __name__ == "__main__":
    main()
