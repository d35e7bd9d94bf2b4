"""What is known of each criterion apart from its code: what pairs are worth, and what its sentences claim.

A sentence is judged from people's own data and nothing else. Each criterion has a file for that in
`criteria/`, which defines JUDGED and is found by scan.
"""

import pkgutil
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.matching.pair import Pair
from bot.matching.people import Candidate
from tests.matching.pools import LABELS, RELATIONS, STAGES

FOLDER = Path(__file__).parent / "criteria"
NOT_SAID = None
VAGUE = {None, "", "other", "other_clinical", "none"}
GAP = "{}"


@dataclass(frozen=True)
class Two:
    """`minutes` they share in a cycle, None if unknown. `named` is what stands in the sentence's gap."""

    mentee: Candidate
    mentor: Candidate
    minutes: float | None
    named: str = ""

    def same(self, field: str) -> bool:
        one, other = self.both(field)
        return one == other and one not in VAGUE

    def differ(self, field: str) -> bool:
        one, other = self.both(field)
        return one != other and not {one, other} & VAGUE

    def near(self, field: str, groups: Sequence[frozenset[str]]) -> bool:
        one, other = self.both(field)
        return one != other and any({one, other} <= group for group in groups)

    def both(self, field: str) -> tuple[Any, Any]:
        return getattr(self.mentee, field), getattr(self.mentor, field)


@dataclass(frozen=True)
class Circle:
    """`minutes` that all share in a cycle, None if unknown. `named` is what stands in the sentence's gap."""

    members: Sequence[Candidate]
    minutes: float | None
    named: str = ""

    def same(self, field: str) -> bool:
        values = self._values(field)
        return len(values) == 1 and not values & VAGUE

    def all_differ(self, field: str) -> bool:
        values = self._values(field)
        return len(values) == len(self.members) and not values & VAGUE

    def _values(self, field: str) -> set[Any]:
        return {getattr(one, field) for one in self.members}


@dataclass(frozen=True)
class Worth:
    """Two people, and what the criterion should make of them."""

    mentee: Candidate
    mentor: Candidate
    expected: float | None
    minutes: float | None = None


@dataclass(frozen=True)
class Said:
    """Two people, and the sentence they should read; None for none."""

    mentee: Candidate
    mentor: Candidate
    expected: str | None
    minutes: float | None = None


@dataclass(frozen=True, kw_only=True)
class Judged:
    """`claims` and `circle_claims` say of each sentence whether it is true; {} is a gap in one.

    `secret` where nobody but the two could tell what it says from what managers and colleagues know anyway.
    """

    worth: Sequence[Worth]
    said: Sequence[Said] = ()
    claims: Mapping[str, Callable[[Two], bool]] = field(default_factory=dict)
    circle_claims: Mapping[str, Callable[[Circle], bool]] = field(default_factory=dict)
    secret: bool = False


@cache
def all_judged() -> Mapping[str, Judged]:
    """Find what is known of every criterion, by the file's name. Raises ValueError for a file without it."""
    return {found.name: _read(found.name) for found in pkgutil.iter_modules([str(FOLDER)])}


def _read(name: str) -> Judged:
    judged = getattr(import_module(f"tests.matching.criteria.{name}"), "JUDGED", None)
    if not isinstance(judged, Judged):
        raise ValueError(f"tests/matching/criteria/{name}.py has no JUDGED")
    return judged


def pair_of(case: Worth | Said) -> Pair:
    return Pair(case.mentee, case.mentor, case.minutes, RELATIONS, STAGES, LABELS)


def holds_for_two(key: str, text: str, two: Two) -> bool:
    """Say whether it is true. Raises KeyError for a sentence that nobody has written down."""
    sentence, named = find_claim(key, all_judged()[key].claims, text)
    return all_judged()[key].claims[sentence](replace(two, named=named))


def holds_in_circle(key: str, text: str, circle: Circle) -> bool:
    """Say whether it is true. Raises KeyError for a sentence that nobody has written down."""
    sentence, named = find_claim(key, all_judged()[key].circle_claims, text)
    return all_judged()[key].circle_claims[sentence](replace(circle, named=named))


def find_claim(key: str, claims: Mapping[str, object], text: str) -> tuple[str, str]:
    """Find the sentence as it is written down, and what stands in its gap. Raises KeyError if it is not."""
    for sentence in claims:
        before, gap, after = sentence.partition(GAP)
        if found := re.fullmatch(f"{re.escape(before)}({'.+' if gap else ''}){re.escape(after)}", text):
            return sentence, found[1]
    raise KeyError(f"tests/matching/criteria/{key}.py has no claim for {text!r}")
