"""Home tabs that were published: one that is opened mostly shows what it showed before."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

MOST_REMEMBERED = 5000

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

    def note(self, who: Who, view: Mapping[str, Any], *, shown: str) -> None:
        """Remember that Slack shows this from now on."""
        self._known.pop(who, None)
        while len(self._known) >= MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[who] = shown, _digest(view)


def _digest(view: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(json.dumps(view, sort_keys=True).encode()).digest()
