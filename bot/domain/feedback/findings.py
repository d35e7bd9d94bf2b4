"""What a closed wave came to: findings, made of its frozen cells alone.

Nothing here knows an answer. A finding is a share of those who answered, with what it may lie between, or the
reason why it can't be told. Nobody is ranked: neither departments nor mentors nor people are in a cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.disclosure.cells import Cell
from bot.domain.disclosure.figures import Figure, WhyNot, answered, asked, share, share_of_answers
from bot.domain.disclosure.kinds import (
    AGREES,
    ANSWERED,
    ANSWERED_BOTH,
    CHOSEN,
    GOALS_MOVED,
    MOVED_UP,
    Kind,
)
from bot.domain.feedback.counting import audience_of, option_of
from bot.domain.feedback.items import AskedItem, items_for
from bot.domain.feedback.waves import Wave, WaveKind, group_of
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import this_monday

# Of each audience of a wave a role that is in it.
AUDIENCES: Final = (Role.MENTEE, Role.MENTOR, Role.PEER)


class Says(StrEnum):
    """What the share of a finding is about."""

    YES = "yes"
    MORE_CONFIDENT = "more confident"
    GOAL_MOVED = "goal moved"


@dataclass(frozen=True, slots=True)
class Finding:
    """`share` is of about `of` who answered; `earlier` is the same question's share in the first wave.

    Of goals there is no question, and `of` is nobody's: the share is of all who were asked.
    """

    says: Says
    share: Figure
    of: Figure | None = None
    item: AskedItem | None = None
    earlier: Figure | None = None

    @property
    def key(self) -> str:
        """What it is about: an item's key."""
        return self.item.key if self.item else self.says

    @property
    def is_told(self) -> bool:
        return self.share.is_shown

    @property
    def why_not(self) -> WhyNot | None:
        return self.share.why_not


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with several options by their numbers, those that most chose first."""

    item: AskedItem
    of: Figure
    options: Sequence[tuple[int, Figure]]

    @property
    def is_told(self) -> bool:
        return any(figure.is_shown for _, figure in self.options)

    @property
    def why_not(self) -> WhyNot | None:
        return next((figure.why_not for _, figure in self.options), None)


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many of one role were asked, and how many answered."""

    role: str
    asked: Figure
    answered: Figure


@dataclass(frozen=True, slots=True)
class WaveFindings:
    """All that is told of a wave, in the order in which it matters, and what can't be."""

    wave: Wave
    turnout: Sequence[Turnout]
    moved: Sequence[Finding]
    said: Sequence[Finding]
    chosen: Sequence[Choice]
    untold: Sequence[Finding | Choice]

    @property
    def findings(self) -> Sequence[Finding]:
        return (*self.moved, *self.said)


def find(wave: Wave, cells: Sequence[Cell], *, first: Wave | None = None) -> WaveFindings:
    """`cells` are those of its program; `first` is the wave at the start of the same people, if any.

    The same question is asked in both; who answered may be others.
    """
    frozen = Frozen(wave, cells)
    earlier = {item.text: one for item, one in Frozen(first, cells).agreeing()} if first else {}
    moved = [*frozen.moved_up(), *frozen.goals()]
    said = [
        Finding(Says.YES, one, frozen.of(item), item, earlier.get(item.text))
        for item, one in frozen.agreeing()
    ]
    chosen = [frozen.choice(item) for item in wave.items if frozen.is_choice(item)]
    every: list[Finding | Choice] = [*moved, *said, *chosen]
    return WaveFindings(
        wave,
        turnout=frozen.turnout(),
        moved=[one for one in moved if one.is_told],
        said=[one for one in said if one.is_told],
        chosen=[one for one in chosen if one.is_told],
        untold=[one for one in every if not one.is_told],
    )


@dataclass(frozen=True, slots=True)
class Frozen:
    """A wave and the cells of its program, those of other waves among them."""

    wave: Wave
    cells: Sequence[Cell]

    def of(self, item: AskedItem) -> Figure:
        return answered(self._answered(item))

    def turnout(self) -> list[Turnout]:
        """Of each role, those who left early with the others."""
        found: dict[str, list[Cell]] = {}
        for (role, _), cell in self._audiences().items():
            found.setdefault(_name_of(role), []).append(cell)
        return [Turnout(role, asked(cells), answered(cells)) for role, cells in found.items()]

    def agreed(self, key: str) -> tuple[Cell, Sequence[Cell]] | None:
        """Who said yes to a question and who answered; None where it wasn't asked."""
        item = next((one for one in self.wave.items if one.key == key), None)
        cell = self._cell(AGREES, key) if item else None
        return (cell, self._answered(item)) if item and cell else None

    def became_surer(self) -> tuple[Mapping[str, Cell], Sequence[Cell]]:
        """By question, who is more confident at the end; and who answered both times."""
        both = self._cell(ANSWERED_BOTH, "")
        found = {one.key: self._cell(MOVED_UP, one.key) for one in self.wave.items}
        return {key: cell for key, cell in found.items() if cell}, [both] if both else []

    def agreeing(self) -> list[tuple[AskedItem, Figure]]:
        found = [(item, self._cell(AGREES, item.key)) for item in self.wave.items]
        return [(item, share_of_answers(cell, self._answered(item))) for item, cell in found if cell]

    def moved_up(self) -> list[Finding]:
        cells, whole = self.became_surer()
        return [
            Finding(Says.MORE_CONFIDENT, share_of_answers(cells[item.key], whole), answered(whole), item)
            for item in self.wave.items
            if item.key in cells
        ]

    def goals(self) -> list[Finding]:
        moved = self._cell(GOALS_MOVED, "") if self.wave.kind is WaveKind.END else None
        return [Finding(Says.GOAL_MOVED, share(moved))] if moved else []

    def is_choice(self, item: AskedItem) -> bool:
        return self._cell(CHOSEN, option_of(item, 0)) is not None

    def choice(self, item: AskedItem) -> Choice:
        """Those that more people chose first; two that read the same keep their order."""
        whole = self._answered(item)
        numbered = [
            (number, self._cell(CHOSEN, option_of(item, number))) for number in range(len(item.options))
        ]
        shares = [(number, share_of_answers(cell, whole)) for number, cell in numbered if cell]
        return Choice(item, answered(whole), sorted(shares, key=lambda one: -(one[1].value or 0)))

    def _answered(self, item: AskedItem) -> list[Cell]:
        """Of everyone who is asked this item."""
        return [
            cell
            for (role, is_early), cell in self._audiences().items()
            if item in items_for(self.wave.items, role, is_circle=role.in_circles, is_early=is_early)
        ]

    def _audiences(self) -> Mapping[tuple[Role, bool], Cell]:
        each = [(role, is_early) for role in AUDIENCES for is_early in (False, True)]
        found = [
            (one, self._cell(ANSWERED, audience_of(self.wave.kind, one[0], is_early=one[1]))) for one in each
        ]
        return {one: cell for one, cell in found if cell}

    def _cell(self, kind: Kind, name: str) -> Cell | None:
        """That of the week in which the wave closed, and of its own people."""
        week, group = this_monday(self.wave.closes_on), group_of(self.wave.intake, name)
        return next(
            (one for one in self.cells if (one.kind, one.week, one.group) == (kind.name, week, group)), None
        )


def _name_of(role: Role) -> str:
    return "circle" if role.in_circles else role.value
