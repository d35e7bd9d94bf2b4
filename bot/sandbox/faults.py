"""Trouble on demand: rate limits, errors, lost answers and slowness, method by method."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum


class How(StrEnum):
    FATAL_ERROR = "fatal_error"
    HTTP_500 = "http_500"
    DROP_AFTER_RECEIPT = "drop_after_receipt"
    SLOW = "slow"
    RATE_LIMIT = "rate_limit"


@dataclass(slots=True)
class Fault:
    """A slow call sets `arrived` and is carried out when `release` is set."""

    how: How
    times: int
    retry_after: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)


class Faults:
    """Faults wait in order, per method."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, list[Fault]] = defaultdict(list)

    def add(self, method: str, fault: Fault) -> Fault:
        self._waiting[method].append(fault)
        return fault

    def take(self, method: str) -> Fault | None:
        waiting = self._waiting[method]
        if not waiting:
            return None
        fault = waiting[0]
        fault.times -= 1
        if fault.times <= 0:
            waiting.pop(0)
        return fault

    def clear(self) -> None:
        for fault in (fault for waiting in self._waiting.values() for fault in waiting):
            fault.release.set()
        self._waiting.clear()
