"""The first steps that a workspace's page offers, and what it says came of a run of the clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from bot.sandbox.model import Json


@dataclass(frozen=True, slots=True)
class Spot:
    """A person to see as, a conversation or "home", and a part of the page to bring to the front."""

    person: str = ""
    place: str = "home"
    pane: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """`words` say what to do and what to look at; `move` is an order to the clock, `how` its details."""

    id: str
    title: str
    words: str
    button: str
    spot: Spot = Spot()
    move: str = ""
    how: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that came of a run, and where it can be seen; `label` is what the button there says."""

    words: str
    label: str = ""
    spot: Spot = Spot()


class Watch(Protocol):
    """Counts what happens between two calls."""

    async def begin(self) -> None: ...

    async def lines(self) -> Sequence[Line]: ...


def steps_json(steps: Iterable[Step]) -> list[Json]:
    return [
        {
            "id": step.id,
            "title": step.title,
            "words": step.words,
            "button": step.button,
            "move": step.move,
            "how": dict(step.how),
            **_spot_json(step.spot),
        }
        for step in steps
    ]


def account_json(passed: timedelta, lines: Sequence[Line]) -> Json:
    told = [{"words": line.words, "label": line.label, **_spot_json(line.spot)} for line in lines]
    return {"title": f"{span_in_words(passed)} later", "lines": told}


def span_in_words(span: timedelta) -> str:
    """In the largest unit that goes into it without a rest, else in days or hours."""
    hours = round(span / timedelta(hours=1))
    for unit, length in (("week", 7 * 24), ("day", 24), ("hour", 1)):
        if hours >= length and (hours % length == 0 or hours >= 10 * length):
            return counted(round(hours / length), unit)
    return counted(round(span / timedelta(minutes=1)), "minute")


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _spot_json(spot: Spot) -> Json:
    return {"person": spot.person, "place": spot.place, "pane": spot.pane}
