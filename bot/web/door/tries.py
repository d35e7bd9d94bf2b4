"""Links that were tried in vain: whoever guesses is answered no more for a while, and costs nothing then."""

from datetime import datetime, timedelta

WITHIN = timedelta(minutes=1)
MOST = 60
MOST_REMEMBERED = 1000


class Tries:
    """The memory of one process, by the address that asks.

    Behind a proxy that is the proxy's, and all who come through it are counted together.
    """

    def __init__(self) -> None:
        self._since: dict[str, tuple[datetime, int]] = {}

    def are_too_many(self, address: str, now: datetime) -> bool:
        since, tried = self._since.get(address, (now, 0))
        return tried >= MOST and since <= now < since + WITHIN

    def note(self, address: str, now: datetime) -> None:
        """Count one more, from the first within a minute on."""
        since, tried = self._since.pop(address, (now, 0))
        is_recent = since <= now < since + WITHIN
        while len(self._since) >= MOST_REMEMBERED:
            del self._since[next(iter(self._since))]
        self._since[address] = (since, tried + 1) if is_recent else (now, 1)
