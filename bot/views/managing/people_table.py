"""The people of a program as a table, for its managers: the same lines as on everybody's own privacy page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.managing.listed import PeopleAsked
from bot.domain.managing.listing import Cut
from bot.domain.privacy.named import NamesPeople
from bot.domain.privacy.visible_to_managers import VisiblePerson
from bot.domain.programs.programs import Program


class Deed(StrEnum):
    """What can be done for several people at once."""

    HOLD = "hold"
    END_HOLD = "end_hold"
    ACCEPT = "accept"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class PeopleTable(NamesPeople):
    """The people of one page, in their order; `sites` are those one can choose from."""

    program: Program
    asked: PeopleAsked
    seen: Cut[VisiblePerson]
    sites: Sequence[str]

    @property
    def whom(self) -> Collection[str]:
        return {one.user_id for one in self.seen.rows}


@dataclass(frozen=True, slots=True)
class ChosenPeople(NamesPeople):
    """Whom a manager chose for something: those it can be done for, and the others."""

    program: Program
    deed: Deed
    can: Sequence[VisiblePerson]
    cannot: Sequence[VisiblePerson]

    @property
    def whom(self) -> Collection[str]:
        return {one.user_id for one in (*self.can, *self.cannot)}


@dataclass(frozen=True, slots=True)
class FoundInProgram(NamesPeople):
    """Whom a search found in one program."""

    program: Program
    seen: Sequence[VisiblePerson]

    @property
    def whom(self) -> Collection[str]:
        return {one.user_id for one in self.seen}
