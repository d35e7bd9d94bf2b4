"""Slack's switch for events: off once nearly all of an hour failed, and on again only by hand."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=60)
MOST_FAILED = 0.95
# Slack does not say how few deliveries are too few to judge by.
FEWEST = 20


class Switch:
    """Counts deliveries by the sandbox clock; `fewest` of them in an hour are judged."""

    def __init__(self, now: Callable[[], datetime], *, fewest: int = FEWEST) -> None:
        self._now, self.fewest = now, fewest
        self._delivered: deque[tuple[datetime, bool]] = deque()
        self._failed = 0
        self.is_on = True

    def note(self, *, acked: bool) -> None:
        """Count a delivery, and switch events off when more than 95 in a hundred failed."""
        now = self._now()
        self._delivered.append((now, acked))
        self._failed += not acked
        while self._delivered[0][0] <= now - WINDOW:
            self._failed -= not self._delivered.popleft()[1]
        count = len(self._delivered)
        if count >= self.fewest and self._failed > MOST_FAILED * count:
            self.is_on = False

    def turn_on(self) -> None:
        """As somebody does by hand in the app's settings. What was not delivered meanwhile stays lost."""
        self._delivered.clear()
        self._failed, self.is_on = 0, True
