"""In which order a manager looks through a proposal: what wants a look first, the rest folded away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.mentorships.mentorships import Mentorship

# Out of 100. What is below is shown at once, the weakest first.
GOOD_FROM = 65
# So few are read in one go: nothing of them is folded away. Of more, so many are shown at the least.
SHOWN_WHOLE = 8
SHOWN_AT_LEAST = 5


class Shown(StrEnum):
    """Which matches of a proposal a page shows."""

    TO_LOOK_AT = "look"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a manager should know of some matches, by their ids.

    What is `broken` meets a rule no more, and is left out when the proposal is approved. What is in
    `last_place` fills the last place of its mentor.
    """

    broken: frozenset[str] = frozenset()
    last_place: frozenset[str] = frozenset()


def folded_away(proposed: Sequence[Mentorship], marks: Marks) -> Sequence[Mentorship]:
    """Those of a long proposal that look good; nothing of a short one, and never the weakest few."""
    if len(proposed) <= SHOWN_WHOLE:
        return ()
    wanting = sum(wants_a_look(one, marks) for one in proposed)
    return in_order(proposed, marks)[max(wanting, SHOWN_AT_LEAST) :]


def wants_a_look(match: Mentorship, marks: Marks) -> bool:
    """Whether it is weak, or a rule is in its way; what a manager chose to keep has been looked at."""
    return match.id in marks.broken or (match.score < GOOD_FROM and not match.locked)


def in_order(proposed: Iterable[Mentorship], marks: Marks) -> Sequence[Mentorship]:
    """Those that want a look first: what a rule is in the way of, then the weakest."""

    def place(one: Mentorship) -> tuple[bool, bool, float, str]:
        return one.id not in marks.broken, not wants_a_look(one, marks), one.score, one.id

    return sorted(proposed, key=place)
