"""What a closed wave comes to: of each record how many said yes and how many could; nobody by themselves.

The names of the groups are those of cells: who was asked, the key of a question, or that with an option's
number.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.domain.disclosure.kinds import AGREES, ANSWERED, ANSWERED_BOTH, CHOSEN, MOVED_UP, Kind
from bot.domain.feedback.answers import Answers
from bot.domain.feedback.items import AskedItem, Scale, items_for
from bot.domain.joining.enrolments import Role

EARLY: Final = ":early"
# A kind and a group.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said in a wave, and in the baseline where they were asked it."""

    role: Role
    is_early: bool
    answers: Answers
    before: Answers | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Records before the noise: in memory alone, and not for long."""

    yeses: Counter[Key] = field(default_factory=Counter)
    could: Counter[Key] = field(default_factory=Counter)

    def add(self, other: "Counts") -> None:
        """What was counted of other people."""
        self.yeses.update(other.yeses)
        self.could.update(other.could)


def audience_of(wave: str, role: Role, *, is_early: bool) -> str:
    """Who answered, as the group of a cell says it: "end:mentee", "end:mentor:early"."""
    who = "circle" if role.in_circles else "mentee" if role.wants else "mentor"
    return f"{wave}:{who}{EARLY if is_early else ''}"


def option_of(item: AskedItem, option: int) -> str:
    """The group of one option of a question."""
    return f"{item.key}/{option}"


def count(wave: str, items: Sequence[AskedItem], people: Iterable[Said]) -> Counts:
    """Add up the records of these people."""
    counts = Counts()
    for one in people:
        asked = items_for(items, one.role, is_circle=one.role.in_circles, is_early=one.is_early)
        for kind, group, yes in _records(wave, asked, one):
            counts.could[kind.name, group] += 1
            counts.yeses[kind.name, group] += yes
    return counts


def _records(wave: str, asked: Sequence[AskedItem], one: Said) -> Iterator[tuple[Kind, str, bool]]:
    given = {key: said for key, said in one.answers.items() if said is not None}
    yield ANSWERED, audience_of(wave, one.role, is_early=one.is_early), bool(given)
    for item in asked:
        if item.since:
            continue
        if item.yes:
            yield AGREES, item.key, given.get(item.key) in item.yes
        elif item.scale is Scale.CHOICE:
            for option in range(len(item.options)):
                yield CHOSEN, option_of(item, option), given.get(item.key) == option
    compared = [(item, item.since) for item in asked if item.since]
    if one.before is not None and compared:
        yield from _compared(compared, given, one.before)


def _compared(
    items: Sequence[tuple[AskedItem, str]], now: Mapping[str, int], before: Answers
) -> Iterator[tuple[Kind, str, bool]]:
    both = [
        (item, now[item.key], then)
        for item, since in items
        if item.key in now and (then := before.get(since)) is not None
    ]
    yield ANSWERED_BOTH, "", bool(both)
    up = {item.key for item, after, then in both if after > then}
    for item, _ in items:
        yield MOVED_UP, item.key, item.key in up
