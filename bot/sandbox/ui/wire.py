"""The inspector's view of what went over the wire: numbered, short in the list, whole on request."""

from collections import deque

from bot.sandbox.model import Json
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.ui.guard import Refusal
from bot.sandbox.wire import KEPT, WireEntry

SHOWN = 300


class NumberedWire:
    """Gives each entry of a sandbox's log a number that stays the same."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._log = sandbox.wire_log
        self._numbered: deque[tuple[int, WireEntry]] = deque(maxlen=KEPT)
        self._count = 0

    def lines(self, *, after: int = 0) -> list[Json]:
        """The newest entries with a higher number, oldest first."""
        self._number_new()
        newer = [(number, entry) for number, entry in self._numbered if number > after]
        return [_line(number, entry) for number, entry in newer[-SHOWN:]]

    def whole(self, number: int) -> Json:
        self._number_new()
        for known, entry in self._numbered:
            if known == number:
                return _line(number, entry) | {"request": entry.request, "response": entry.response}
        raise Refusal("That request is too long ago; only the latest are kept.", 404)

    def _number_new(self) -> None:
        last = self._numbered[-1][1] if self._numbered else None
        new: list[WireEntry] = []
        for entry in reversed(self._log.entries):
            if entry is last:
                break
            new.append(entry)
        for entry in reversed(new):
            self._count += 1
            self._numbered.append((self._count, entry))


def _line(number: int, entry: WireEntry) -> Json:
    answer = entry.response if isinstance(entry.response, dict) else {}
    return {
        "number": number,
        "at": entry.at.isoformat(),
        "direction": entry.direction,
        "what": entry.what,
        "path": entry.path,
        "status": entry.status,
        "error": str(answer.get("error", "")),
        "ms": entry.ms,
    }
