"""What a program's managers see about people by name (docs/managers.md), and nothing else.

Not in it, ever: which mentor is being asked about whom, who answered, shifts, exclusions, reasons, topics,
goals, what somebody has read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol, Self

from bot.domain.joining.enrolments import Enrolment, EnrolmentState, Role
from bot.domain.managing.requests import HELP_TOPICS, Request, RequestState, Topic
from bot.domain.managing.taken import Taken
from bot.domain.mentorships.mentorships import CURRENT, Mentorship, MentorshipState, this_monday
from bot.domain.mentorships.status import Signs, Status, needs_support_since, status_of
from bot.domain.people import Person

NAMED = (MentorshipState.APPROVED, MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED)

NO_MANAGERS: Mapping[str, Collection[str]] = {}
NOBODY_HAS_ANY: Mapping[str, Taken] = {}
# With what, since when, and which manager has taken it.
Hand = tuple[Topic, date, str | None]


class Place(StrEnum):
    """How somebody's place in a program stands. Their own pause and leave read alike."""

    APPLIED = "applied"
    ACTIVE = "active"
    PAUSED = "paused"
    DECLINED = "declined"
    RELEASED = "released"
    LEFT = "left"


class HasDays(Protocol):
    """A mentorship, or as much of one as it takes to say since when it is as it is."""

    @property
    def introduced_on(self) -> date | None: ...

    @property
    def paused_on(self) -> date | None: ...

    @property
    def ended_on(self) -> date | None: ...


class Show(StrEnum):
    """Whom a list of people shows."""

    ALL = "all"
    WAITING = "waiting"
    MATCHED = "matched"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class VisiblePost:
    """What somebody works as and where; ids of the content's lists, and a site by its name. Never when."""

    profession: str | None = None
    career_stage: str | None = None
    department: str | None = None
    site: str | None = None

    @classmethod
    def of(cls, person: Person | None) -> Self:
        if person is None:
            return cls()
        return cls(person.profession, person.career_stage, person.department, person.site)


NO_POST = VisiblePost()


@dataclass(frozen=True, slots=True)
class VisibleMatch:
    """With whom somebody is matched. Without `others`, those have had themselves deleted.

    `since` is the Monday of the week since which the status is so; None where that would tell when they met.
    `taker` is the manager who has it in hand.
    """

    others: tuple[str, ...]
    status: Status
    stands: bool
    since: date | None = None
    taker: str | None = None
    mentorship_id: str = ""


@dataclass(frozen=True, slots=True)
class VisiblePerson:
    """Everything that is seen of one person in one program. On `asked_on` they asked for another match.

    `hands` are what they asked a hand with, when, and which manager took it: their own lines alone show it,
    as whoever they are matched with reads the status of both.
    """

    user_id: str
    role: Role
    place: Place
    matches: tuple[VisibleMatch, ...] = ()
    asked_on: date | None = None
    set_aside: bool = False
    hands: tuple[Hand, ...] = ()
    post: VisiblePost = NO_POST

    @property
    def may_need_support(self) -> bool:
        """Whether a manager could do something for them now."""
        asked = bool(self.hands or self.asked_on)
        return asked or any(one.status is Status.MAY_NEED_SUPPORT for one in self.matches if one.stands)

    def is_shown_in(self, show: Show) -> bool:
        return show is Show.ALL or show in self._groups()

    def _groups(self) -> Iterable[Show]:
        if any(match.stands for match in self.matches):
            yield Show.MATCHED
        elif self.place in (Place.APPLIED, Place.ACTIVE, Place.PAUSED):
            yield Show.WAITING
        if self.hands or any(match.status is Status.MAY_NEED_SUPPORT for match in self.matches):
            yield Show.SUPPORT


# As a list of people shows them: who waits to hear, then who waits for a match, and those who left last.
IN_ORDER = (Place.APPLIED, Place.ACTIVE, Place.PAUSED, Place.RELEASED, Place.DECLINED, Place.LEFT)


def in_order(seen: Iterable[VisiblePerson]) -> list[VisiblePerson]:
    """Those a manager can do something for first. No name is kept, so nothing can go by names."""
    return sorted(seen, key=place_in_order)


def place_in_order(one: VisiblePerson) -> tuple[bool, int, bool, str]:
    """Say where somebody stands in that order."""
    is_matched = any(match.stands for match in one.matches)
    return not one.may_need_support, IN_ORDER.index(one.place), is_matched, one.role.value


