"""Mentorships, their cycles, and the rules of answering "did you meet?"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.domain.joining.enrolments import Role
from bot.errors import NotYours


class MentorshipState(StrEnum):
    PROPOSED = "proposed"
    DROPPED = "dropped"
    APPROVED = "approved"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


SMALLEST_CIRCLE = 2
# Where a program's template says nothing else.
SETTLING_DAYS = 21
CURRENT = frozenset({MentorshipState.APPROVED, MentorshipState.ACTIVE, MentorshipState.PAUSED})


class Outcome(StrEnum):
    """How a cycle ended. `unanswered` is the bot's own: nobody said, and it let the question go."""

    MET = "met"
    MOVED = "moved"
    NOT_THIS_MONTH = "not_this_month"
    PAUSED = "paused"
    UNANSWERED = "unanswered"

    @property
    def is_an_answer(self) -> bool:
        return self is not Outcome.UNANSWERED


@dataclass(frozen=True, slots=True)
class Member:
    """Of those who mentor each other, everybody is BOTH."""

    user_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Mentorship:
    """Dates are the pair's own: no time of day is kept of anything they do.

    `locked` ones stay in a proposal that is made anew. While `answer_by` is set, an approved one waits for
    its mentor until that day. `rematched`: it ended because somebody asked for another match. `own_rhythm_on`
    is the Monday of the week in which its people chose their rhythm; None while it is the program's, and
    `paused_on` that of the week in which its pause began. In
    `settling_days` from the introduction a first meeting is hoped for, and nothing is called silent.
    """

    id: str
    workspace_id: str
    program_id: str
    state: MentorshipState
    members: tuple[Member, ...]
    score: float
    reasons: tuple[str, ...]
    every_weeks: int
    channel_id: str | None = None
    introduced_on: date | None = None
    paused_until: date | None = None
    ended_on: date | None = None
    locked: bool = False
    answer_by: date | None = None
    rematched: bool = False
    own_rhythm_on: date | None = None
    settling_days: int = SETTLING_DAYS
    paused_on: date | None = None

    def includes(self, user_id: str) -> bool:
        return any(member.user_id == user_id for member in self.members)

    def others(self, user_id: str) -> tuple[str, ...]:
        return tuple(member.user_id for member in self.members if member.user_id != user_id)

    @property
    def user_ids(self) -> tuple[str, ...]:
        return tuple(member.user_id for member in self.members)

    def with_role(self, role: Role) -> tuple[str, ...]:
        return tuple(member.user_id for member in self.members if member.role is role)

    def is_given_by(self, user_id: str) -> bool:
        """Tell whether this person is a mentor in it, or its host."""
        return any(one.user_id == user_id and one.role.gives for one in self.members)

    @property
    def is_circle(self) -> bool:
        return all(member.role.in_circles for member in self.members)

    @property
    def mentor_to_ask(self) -> str | None:
        """Whom a program may ask before an introduction: the mentor of a pair that is not mutual."""
        mentors = self.with_role(Role.MENTOR)
        return mentors[0] if len(mentors) == 1 else None

    @property
    def waits_for_mentor(self) -> bool:
        """The mentor is being asked, and the mentee knows of nothing."""
        return self.state is MentorshipState.APPROVED and self.answer_by is not None

    def goes_on_without(self, user_id: str) -> bool:
        """A circle goes on while two of its people are left; what has a mentor and a mentee does not."""
        return self.is_circle and len(self.others(user_id)) >= SMALLEST_CIRCLE


@dataclass(frozen=True, slots=True)
class Cycle:
    """One turn of the rhythm. `iso_week` ("2026-W48") is set when they met.

    It is all that is kept of a meeting. `weeks` until its question, where that is longer than the rhythm:
    whoever does not answer is asked less often.
    """

    mentorship_id: str
    number: int
    starts_on: date
    outcome: Outcome | None = None
    iso_week: str | None = None
    weeks: int | None = None


def require_member(mentorship: Mentorship, *, user_id: str) -> None:
    if not mentorship.includes(user_id):
        raise NotYours("Only the people in this mentorship can answer for it.")


def iso_week(day: date) -> str:
    """ISO 8601 week of a local date: "2026-W48"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(week: str) -> date:
    """First day of an ISO week: monday_of("2026-W48") == date(2026, 11, 23)."""
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def this_monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_cycle(cycle: Cycle, *, today: date, weeks: int | None = None) -> Cycle:
    """What follows a closed cycle.

    It starts on a Monday, so that its date tells nobody when a button was tapped.
    """
    return Cycle(cycle.mentorship_id, cycle.number + 1, starts_on=this_monday(today), weeks=weeks)


def asks_on(cycle: Cycle, *, every_weeks: int, before: Outcome | None) -> date:
    """The Monday from which a cycle's question may be asked: a rhythm later, a week after a moved meeting."""
    weeks = 1 if before is Outcome.MOVED else cycle.weeks or every_weeks
    return cycle.starts_on + timedelta(weeks=weeks)


def matched_in(mentorships: Iterable[Mentorship]) -> set[str]:
    """Everybody who needs no other match in the program of these: all but mentors, who may take more."""
    return {who.user_id for one in mentorships for who in one.members if who.role is not Role.MENTOR}


def proposal_mark(pairs: Iterable[Mentorship]) -> str:
    """Changes whenever the pairs of a proposal do, so that nobody approves what they have not seen."""
    each = sorted(f"{pair.id}:{','.join(sorted(pair.user_ids))}" for pair in pairs)
    return sha256(";".join(each).encode()).hexdigest()[:16]
