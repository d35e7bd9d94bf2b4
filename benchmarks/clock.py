"""Clocks that are moved by hand: one stands still in between, one runs on as the machine's does."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(slots=True)
class HandClock:
    shows: datetime

    def __call__(self) -> datetime:
        return self.shows


@dataclass(slots=True)
class RunningClock:
    started_from: datetime
    _began: float = field(default_factory=time.perf_counter)

    def __call__(self) -> datetime:
        return self.started_from + timedelta(seconds=time.perf_counter() - self._began)

    def move_to(self, when: datetime) -> None:
        self.started_from, self._began = when, time.perf_counter()