def visible_people(
    enrolments: Iterable[Enrolment],
    people: Mapping[str, Person],
    mentorships: Sequence[Mentorship],
    signs: Mapping[str, Signs],
    *,
    today: date,
    requests: Iterable[Request] = (),
    managers: Mapping[str, Collection[str]] = NO_MANAGERS,
    taken: Mapping[str, Taken] = NOBODY_HAS_ANY,
) -> list[VisiblePerson]:
    """One for each enrolment, in their order, with those of the mentorships that are of its program.

    `managers` are those of each program, by its id; `taken` says which of them has which mentorship in hand.
    """
    matches: dict[tuple[str, str], list[VisibleMatch]] = defaultdict(list)
    asked: dict[tuple[str, str], list[Request]] = defaultdict(list)
    for request in requests:
        if request.state is RequestState.OPEN:
            asked[request.program_id, request.user_id].append(request)
    for one in mentorships:
        if is_visible(one):
            here, whose = taken.get(one.id), managers.get(one.program_id, ())
            match = visible_match(one, signs[one.id], today=today, taken=here, managers=whose)
            for user_id in one.user_ids:
                matches[one.program_id, user_id].append(replace(match, others=one.others(user_id)))
    return [
        VisiblePerson(
            enrolment.user_id,
            enrolment.role,
            _place(enrolment, people.get(enrolment.user_id), today),
            tuple(matches[enrolment.program_id, enrolment.user_id]),
            rematch_on(asked[enrolment.program_id, enrolment.user_id]),
            enrolment.on_hold,
            hands_of(asked[enrolment.program_id, enrolment.user_id], managers.get(enrolment.program_id, ())),
            VisiblePost.of(people.get(enrolment.user_id)),
        )
        for enrolment in enrolments
    ]


def is_visible(mentorship: Mentorship) -> bool:
    """Tell whether managers see it by name: while a mentor is being asked, there is none."""
    return mentorship.state in NAMED and not mentorship.waits_for_mentor


def visible_match(
    mentorship: Mentorship,
    signs: Signs,
    *,
    today: date,
    taken: Taken | None = None,
    managers: Collection[str] = (),
) -> VisibleMatch:
    """Work out what is seen of a mentorship: how it goes, since when, and who has it in hand."""
    needs_since = needs_support_since(mentorship, signs, today=today)
    status = status_of(mentorship, signs, today=today)
    return VisibleMatch(
        mentorship.user_ids,
        status,
        stands=mentorship.state in CURRENT,
        since=visible_since(mentorship, status, needs_since=needs_since),
        taker=taken.holder(managers, since=needs_since) if taken else None,
        mentorship_id=mentorship.id,
    )


def visible_since(mentorship: HasDays, status: Status, *, needs_since: date | None) -> date | None:
    """Find since when it is so: a Monday, as a day would tell who tapped when, or which nights stopped a
    silence.

    Nothing of what is on track: it is so since they met.
    """
    days = {
        Status.GETTING_STARTED: mentorship.introduced_on,
        Status.MAY_NEED_SUPPORT: needs_since,
        Status.PAUSED: mentorship.paused_on,
        Status.ENDED: mentorship.ended_on,
    }
    day = days.get(status)
    return this_monday(day) if day else None


def rematch_on(asked: Iterable[Request]) -> date | None:
    """Find when somebody asked for another match."""
    return next((one.asked_on for one in asked if one.topic is Topic.REMATCH), None)


def hands_of(asked: Iterable[Request], managers: Collection[str]) -> tuple[Hand, ...]:
    """List what somebody asked a hand with."""
    return tuple((one.topic, one.asked_on, one.taker(managers)) for one in asked if one.topic in HELP_TOPICS)


def _place(enrolment: Enrolment, person: Person | None, today: date) -> Place:
    if person is None:
        return Place(enrolment.state.value)
    return place_of(enrolment.state, has_left=person.left_at is not None, is_away=person.is_away(today))


def place_of(state: EnrolmentState, *, has_left: bool, is_away: bool) -> Place:
    """Say how a place stands, of somebody who may have left the hospital or be away today."""
    if has_left:
        return Place.LEFT
    return Place.PAUSED if state is EnrolmentState.ACTIVE and is_away else Place(state.value)
