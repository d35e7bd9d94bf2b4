"""Who has a say in a match: what a program asks of whom, and what a mentee said of the mentors shown."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_SHOWN = 3
# In how many days a mentor may be asked to answer.
ANSWER_DAYS = range(2, 22)


class MatchedBy(StrEnum):
    """`proposed`: the bot proposes and a manager publishes. `chosen`: a mentee's first choice is asked at
    once. `by_hand`: a manager puts every pair together.
    """

    PROPOSED = "proposed"
    CHOSEN = "chosen"
    BY_HAND = "by_hand"


class IfNoAnswer(StrEnum):
    """What it means when a mentor does not answer within the program's days."""

    YES = "yes"
    NEXT = "next"


class Said(StrEnum):
    FIRST = "first"
    ALSO = "also"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mentor shown to a mentee, at a random `position`; `said` is None until the mentee answers.

    Only the mentee sees what they said, and matching uses it.
    """

    workspace_id: str
    program_id: str
    user_id: str
    mentor_id: str
    position: int
    reasons: tuple[str, ...]
    shown_on: date
    said: Said | None = None


def ranked(suggestions: Iterable[Suggestion]) -> tuple[str, ...]:
    """The mentors one mentee would like: first choices, then those who are also good."""
    wanted = [one for one in suggestions if one.said in (Said.FIRST, Said.ALSO)]
    return tuple(
        one.mentor_id for one in sorted(wanted, key=lambda one: (one.said is Said.ALSO, one.position))
    )


def not_yet_asked(
    waiting: Collection[str],
    shown: Iterable[Suggestion],
    tried: Mapping[str, Collection[str]],
    today: date,
) -> set[str]:
    """Find which mentees may be shown mentors; `tried` are those who are out of the question for each.

    The mentors somebody was shown stay the same until they are matched or none of these is left. That is once
    the mentee has said no, or the mentor has. Others follow on another day.
    """
    asked = {
        one.user_id
        for one in shown
        if one.shown_on >= today
        or (one.said is not Said.NO and one.mentor_id not in tried.get(one.user_id, ()))
    }
    return set(waiting) - asked


def declined(suggestions: Iterable[Suggestion]) -> frozenset[str]:
    return frozenset(one.mentor_id for one in suggestions if one.said is Said.NO)


def shown_last(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """Those of the latest day; there are earlier ones when somebody said no to all of them."""
    latest = max((one.shown_on for one in suggestions), default=None)
    return [one for one in suggestions if one.shown_on == latest]
