"""A Slack that answers no call of the app while it waits for an acknowledgement itself."""

import asyncio
from contextlib import contextmanager


class _Gate:
    def __init__(self):
        self.awaited, self.is_open = 0, asyncio.Event()
        self.is_open.set()

    @contextmanager
    def closed(self):
        self.awaited += 1
        self.is_open.clear()
        try:
            yield
        finally:
            self.awaited -= 1
            if not self.awaited:
                self.is_open.set()


def silent_until_acknowledged(sandbox):
    """From now on; events are left as they are, since showing Home is what handles one."""
    gate, delivery, api = _Gate(), sandbox.delivery, sandbox.web_api
    interaction, command, outcome = delivery.interaction, delivery.command, api._outcome

    async def silently(deliver, payload):
        with gate.closed():
            return await deliver(payload)

    async def answered(request):
        await gate.is_open.wait()
        return await outcome(request)

    delivery.interaction = lambda payload: silently(interaction, payload)
    delivery.command = lambda form: silently(command, form)
    api._outcome = answered
