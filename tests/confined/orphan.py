"""A parent that starts a child, gives it endless work and says its process id."""

import asyncio
import sys
from datetime import timedelta

from bot.confined.pool import Limits, Pool

LIMITS = Limits(cpu_seconds=60, within=timedelta(seconds=60))


async def main():
    pool = Pool("tests.confined.talker")
    sys.stdout.buffer.write(await pool.ask(b"pid", LIMITS) + b"\n")
    sys.stdout.flush()
    await pool.ask(b"for ever", LIMITS)


asyncio.run(main())
