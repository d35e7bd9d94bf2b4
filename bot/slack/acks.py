"""Keeps calls to Slack behind the acknowledgement: whoever acts waits for the database and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_is_awaited: ContextVar[bool] = ContextVar("is_awaited", default=False)


class AckFirst(Exception):
    """Slack would be asked while it waits for its acknowledgement. Nothing was asked."""


@contextmanager
def before_ack() -> Iterator[None]:
    """Have every call to Slack within raise AckFirst."""
    token = _is_awaited.set(True)
    try:
        yield
    finally:
        _is_awaited.reset(token)


def require_acked() -> None:
    """Raise AckFirst where Slack waits for an acknowledgement."""
    if _is_awaited.get():
        raise AckFirst
