"""What the codes of a mapping mean, and what cells meant before."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.content.people import People
from bot.directory.cells import number_of
from bot.directory.mapping import Codes, DirectoryMapping, choices_in

REMEMBERED = 10_000

V = TypeVar("V")


class Remembered(dict[tuple[str, ...], V]):
    """What the same cells meant before; forgotten when it grows too large."""

    def __init__(self, work_out: Callable[[tuple[str, ...]], V]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, cells: tuple[str, ...]) -> V:
        if len(self) >= REMEMBERED:
            self.clear()
        value = self[cells] = self._work_out(cells)
        return value


def meaning_of(code: str, table: Mapping[str, str] | None) -> str | None:
    """A table of None: any text will do."""
    if table is None:
        return code or None
    return table.get(code) or table.get(code.casefold()) or table.get(number_of(code))


def tables_of(mapping: DirectoryMapping, people: People) -> dict[str, dict[str, str] | None]:
    """By field, from code to value; without a table of its own a column holds the ids themselves."""
    choices = choices_in(people)
    tables: dict[str, dict[str, str] | None] = {
        "status": _any_case({code: standing.value for code, standing in mapping.status.standings().items()})
    }
    for field in Codes.model_fields:
        codes: Mapping[str, str] = getattr(mapping.codes, field)
        identity = {name: name for name in choices[field]} if field in choices else None
        tables[field] = _any_case(codes) if codes else identity
    return tables


def _any_case(codes: Mapping[str, str]) -> dict[str, str]:
    """As written first; in other capitals where that means nothing else."""
    return {**{code.casefold(): value for code, value in codes.items()}, **codes}
