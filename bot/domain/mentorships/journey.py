"""The journey: whom to ask less often, what two people have in common, and when a prompt may come."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.joining.enrolments import Enrolment
from bot.domain.mentorships.mentorships import Cycle, Outcome

# What a pair may choose from, in weeks.
RHYTHMS = (1, 2, 3, 4, 6, 8)
LONGEST_WAIT = max(RHYTHMS)
IGNORED = 3
FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class GivenPrompt:
    """A reflection prompt on its way to somebody, or with them; `number` says which."""

    number: int
    due_at: datetime
    sent_at: datetime | None = None


def ignored_in_row(cycles: Sequence[Cycle], *, asked: Collection[int]) -> int:
    """How many questions in a row nobody answered; `cycles` oldest first, the open one left out.

    `asked` are the cycles whose question went out: what was never asked was not ignored.
    """
    ignored = 0
    for cycle in reversed(cycles):
        if cycle.outcome is None or (cycle.outcome is Outcome.UNANSWERED and cycle.number not in asked):
            continue
        if cycle.outcome is not Outcome.UNANSWERED:
            break
        ignored += 1
    return ignored


def longer_wait(every_weeks: int, *, ignored: int) -> int | None:
    """Weeks to the next question: doubled for every three that were ignored, up to eight.

    None: the rhythm as it is.
    """
    weeks = min(every_weeks * 2 ** min(ignored // IGNORED, LONGEST_WAIT), LONGEST_WAIT)
    return weeks if weeks > every_weeks else None


def topics_in_common(places: Sequence[Enrolment]) -> tuple[str, ...]:
    """What one of them wants and another offers; among equals, what most of them want. In their own order."""
    wanted = [topic for place in places for topic in place.topics_wanted]
    if not any(place.role.offers for place in places):
        return tuple(topic for topic, count in Counter(wanted).most_common() if count > 1)
    return tuple(
        dict.fromkeys(
            topic
            for place in places
            for topic in place.topics_wanted
            if any(topic in other.topics_offered for other in places if other is not place)
        )
    )


def next_prompt_from(given: Sequence[GivenPrompt], *, due: datetime) -> datetime:
    """The first moment from `due` on that is a fortnight after every prompt before."""
    last = max((max(one.due_at, one.sent_at or one.due_at) for one in given), default=None)
    return due if last is None else max(due, last + FORTNIGHT)
