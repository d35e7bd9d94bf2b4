"""Cells: a count with noise in it or rounded, made once. What was counted is forgotten with the making."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.disclosure.kinds import Kind
from bot.domain.disclosure.noise import Chance, draw

ROUND_TO: Final = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """What is stored of one kind, in one program, group and week; `week` is its Monday.

    `value` of a record's kind has noise in it and may be negative; `could` is how many it is about. Of those
    who take part, `value` is rounded and `could` is None.
    """

    kind: str
    week: date
    value: int
    could: int | None = None
    group: str = ""


def noisy(kind: Kind, *, week: date, yeses: int, could: int, chance: Chance, group: str = "") -> Cell:
    """The cell of a record: to be stored before anybody sees it, and never made again."""
    if not kind.is_record or not 0 <= yeses <= could:
        raise ValueError(f"no count of records: {kind.name}")
    return Cell(kind.name, week, yeses + draw(chance, kind.noise), could, group)


def rounded(kind: Kind, *, week: date, count: int, group: str = "") -> Cell:
    """The cell of who takes part; 0 stands for fewer than five."""
    if kind.is_record:
        raise ValueError(f"records need noise: {kind.name}")
    return Cell(kind.name, week, to_five(count) if count >= ROUND_TO else 0, group=group)


def together(cells: Iterable[Cell]) -> list[Cell]:
    """Add up what programs have of a kind, week and group; whether it is shown goes by all of them."""
    found: dict[tuple[str, date, str], Cell] = {}
    for one in cells:
        key = (one.kind, one.week, one.group)
        known = found.get(key)
        could = None if one.could is None else one.could + ((known.could or 0) if known else 0)
        value = one.value + (known.value if known else 0)
        found[key] = Cell(one.kind, one.week, value, could, one.group)
    return list(found.values())


def to_five(count: int) -> int:
    return (count + ROUND_TO // 2) // ROUND_TO * ROUND_TO


def bounds_of(rounded_to: int) -> tuple[int, int]:
    """The least and the most that may have been counted where `rounded` says this."""
    if rounded_to < ROUND_TO:
        return 0, ROUND_TO - 1
    near = ROUND_TO // 2
    return max(rounded_to - near, ROUND_TO), rounded_to + near
