"""Cover: mentors' free places against the mentees who are here or expected, and where there are too few."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from itertools import combinations
from typing import Final

from bot.domain.availability import ShiftPreset
from bot.domain.shifts.presets import OFFICE

NOON: Final = time(12)
# Ids of the content's list that are no specialty to look for a mentor in.
NO_SPECIALTY: Final = frozenset({"other", "none"})
# A gap is worth a line when about half a mentee would stand in it.
WORTH_SAYING: Final = 0.5


class Dimension(StrEnum):
    SPECIALTY = "specialty"
    STAGE = "stage"
    SHIFT = "shift"


class ShiftGroup(StrEnum):
    """Whoever works at changing times can meet people of every group now and then."""

    DAYS = "days"
    LATES = "lates"
    NIGHTS = "nights"
    OFFICE = "office"
    MIXED = "mixed"


def shift_group(preset: ShiftPreset) -> ShiftGroup:
    if preset.id == OFFICE:
        return ShiftGroup.OFFICE
    if preset.start is None or preset.end is None:
        return ShiftGroup.MIXED
    if preset.end <= preset.start:
        return ShiftGroup.NIGHTS
    return ShiftGroup.LATES if preset.start >= NOON else ShiftGroup.DAYS


# What is known of somebody; a dimension they have not spoken about is left out.
Profile = Mapping[Dimension, str]


@dataclass(frozen=True, slots=True)
class Places:
    """A mentor's room, over all programs."""

    profile: Profile
    free: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mentee who waits, or the part of one that is expected."""

    profile: Profile
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """`key` is None for those of whom it is not known. Places count in every line they suit.

    `people` are those the number of mentees is taken from, `mentors` those who give the places.
    """

    key: str | None
    places: int
    mentees: int
    people: int = 0
    mentors: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """Nobody suits mentees like these; about so many of them are here or expected.

    `people` are those this number is taken from.
    """

    profile: Profile
    mentees: int
    people: int = 0


@dataclass(frozen=True, slots=True)
class Cover:
    """`waiting` have joined and have no mentor yet; `expected` have not joined yet.

    Of `mentors` who have room nobody suits a gap.
    """

    places: int
    waiting: int
    expected: int
    lines: Mapping[Dimension, Sequence[Line]]
    gaps: Sequence[Gap]
    mentors: int = 0


def cover_of(
    places: Sequence[Places],
    waiting: Sequence[Profile],
    *,
    expected: int,
    like: Sequence[Profile],
    stages: Sequence[str],
) -> Cover:
    """`expected` more mentees are taken to be `like` these people; `stages` are in order."""
    share = expected / len(like) if like else 0.0
    wanted = [Wanted(one) for one in waiting]
    wanted += [Wanted(one, share) for one in like] or [Wanted({}, expected)]
    people = like or waiting
    return Cover(
        places=sum(one.free for one in places),
        waiting=len(waiting),
        expected=expected,
        lines={about: _lines(about, places, wanted, people, stages) for about in Dimension},
        gaps=_gaps(places, wanted, people, stages),
        mentors=sum(one.free > 0 for one in places),
    )


def suits(mentor: Profile, mentee: Profile, stages: Sequence[str]) -> bool:
    """In each dimension the mentee names: the same specialty, as far on or further, times that can meet."""
    return all(_suits(about, mentor.get(about), wish, stages) for about, wish in mentee.items())


def _suits(about: Dimension, has: str | None, wish: str, stages: Sequence[str]) -> bool:
    if about is Dimension.SHIFT:
        return has == wish or ShiftGroup.MIXED in (has, wish)
    if about is Dimension.STAGE and has in stages and wish in stages:
        return stages.index(has) >= stages.index(wish)
    return has == wish


def _lines(
    about: Dimension,
    places: Sequence[Places],
    wanted: Sequence[Wanted],
    people: Sequence[Profile],
    stages: Sequence[str],
) -> list[Line]:
    mentees = _rounded(about, wanted)
    keys = mentees.keys() | {one.profile.get(about) for one in places if one.free}
    known = Counter(one.get(about) for one in people)
    return [
        Line(key, _room(suited), mentees.get(key, 0), known[key], len(suited))
        for key in sorted(keys, key=lambda key: (key is None, -mentees.get(key, 0), key or ""))
        if key or mentees.get(key)
        for suited in [_suited(places, {about: key}, stages) if key else []]
    ]


def _rounded(about: Dimension, wanted: Sequence[Wanted]) -> dict[str | None, int]:
    """Whole mentees by value, the largest remainders first, so that they add up."""
    shares: dict[str | None, float] = {}
    for one in wanted:
        key = one.profile.get(about)
        shares[key] = shares.get(key, 0.0) + one.weight
    whole = {key: int(share + 1e-9) for key, share in shares.items()}
    missing = round(sum(shares.values())) - sum(whole.values())
    by_rest = sorted(shares, key=lambda key: (whole[key] - shares[key], key is None, key or ""))
    return {key: count + (key in by_rest[:missing]) for key, count in whole.items()}


def _suited(places: Sequence[Places], mentee: Profile, stages: Sequence[str]) -> list[Places]:
    """The mentors with room who suit a mentee like this."""
    return [one for one in places if one.free and suits(one.profile, mentee, stages)]


def _room(places: Sequence[Places]) -> int:
    return sum(one.free for one in places)


def _gaps(
    places: Sequence[Places], wanted: Sequence[Wanted], people: Sequence[Profile], stages: Sequence[str]
) -> list[Gap]:
    """The widest only: where no mentor works nights, it is not said again for each specialty."""
    if not any(one.free for one in places):
        return []
    found: dict[frozenset[tuple[Dimension, str]], float] = {}
    for size in range(1, len(Dimension) + 1):
        for cell, mentees in _cells(wanted, size).items():
            is_said = any(wider < cell for wider in found)
            if mentees >= WORTH_SAYING and not is_said and not _suited(places, dict(cell), stages):
                found[cell] = mentees
    ordered = sorted(found.items(), key=lambda gap: (-gap[1], sorted(gap[0])))
    return [
        Gap(dict(sorted(cell)), max(round(mentees), 1), sum(cell <= one.items() for one in people))
        for cell, mentees in ordered
    ]


def _cells(wanted: Sequence[Wanted], size: int) -> dict[frozenset[tuple[Dimension, str]], float]:
    cells: dict[frozenset[tuple[Dimension, str]], float] = {}
    for one in wanted:
        for cell in combinations(_telling(one.profile), size):
            cells[frozenset(cell)] = cells.get(frozenset(cell), 0.0) + one.weight
    return cells


def _telling(profile: Profile) -> Iterator[tuple[Dimension, str]]:
    return ((about, value) for about, value in profile.items() if value not in NO_SPECIALTY)
