"""Lists of a program's mentorships and people: what is asked of them, and rows as light as sorting needs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.managing.listing import Key, Turn
from bot.domain.managing.requests import Request
from bot.domain.mentorships.mentorships import CURRENT, MentorshipState
from bot.domain.mentorships.status import Status, StatusBasis
from bot.domain.people import Days, is_within
from bot.domain.privacy.visible_to_managers import (
    Place,
    Show,
    VisibleMatch,
    VisiblePerson,
    VisiblePost,
    hands_of,
    place_in_order,
    place_of,
    rematch_on,
    visible_since,
)

# What managers can read of a mentorship, exceptions first; *quiet* is its people's own word.
STATUSES = (
    Status.MAY_NEED_SUPPORT,
    Status.GETTING_STARTED,
    Status.PAUSED,
    Status.ON_TRACK,
    Status.ENDED,
)
# Behind every week and every site there is.
LAST = "\U0010ffff"


class MentorshipSort(StrEnum):
    """By `since`, those that are so for longest come first."""

    STATUS = "status"
    SINCE = "since"


class PeopleSort(StrEnum):
    """By `order`, whom one can do something for comes first."""

    ORDER = "order"
    ROLE = "role"
    SITE = "site"
    PROFESSION = "profession"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class MentorshipsAsked:
    """Without a status, all of them."""

    status: Status | None = None
    sort: MentorshipSort = MentorshipSort.STATUS
    turn: Turn = Turn()


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """Who fits all that is said; what is empty lets everybody through."""

    show: Show = Show.ALL
    place: Place | None = None
    role: Role | None = None
    site: str = ""
    profession: str = ""
    stage: str = ""
    sort: PeopleSort = PeopleSort.ORDER
    turn: Turn = Turn()

    def fits(self, seen: VisiblePerson) -> bool:
        wanted = (
            (self.place, seen.place),
            (self.role, seen.role),
            (self.site, seen.post.site),
            (self.profession, seen.post.profession),
            (self.stage, seen.post.career_stage),
        )
        return seen.is_shown_in(self.show) and all(not asked or asked == theirs for asked, theirs in wanted)


@dataclass(frozen=True, slots=True)
class ListedMentorship:
    """A mentorship that managers see, as light as a list of thousands needs it."""

    mentorship_id: str
    state: MentorshipState
    user_ids: tuple[str, ...]
    introduced_on: date | None = None
    paused_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """Somebody's place in a program, as light as that; `away` are their pauses and leave."""

    user_id: str
    role: Role
    state: EnrolmentState
    on_hold: bool
    has_left: bool
    away: tuple[Days, ...]
    post: VisiblePost


def key_of_mentorship(
    basis: StatusBasis, listed: ListedMentorship, *, sort: MentorshipSort, today: date, mine: Collection[str]
) -> Key:
    """Say where one stands; last of those that may need support is what another manager has in hand."""
    status = basis.status(today=today)
    if sort is MentorshipSort.SINCE:
        needs_since = basis.needs_support_since(today=today)
        since = visible_since(listed, status, needs_since=needs_since)
        return since.isoformat() if since else LAST, basis.mentorship_id
    is_anothers = status is Status.MAY_NEED_SUPPORT and basis.mentorship_id not in mine
    return f"{STATUSES.index(status)}{is_anothers:d}", basis.mentorship_id


def light_matches(
    listed: Iterable[ListedMentorship], bases: Iterable[StatusBasis], *, today: date
) -> dict[str, tuple[VisibleMatch, ...]]:
    """Work out by person what they are matched in, without since when and with whom: enough to choose by."""
    status = {one.mentorship_id: one.status(today=today) for one in bases}
    found: dict[str, tuple[VisibleMatch, ...]] = {}
    for one in listed:
        match = VisibleMatch((), status[one.mentorship_id], stands=one.state in CURRENT)
        for user_id in one.user_ids:
            found[user_id] = (*found.get(user_id, ()), match)
    return found


def light_people(
    places: Iterable[ListedPlace],
    matches: Mapping[str, tuple[VisibleMatch, ...]],
    requests: Iterable[Request],
    *,
    today: date,
) -> list[VisiblePerson]:
    """Everybody of a program with what choosing and sorting needs. The requests are the open ones."""
    asked: dict[str, list[Request]] = defaultdict(list)
    for request in requests:
        asked[request.user_id].append(request)
    return [
        VisiblePerson(
            one.user_id,
            one.role,
            place_of(one.state, has_left=one.has_left, is_away=is_within(today, one.away)),
            matches.get(one.user_id, ()),
            rematch_on(asked.get(one.user_id, ())),
            one.on_hold,
            hands_of(asked.get(one.user_id, ()), ()),
            one.post,
        )
        for one in places
    ]


def key_of_person(seen: VisiblePerson, sort: PeopleSort, *, ranks: Mapping[str, int], program_id: str) -> Key:
    """Say where somebody stands. Sorted otherwise, whom one can do something for still comes first.

    `ranks` say in which order the choices of a list stand. No id of Slack's is in it: it goes into addresses.
    """
    helped, place, is_matched, role = place_in_order(seen)
    first = {
        PeopleSort.ORDER: "",
        PeopleSort.ROLE: seen.role.value,
        PeopleSort.SITE: seen.post.site or LAST,
        PeopleSort.PROFESSION: f"{ranks.get(seen.post.profession or '', 99):02}",
        PeopleSort.STAGE: f"{ranks.get(seen.post.career_stage or '', 99):02}",
    }[sort]
    return first, f"{helped:d}{place}{is_matched:d}", role, mark_of(program_id, seen.user_id)


def mark_of(program_id: str, user_id: str) -> str:
    """Tell somebody from all others of a program without their id of Slack's."""
    return sha256(f"{program_id}/{user_id}".encode()).hexdigest()[:16]
