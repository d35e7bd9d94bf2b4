"""The one exception a Web API method raises: Slack's own error code and what goes with it."""

from collections.abc import Sequence
from typing import Any


class SlackError(Exception):
    """`code` becomes `error` in the answer; `extra` is merged into it."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        return {"ok": False, "error": self.code, **self.extra}


def with_messages(code: str, messages: Sequence[str]) -> SlackError:
    """An error that explains itself the way Slack does, in response_metadata.messages."""
    return SlackError(code, response_metadata={"messages": [f"[ERROR] {message}" for message in messages]})
