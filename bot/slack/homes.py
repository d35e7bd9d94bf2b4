"""Home tabs that were published, and those that could not be: most show what they showed before."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

MOST_REMEMBERED = 5000
# Looked through every few minutes, each with one read.
MOST_OPEN = 50
OPEN_FOR = timedelta(days=1)
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (20, 60, 180, 600, 1800))

Who = tuple[str, str]


class PublishedHomes:
    """The memory of one process: what it published, and under which hash Slack has it.

    Another process publishes as well: only Slack's own hash, which comes with a payload, says what is shown.
    """

    def __init__(self) -> None:
        self._known: dict[Who, tuple[str, bytes]] = {}

    def is_shown(self, who: Who, view: Mapping[str, Any], *, shown: str) -> bool:
        """Tell whether this is what Slack shows under the hash `shown`."""
        return bool(shown) and self._known.get(who) == (shown, _digest(view))

    def hash_of(self, who: Who) -> str:
        """The hash under which Slack has what this process published last; "" where it published nothing."""
        return self._known.get(who, ("", b""))[0]

    def note(self, who: Who, view: Mapping[str, Any], *, shown: str) -> None:
        """Remember that Slack shows this from now on."""
        self._known.pop(who, None)
        while len(self._known) >= MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[who] = shown, _digest(view)


def _digest(view: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(json.dumps(view, sort_keys=True).encode()).digest()


class OpenHomes:
    """Whose Home was opened lately, and may still stand before them: it is kept as things are.

    The memory of one process, of the last who did. Whoever opens it again has it shown anew in any case.
    """

    def __init__(self) -> None:
        self._opened: dict[Who, datetime] = {}

    def note(self, who: Who, at: datetime) -> None:
        """Remember that it was opened."""
        self._opened.pop(who, None)
        while len(self._opened) >= MOST_OPEN:
            del self._opened[next(iter(self._opened))]
        self._opened[who] = at

    def opened_at(self, who: Who) -> datetime | None:
        return self._opened.get(who)

    def list_open(self) -> list[Who]:
        return list(self._opened)

    def forget_before(self, day: datetime) -> None:
        """Let go of those that were opened so long ago."""
        self._opened = {who: at for who, at in self._opened.items() if at >= day}


class StaleHomes:
    """Homes that could not be shown as they are: shown again later, a few times.

    The memory of one process. Whoever opens their Home has it shown anew in any case.
    """

    def __init__(self) -> None:
        self._waiting: dict[Who, tuple[int, datetime]] = {}

    def note(self, who: Who, now: datetime) -> None:
        """Remember one to be shown again; after the last try not any more."""
        tries, _ = self._waiting.pop(who, (0, now))
        if tries < len(PAUSES) and len(self._waiting) < MOST_REMEMBERED:
            self._waiting[who] = tries + 1, now + PAUSES[tries]

    def settle(self, who: Who) -> None:
        """Forget one that is shown as it is."""
        self._waiting.pop(who, None)

    def due(self, now: datetime) -> list[Who]:
        """List those to be shown again now."""
        return [who for who, (_, at) in self._waiting.items() if at <= now]
