"""A list in the address: whom it shows, in which order, where its page begins; so that it can be shared."""

import base64
import binascii
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from bot.domain.managing.listing import Key, Turn
from bot.web.visit import Visit

# Any text up to this length, for a filter whose choices the page knows only once it is read.
ANYTHING: Collection[str] = ()
LONGEST, LONGEST_KEY = 80, 400
LEFT_OUT = "A part of this address isn't known here, so it's left out."
SORT, AFTER, BEFORE = "sort", "after", "before"

# What a head of a table is made of: its words, where it leads, its order, and whether it is over numbers.
Head = tuple[str, str, str, bool]
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class InAddress:
    """What an address says of a list, with what is unknown left out; `page` is its path.

    An order is empty where it is the usual one.
    """

    page: str
    chosen: Mapping[str, str]
    sort: str = ""
    turn: Turn = Turn()
    is_whole: bool = True

    @property
    def is_asked(self) -> bool:
        """Whether it says anything of whom, or in which order."""
        return bool(self.chosen or self.sort)

    @property
    def notice(self) -> str:
        return "" if self.is_whole else LEFT_OUT

    def get(self, name: str) -> str:
        """What a filter is set to; empty for all."""
        return self.chosen.get(name, "")

    def one_of(self, kind: type[Choice], name: str) -> Choice | None:
        """The same as one of a closed set."""
        return kind(self.get(name)) if self.get(name) else None

    def head(self, label: str, sort: str, *, usual: bool = False) -> Head:
        """The head of a column that can be sorted by; a new order begins on the first page."""
        is_chosen = self.sort == sort or (usual and not self.sort)
        sorts = {} if usual else {SORT: sort}
        return label, self._address({**self.chosen, **sorts}), "ascending" if is_chosen else "", False

    def without_filters(self) -> str:
        return self._address({SORT: self.sort} if self.sort else {})

    def turned(self, name: str, key: Key) -> str:
        """Where another page of the list is; empty where there is none."""
        sorts = {SORT: self.sort} if self.sort else {}
        return self._address({**self.chosen, **sorts, name: _written(key)}) if key else ""

    def _address(self, fields: Mapping[str, str]) -> str:
        return f"{self.page}?{urlencode(fields)}" if fields else self.page


def read_list(
    visit: Visit, page: str, *, filters: Mapping[str, Collection[str]], sorts: Sequence[str]
) -> InAddress:
    """Read it from the address; the first of `sorts` is the usual order."""
    asked = {name: visit.asked(name)[:LONGEST] for name in filters}
    chosen = {
        name: value
        for name, value in asked.items()
        if value and (not filters[name] or value in filters[name])
    }
    sort, after, before = visit.asked(SORT), visit.asked(AFTER), visit.asked(BEFORE)
    turn = Turn(_read(after), _read(before))
    is_whole = (
        chosen == {name: value for name, value in asked.items() if value}
        and sort in ("", *sorts)
        and bool(after) == bool(turn.after)
        and bool(before) == bool(turn.before)
    )
    return InAddress(page, chosen, sort if sort in sorts[1:] else "", turn, is_whole)


def _written(key: Key) -> str:
    """The key as one word, in which nothing can be read by the way."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def _read(text: str) -> Key:
    """Empty for what is no key."""
    try:
        found = json.loads(base64.urlsafe_b64decode(text[:LONGEST_KEY] + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return ()
    is_key = isinstance(found, list) and all(isinstance(one, str) for one in found)
    return tuple(found) if is_key else ()
