"""The process in which calendars are read, and what goes in and out of it."""

import json
import pickle
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from bot.confined.child import serve
from bot.domain.availability import Shift, ShiftKind
from bot.domain.rosters import Assumed, Understood
from bot.rosters.problems import UNREADABLE, RosterRefused


def main() -> None:
    # Before any limit begins.
    _reading()
    serve(answer)


def _reading() -> Callable[..., Understood]:
    """Import what reads calendars: it is large, and only a child needs it."""
    from bot.rosters.feed import read_feed

    return read_feed


def question(text: str, how: Mapping[str, Any]) -> bytes:
    """`how` are the other arguments of `read_feed`, or of `lines_on` where it names a day."""
    return pickle.dumps((text, dict(how)))


def answer(asked: bytes) -> bytes:
    """What was understood, or the lines of a day; or the sentence of why not."""
    text, how = pickle.loads(asked)
    try:
        return json.dumps(_answer(text, how)).encode()
    except MemoryError:
        raise
    except RosterRefused as refused:
        sentence = str(refused)
    except Exception:
        # Libraries trip over calendars in ways of their own, and their errors hold what stands in them.
        sentence = UNREADABLE
    return json.dumps({"refused": sentence}).encode()


def _answer(text: str, how: Mapping[str, Any]) -> dict[str, Any]:
    if "day" not in how:
        return _written(_reading()(text, **how))
    from bot.rosters.originals import lines_on

    return {"lines": lines_on(text, **how)}


def lines(answer: bytes) -> tuple[str, ...]:
    """Raises RosterRefused."""
    found = json.loads(answer)
    if "refused" in found:
        raise RosterRefused(found["refused"])
    return tuple(str(one) for one in found["lines"])


def understood(answer: bytes) -> Understood:
    """Raises RosterRefused. Only plain values are taken: what read a stranger's text is not trusted."""
    found = json.loads(answer)
    if "refused" in found:
        raise RosterRefused(found["refused"])
    return Understood(
        shifts=tuple(Shift(_at(start), _at(end), ShiftKind(kind)) for start, end, kind in found["shifts"]),
        known_until=_at(found["known_until"]),
        unknown=tuple(found["unknown"]),
        unclear=found["unclear"],
        undated=found["undated"],
        zones=tuple(found["zones"]),
        codes=tuple(found["codes"]),
        assumed={date.fromisoformat(day): Assumed[name] for day, name in found["assumed"].items()},
    )


def _written(found: Understood) -> dict[str, Any]:
    return {
        "shifts": [(one.start.isoformat(), one.end.isoformat(), one.kind) for one in found.shifts],
        "known_until": found.known_until.isoformat(),
        "unknown": found.unknown,
        "unclear": found.unclear,
        "undated": found.undated,
        "zones": found.zones,
        "codes": found.codes,
        "assumed": {day.isoformat(): assumed.name for day, assumed in found.assumed.items()},
    }


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
