"""What went over the wire, both ways, with the tokens taken out."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Any

TOKEN = re.compile(r"(xox[a-z]|xapp)-[\w-]+")
KEPT = 2000


@dataclass(frozen=True, slots=True)
class WireEntry:
    """`direction` is "to_app" or "from_app"; `what` a method, event or interaction; `at` is sandbox time."""

    at: datetime
    direction: str
    what: str
    path: str
    status: int
    request: Any
    response: Any
    ms: float

    def line(self) -> str:
        arrow = "->" if self.direction == "to_app" else "<-"
        error = self.response.get("error", "") if isinstance(self.response, dict) else ""
        return f"{arrow} {self.what} {self.status} {error}".rstrip()


class WireLog:
    """The latest entries, oldest first."""

    def __init__(self, now: Callable[[], datetime], changed: Callable[[str, str], None]) -> None:
        self._now, self._changed = now, changed
        self.entries: deque[WireEntry] = deque(maxlen=KEPT)

    def record(
        self, direction: str, what: str, path: str, status: int, request: Any, response: Any, started: float
    ) -> None:
        """`started` is a perf_counter reading."""
        ms = (perf_counter() - started) * 1000
        entry = WireEntry(
            self._now(), direction, what, path, status, redact(request), redact(response), round(ms, 1)
        )
        self.entries.append(entry)
        self._changed("wire", what)


def redact(value: Any) -> Any:
    """A deep copy in which every token is only its prefix."""
    if isinstance(value, str):
        return TOKEN.sub(r"\1-...", value) if "xox" in value or "xapp" in value else value
    if isinstance(value, dict):
        return {key: redact(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [redact(inner) for inner in value]
    return value
