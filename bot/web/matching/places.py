"""Where in a review somebody is: what is listed, in which order, from where on; all of it in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from bot.domain.matching.reviewing import GOOD_FROM, Marks, wants_a_look
from bot.domain.mentorships.mentorships import Mentorship
from bot.web.visit import Visit

PAGE_SIZE = 25


class Show(StrEnum):
    """Which matches are listed."""

    ALL = "all"
    LOOK = "look"
    KEPT = "kept"


class Sort(StrEnum):
    """In which order."""

    LOOK = "look"
    WEAKEST = "weakest"
    BEST = "best"


SHOWN: Mapping[Show, str] = {Show.ALL: "All", Show.LOOK: "To look at", Show.KEPT: "Kept"}
SORTED: Mapping[Sort, str] = {
    Sort.LOOK: "What wants a look first",
    Sort.WEAKEST: "The weakest first",
    Sort.BEST: "The best first",
}
Key = tuple[int, float, str]


@dataclass(frozen=True, slots=True)
class Place:
    """`after` is the key of the row before the first one; `at` a match that the page has to show.

    `swap` is the match whose mentor is about to be swapped, and `keys` says whether single keys do something.
    """

    program_id: str
    show: Show = Show.ALL
    sort: Sort = Sort.LOOK
    after: str = ""
    at: str = ""
    swap: str = ""
    keys: bool = True

    @classmethod
    def of(cls, visit: Visit) -> "Place":
        """What is unknown in the address is as usual."""
        asked = visit.asked
        return cls(
            visit.program.id,
            Show(asked("show")) if asked("show") in list(Show) else Show.ALL,
            Sort(asked("sort")) if asked("sort") in list(Sort) else Sort.LOOK,
            asked("after"),
            asked("at"),
            asked("swap"),
            keys=asked("keys") != "off",
        )

    @property
    def room(self) -> str:
        """The review's path, and what those of its deeds begin with."""
        return f"/programs/{self.program_id}/matching"

    def page(self, path: str = "", *, to: str = "", **more: Any) -> str:
        """A path of ours with this place behind it; `to` is the id of what gets the focus."""
        said = {
            "show": self.show if self.show is not Show.ALL else "",
            "sort": self.sort if self.sort is not Sort.LOOK else "",
            "after": self.after,
            "at": self.at,
            "swap": self.swap,
            "keys": "" if self.keys else "off",
            **more,
        }
        query = urlencode({name: value for name, value in said.items() if value}, doseq=True)
        return self.room + path + (f"?{query}" if query else "") + (f"#{to}" if to else "")

    def but(self, **changed: Any) -> "Place":
        return replace(self, **changed)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a review, and the keys that lead to those beside it; None where there is none."""

    matches: Sequence[Mentorship]
    before: str | None
    after: str | None


def page_of(proposed: Sequence[Mentorship], marks: Marks, place: Place) -> Listed:
    """The page on which `at` stands, or which begins behind `after`."""
    key = _key(place.sort, marks)
    listed = sorted((one for one in proposed if _is_shown(one, marks, place.show)), key=key)
    first = _first(listed, key, place)
    shown, rest = listed[first : first + PAGE_SIZE], listed[first + PAGE_SIZE :]
    before = max(first - PAGE_SIZE, 0)
    return Listed(
        shown,
        before=(_written(key(listed[before - 1])) if before else "") if first else None,
        after=_written(key(shown[-1])) if rest else None,
    )


def _is_shown(match: Mentorship, marks: Marks, show: Show) -> bool:
    if show is Show.LOOK:
        return wants_a_look(match, marks)
    return match.locked or show is Show.ALL


def _key(sort: Sort, marks: Marks) -> Callable[[Mentorship], Key]:
    """Keeping a match doesn't move it: whoever does so goes on where they were."""

    def by_look(one: Mentorship) -> Key:
        return (0 if one.id in marks.broken else 1 if one.score < GOOD_FROM else 2, one.score, one.id)

    if sort is Sort.LOOK:
        return by_look
    sign = -1 if sort is Sort.BEST else 1
    return lambda one: (0, sign * one.score, one.id)


def _first(listed: Sequence[Mentorship], key: Callable[[Mentorship], Key], place: Place) -> int:
    for number, one in enumerate(listed):
        if one.id == place.at:
            return number // PAGE_SIZE * PAGE_SIZE
    start = _read(place.after)
    first = sum(key(one) <= start for one in listed) if start else 0
    return first if first < len(listed) else 0


def _written(key: Key) -> str:
    group, score, match_id = key
    return f"{group}_{score!r}_{match_id}"


def _read(text: str) -> Key | None:
    group, _, rest = text.partition("_")
    score, _, match_id = rest.partition("_")
    try:
        return int(group), float(score), match_id
    except ValueError:
        return None
