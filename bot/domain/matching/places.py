"""How many mentees one mentor takes: their own number over all programs, and each program's limit."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.domain.joining.enrolments import Enrolment, Role
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.programs.programs import Plan

MOST_MENTEES = 4


def most_mentees(plans: Iterable[Plan]) -> int:
    """What the form offers somebody in these programs: the highest of their limits."""
    return min(max((plan.capacity for plan in plans), default=1), MOST_MENTEES)


def capacity_of(enrolments: Iterable[Enrolment]) -> int | None:
    """One number a person, the same wherever they mentor; None for who mentors nowhere."""
    said = (one.capacity for one in enrolments if one.role.offers and one.state.has_a_place)
    return max(said, default=None)


def within_plan(enrolment: Enrolment, plan: Plan, *, taken: int, taken_here: int) -> Enrolment:
    """The enrolment with the capacity that can be filled in this program.

    `taken` mentees are theirs over all programs, `taken_here` of them in this one.
    """
    here = plan.capacity - taken_here + taken
    return replace(enrolment, capacity=max(min(enrolment.capacity, here), 0))


def mentees_in(mentorship: Mentorship) -> Counter[str]:
    """How many mentees each has in it: one, where everybody mentors and is mentored."""
    mentees = len(mentorship.with_role(Role.MENTEE))
    mentors = {user_id: mentees for user_id in mentorship.with_role(Role.MENTOR)}
    return Counter(mentors | {user_id: 1 for user_id in mentorship.with_role(Role.BOTH)})


def mentees_here(current: Iterable[Mentorship]) -> Counter[str]:
    """How many mentees each mentor of these mentorships has in them."""
    found: Counter[str] = Counter()
    for one in current:
        found.update(mentees_in(one))
    return found


def all_within_plan(
    enrolments: Iterable[Enrolment], plan: Plan, *, taken: Mapping[str, int], here: Mapping[str, int]
) -> list[Enrolment]:
    """Each with what they can still take and take now in a program; `here` are their mentees in it."""
    return [
        within_plan(one, plan, taken=taken.get(one.user_id, 0), taken_here=here.get(one.user_id, 0))
        for one in enrolments
    ]
