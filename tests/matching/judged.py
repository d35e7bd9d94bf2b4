"""What is known of each criterion apart from its code: what pairs are worth, and what its sentences claim.

A sentence is judged from people's own data and nothing else. Each criterion has a file in `criteria/`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.matching.pair import Pair
from bot.matching.people import Candidate
from tests.matching.pools import LABELS, RELATIONS, STAGES

NOT_SAID = None
VAGUE = {None, "", "other", "other_clinical", "none"}
FITS_RULES = "You fit every rule of this program. What you share is yours to find out."
EQUALS = "You are equals, and the circle fits everybody's rules."
# Nobody but the two themselves could tell these from what managers and colleagues know anyway.
OF_SECRETS = frozenset({"career_path", "leadership_role_fit", "working_style"})
HERE = Path(__file__).parent / "criteria"


@dataclass(frozen=True)
class Two:
    """`minutes` they share in a cycle, None if unknown."""

    mentee: Candidate
    mentor: Candidate
    minutes: float | None

    def same(self, field: str) -> bool:
        one, other = self.both(field)
        return one == other and one not in VAGUE

    def differ(self, field: str) -> bool:
        one, other = self.both(field)
        return one != other and not {one, other} & VAGUE

    def near(self, field: str, groups: Sequence[frozenset[str]]) -> bool:
        one, other = self.both(field)
        return one != other and any({one, other} <= group for group in groups)

    def both(self, field: str) -> Any:
        return getattr(self.mentee, field), getattr(self.mentor, field)


@dataclass(frozen=True)
class Circle:
    """`minutes` that all share in a cycle, None if unknown."""

    members: Sequence[Candidate]
    minutes: float | None

    def same(self, field: str) -> bool:
        values = self._values(field)
        return len(values) == 1 and not values & VAGUE

    def all_differ(self, field: str) -> bool:
        values = self._values(field)
        return len(values) == len(self.members) and not values & VAGUE

    def _values(self, field: str) -> set[str | None]:
        return {getattr(one, field) for one in self.members}


@dataclass(frozen=True)
class Case:
    """Two people, and what the criterion is expected to make of them: a value or a sentence."""

    mentee: Mapping[str, Any]
    mentor: Mapping[str, Any]
    expected: Any
    minutes: float | None = None

    @property
    def pair(self) -> Pair:
        mentee, mentor = Candidate("a", **self.mentee), Candidate("b", **self.mentor)
        return Pair(mentee, mentor, self.minutes, RELATIONS, STAGES, LABELS)


@dataclass(frozen=True)
class Judged:
    """`of_two` and `of_a_circle` are by sentence; what stands in the place of {} is handed on."""

    scores: Sequence[Case]
    sentences: Sequence[Case] = ()
    of_two: Mapping[str, Callable[..., bool]] = field(default_factory=dict)
    of_a_circle: Mapping[str, Callable[..., bool]] = field(default_factory=dict)


@cache
def all_judged() -> Mapping[str, Judged]:
    """By criterion."""
    names = sorted(path.stem for path in HERE.glob("*.py"))
    return {name: import_module(f"tests.matching.criteria.{name}").JUDGED for name in names}


def cases_of(part: str) -> list[tuple[str, Case]]:
    return [(key, case) for key, judged in all_judged().items() for case in getattr(judged, part)]


def holds_for_two(key: str, text: str, two: Two) -> bool:
    """Raises KeyError for a sentence that nobody has written down."""
    return _holds(all_judged()[key].of_two, text, two)


def holds_in_circle(key: str, text: str, members: Sequence[Candidate], minutes: float | None) -> bool:
    """Raises KeyError for a sentence that nobody has written down."""
    return _holds(all_judged()[key].of_a_circle, text, Circle(members, minutes))


def _holds(claims: Mapping[str, Callable[..., bool]], text: str, people: Two | Circle) -> bool:
    for sentence, claim in claims.items():
        if found := re.fullmatch(re.escape(sentence).replace(re.escape("{}"), "(.+)"), text):
            return claim(people, *found.groups())
    raise KeyError(text)
