"""The interface of a matter: where it is true, in which words, and which button settles it."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.content import Content
from bot.domain.programs.programs import Program
from bot.storage.repositories import Repositories
from bot.views.ids import Action, Callback

NEVER_FOR: Collection[str] = frozenset()
WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Scope:
    """The programs of one workspace that are asked about, now.

    `must_arrive` are the kinds of message of which somebody is to know when one could not be delivered.
    """

    workspace_id: str
    programs: Sequence[Program]
    content: Content
    now: datetime
    must_arrive: Collection[str]

    @property
    def today(self) -> date:
        """The day by which Home counts as well."""
        return self.now.date()

    @property
    def ids(self) -> list[str]:
        """The programs, by id."""
        return [one.id for one in self.programs]

    def live(self) -> "list[Program]":
        """List those of the programs in which people have a place, or may get one."""
        return [one for one in self.programs if one.is_live]

    def is_near(self, day: date | None) -> bool:
        """Tell whether a day is today or within the week."""
        return day is not None and self.today <= day < self.today + WITHIN

    def in_words(self, day: date) -> str:
        """Say a day within the week as in "ends on Friday"."""
        return "today" if day == self.today else f"on {day:%A}"


@dataclass(frozen=True, slots=True)
class Waits:
    """A thing that waits in a program, in a line with `{where}` for its name.

    `not_for` are the managers who have no part in it. Without `is_said` it is true and not on a list this
    week: what isn't urgent comes back less often.
    """

    line: str
    not_for: Collection[str] = NEVER_FOR
    is_said: bool = True


# By the ids of the programs in which it is true.
Found = Mapping[str, Waits]


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that may wait for a program's managers.

    `find` asks about many programs at once. A button called `button` does what a tap on `opens` does for the
    program, or opens that form.
    `settled` is what somebody reads who taps when it is true no more. `place` is where it stands in a list,
    counted in tens.
    """

    key: str
    place: int
    find: Callable[[Repositories, Scope], Awaitable[Found]]
    button: str
    opens: Action | Callback
    settled: str


def everywhere(line: str, program_ids: Collection[str]) -> dict[str, Waits]:
    """Say the same line of each of these programs."""
    return {one: Waits(line) for one in program_ids}
