"""What came of delivering something to the app."""

from dataclasses import dataclass
from typing import Any

TIMED_OUT = "operation_timeout"
CONNECTION_FAILED = "connection_failed"
NOT_VERIFIED = "request_url_not_verified"
DISPATCH_FAILED = "dispatch_failed"


@dataclass(frozen=True, slots=True)
class Reply:
    """`status` is 0 when there was no answer, and `body` then says why; `body` is parsed when it was JSON."""

    status: int
    body: Any
    acked: bool
    no_retry: bool = False

    @property
    def error(self) -> str:
        """The code the client shows when this was not acknowledged; empty when it was."""
        if self.acked:
            return ""
        return TIMED_OUT if self.body == TIMED_OUT else DISPATCH_FAILED


NOT_SENT = Reply(0, "not_sent", acked=False)
