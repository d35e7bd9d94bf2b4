"""Somebody who waits for a match in a program: since when, what stood in the way, and what would help."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.joining.enrolments import Enrolment
from bot.domain.matching.proposals import LeftOver
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState, matched_in, this_monday
from bot.domain.people import Person
from bot.domain.privacy.visible_to_managers import NO_POST, VisiblePost

SET_ASIDE = "They are on hold in this program."
WHEN_OVER = "Ending the hold."
PROPOSED = ("A match is proposed for them.", "Reviewing the matches.")
NOT_LOOKED_AT = ("We haven't looked for them yet.", "Reviewing the matches.")


@dataclass(frozen=True, slots=True)
class WaitsForMatch:
    """`since` is the Monday of the week since which they wait; `why` and `help` are for managers to read."""

    user_id: str
    since: date
    why: str
    help: str
    post: VisiblePost = NO_POST


def waiting_for_match(
    unmatched: Iterable[Enrolment],
    mentorships: Iterable[Mentorship],
    left_over: Iterable[LeftOver],
    people: Mapping[str, Person],
) -> list[WaitsForMatch]:
    """List those who want a match and have none, longest waiting first.

    `mentorships` are the proposed and the ended ones of the program.
    """
    found = list(mentorships)
    ends = _last_ended(found)
    proposed = matched_in(one for one in found if one.state is MentorshipState.PROPOSED)
    said = {one.user_id: (one.why, one.help) for one in left_over}
    waiting = []
    for one in unmatched:
        who, joined = one.user_id, one.charter_accepted_at.date()
        since = max(joined, ends.get(who, joined))
        why = PROPOSED if who in proposed else said.get(who, NOT_LOOKED_AT)
        words = (SET_ASIDE, WHEN_OVER) if one.on_hold else why
        waiting.append(WaitsForMatch(who, this_monday(since), *words, VisiblePost.of(people.get(who))))
    return sorted(waiting, key=lambda one: (one.since, one.user_id))


def _last_ended(mentorships: Iterable[Mentorship]) -> dict[str, date]:
    """The day on which each last had a match that they wanted."""
    found: dict[str, date] = {}
    for one in mentorships:
        if one.ended_on is not None:
            for who in matched_in([one]):
                found[who] = max(one.ended_on, found.get(who, one.ended_on))
    return found
