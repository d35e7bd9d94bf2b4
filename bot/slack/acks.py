"""Keeps calls to Slack behind the acknowledgement: whoever acts waits for the database and nothing else."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_is_awaited: ContextVar[bool] = ContextVar("is_awaited", default=False)


Ask = Callable[[], Awaitable[object]]


class AckFirst(Exception):
    """Slack would be asked while it waits for its acknowledgement. Nothing was asked.

    `ask` does so, where the answer is remembered for who asks again.
    """

    def __init__(self, ask: Ask | None = None) -> None:
        super().__init__()
        self.ask = ask


@contextmanager
def before_ack() -> Iterator[None]:
    """Have every call to Slack within raise AckFirst."""
    token = _is_awaited.set(True)
    try:
        yield
    finally:
        _is_awaited.reset(token)


def require_acked(ask: Ask | None = None) -> None:
    """Raise AckFirst where Slack waits for an acknowledgement."""
    if _is_awaited.get():
        raise AckFirst(ask)
