"""What a program's managers see about people by name (content.md 2.9), and nothing else.

Not in it, ever: which mentor is being asked about whom, who answered, shifts, exclusions, reasons, topics,
goals, what somebody has read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.enrolments import Enrolment, EnrolmentState, Role
from bot.domain.mentorships import STANDING, Mentorship, MentorshipState
from bot.domain.people import Person
from bot.domain.requests import Request, RequestState
from bot.domain.status import Signs, Status, status_of

NAMED = (MentorshipState.APPROVED, MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED)


class Place(StrEnum):
    """How somebody's place in a program stands. Their own pause and leave read alike."""

    APPLIED = "applied"
    ACTIVE = "active"
    PAUSED = "paused"
    DECLINED = "declined"
    RELEASED = "released"
    LEFT = "left"


class Show(StrEnum):
    """Whom a list of people shows."""

    ALL = "all"
    WAITING = "waiting"
    MATCHED = "matched"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class SeenMatch:
    """With whom somebody is matched. Without `others`, those have had themselves deleted."""

    others: tuple[str, ...]
    status: Status
    stands: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that is seen of one person in one program. On `asked_on` they asked for another match."""

    user_id: str
    role: Role
    place: Place
    matches: tuple[SeenMatch, ...] = ()
    asked_on: date | None = None
    on_hold: bool = False

    def is_shown_in(self, show: Show) -> bool:
        return show is Show.ALL or show in self._groups()

    def _groups(self) -> Iterable[Show]:
        if any(match.stands for match in self.matches):
            yield Show.MATCHED
        elif self.place in (Place.APPLIED, Place.ACTIVE, Place.PAUSED):
            yield Show.WAITING
        if any(match.status is Status.QUIET for match in self.matches):
            yield Show.QUIET


def seen_of(
    enrolments: Iterable[Enrolment],
    people: Mapping[str, Person],
    mentorships: Sequence[Mentorship],
    signs: Mapping[str, Signs],
    *,
    today: date,
    requests: Iterable[Request] = (),
) -> list[Seen]:
    """One for each enrolment, in their order, with those of the mentorships that are of its program."""
    matches: dict[tuple[str, str], list[SeenMatch]] = defaultdict(list)
    asked_on = {
        (one.program_id, one.user_id): one.asked_on for one in requests if one.state is RequestState.OPEN
    }
    for one in mentorships:
        if one.state in NAMED and not one.waits_for_mentor:
            status = status_of(one, signs[one.id], today=today)
            for user_id in one.user_ids:
                match = SeenMatch(one.others(user_id), status, stands=one.state in STANDING)
                matches[one.program_id, user_id].append(match)
    return [
        Seen(
            enrolment.user_id,
            enrolment.role,
            _place(enrolment, people.get(enrolment.user_id), today),
            tuple(matches[enrolment.program_id, enrolment.user_id]),
            asked_on.get((enrolment.program_id, enrolment.user_id)),
            enrolment.on_hold,
        )
        for enrolment in enrolments
    ]


def _place(enrolment: Enrolment, person: Person | None, today: date) -> Place:
    if person is not None and person.left_at is not None:
        return Place.LEFT
    if enrolment.state is EnrolmentState.ACTIVE and person is not None and person.is_away(today):
        return Place.PAUSED
    return Place(enrolment.state.value)
