"""Cover as it is frozen: nothing that fewer than five people stand behind, nothing about shifts below ten."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.disclosure.board import Board
from bot.domain.disclosure.cells import Cell, rounded
from bot.domain.disclosure.figures import Figure
from bot.domain.disclosure.kinds import FREE, MISSING, PLACES, WAITING, WANTED, ShownFrom
from bot.domain.recruiting.cover import Cover, Dimension, Line, Profile

AND: Final = "|"


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """None where too few stand behind a number."""

    key: str
    places: Figure | None
    mentees: Figure | None


@dataclass(frozen=True, slots=True)
class FrozenGap:
    profile: Profile
    mentees: Figure


def cells_of(cover: Cover, *, week: date) -> list[Cell]:
    """Round everything to five, and leave out what is about too few."""
    return [
        rounded(WAITING, week=week, count=cover.waiting),
        rounded(PLACES, week=week, count=cover.places),
        *(cell for about, lines in cover.lines.items() for cell in _lines(about, lines, week)),
        *(
            rounded(MISSING, week=week, count=gap.mentees, group=_group(gap.profile))
            for gap in cover.gaps
            if min(gap.mentees, gap.people, cover.mentors) >= _least(gap.profile)
        ),
    ]


def _lines(about: Dimension, lines: Sequence[Line], week: date) -> Iterator[Cell]:
    least = _least([about])
    for line in lines:
        if line.key is None:
            continue
        group = _group({about: line.key})
        if min(line.mentees, line.people) >= least:
            yield rounded(WANTED, week=week, count=line.mentees, group=group)
        if min(line.places, line.mentors) >= least:
            yield rounded(FREE, week=week, count=line.places, group=group)


def _least(about: Collection[Dimension]) -> int:
    return ShownFrom.GROUP if Dimension.SHIFT in about else ShownFrom.ACTIVITY


def _group(profile: Profile) -> str:
    return AND.join(f"{about}:{value}" for about, value in sorted(profile.items()))


def _profile(group: str) -> Profile:
    named = (part.partition(":") for part in group.split(AND))
    return {Dimension(about): value for about, _, value in named}


def lines_of(board: Board) -> Mapping[Dimension, Sequence[FrozenLine]]:
    """By dimension, the most wanted first."""
    wanted, free = board.groups(WANTED), board.groups(FREE)
    order = sorted(wanted.keys() | free.keys(), key=lambda group: (-_size(wanted.get(group)), group))
    found: dict[Dimension, list[FrozenLine]] = {about: [] for about in Dimension}
    for group in order:
        [(about, key)] = _profile(group).items()
        found[about].append(FrozenLine(key, free.get(group), wanted.get(group)))
    return found


def gaps_of(board: Board) -> list[FrozenGap]:
    """Those that miss most mentees first."""
    missing = board.groups(MISSING)
    order = sorted(missing, key=lambda group: (-_size(missing[group]), group))
    return [FrozenGap(_profile(group), missing[group]) for group in order]


def _size(figure: Figure | None) -> int:
    return (figure.value or 0) if figure else 0
