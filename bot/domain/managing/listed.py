"""Lists of a program's mentorships and people: what is asked of them, and rows as light as sorting needs."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
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
class MentorshipDays:
    """The days of a mentorship that managers see, which say since when it is as it is."""

    introduced_on: date | None = None
    paused_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """A place in a program as thousands of people share it; `away` are pauses and leave."""

    role: Role
    state: EnrolmentState
    on_hold: bool
    has_left: bool
    away: tuple[Days, ...]
    post: VisiblePost


def key_of_mentorship(mentorship_id: str, status: Status, *, is_anothers: bool) -> Key:
    """Say where it stands: exceptions first, and of them last what another manager has in hand."""
    return f"{STATUSES.index(status)}{is_anothers:d}", mentorship_id


def key_by_since(basis: StatusBasis, days: MentorshipDays, status: Status, *, today: date) -> Key:
    """Say where it stands by the week since which it is so, as its managers read it."""
    is_needing = status is Status.MAY_NEED_SUPPORT
    needs_since = basis.needs_support_since(today=today) if is_needing else None
    since = visible_since(days, status, needs_since=needs_since)
    return since.isoformat() if since else LAST, basis.mentorship_id


Matches = tuple[VisibleMatch, ...]


def light_matches(
    members: Iterable[tuple[str, MentorshipState, str]], statuses: Mapping[str, Status]
) -> dict[str, Matches]:
    """Work out by person what they are matched in, without since when and with whom: enough to choose by.

    `members` are a mentorship's id and state, and the person. Thousands share a few of these.
    """
    shared: dict[Hashable, Matches] = {}
    found: dict[str, Matches] = {}
    for mentorship_id, state, user_id in members:
        before, status = found.get(user_id, ()), statuses[mentorship_id]
        key = (id(before), status, state)
        if key not in shared:
            shared[key] = (*before, VisibleMatch((), status, stands=state in CURRENT))
        found[user_id] = shared[key]
    return found


def light_people(
    places: Iterable[tuple[str, ListedPlace]],
    matches: Mapping[str, Matches],
    requests: Iterable[Request],
    *,
    today: date,
) -> list[tuple[VisiblePerson, list[str]]]:
    """Group everybody of a program by what choosing and sorting needs of them, which has no id.

    Each place and all matches of somebody are one object for all who share them. The requests are the open
    ones.
    """
    asked: dict[str, list[Request]] = defaultdict(list)
    for request in requests:
        asked[request.user_id].append(request)
    groups: dict[Hashable, tuple[VisiblePerson, list[str]]] = {}
    for user_id, place in places:
        theirs, has = matches.get(user_id, ()), asked.get(user_id, ())
        key = user_id if has else (id(place), id(theirs))
        if key not in groups:
            groups[key] = _light(place, theirs, has, today), []
        groups[key][1].append(user_id)
    return list(groups.values())


def _light(place: ListedPlace, matches: Matches, asked: Collection[Request], today: date) -> VisiblePerson:
    return VisiblePerson(
        "",
        place.role,
        place_of(place.state, has_left=place.has_left, is_away=is_within(today, place.away)),
        matches,
        rematch_on(asked),
        place.on_hold,
        hands_of(asked, ()),
        place.post,
    )


def key_of_people(seen: VisiblePerson, sort: PeopleSort, *, ranks: Mapping[str, int]) -> Key:
    """Say where people stand. Sorted otherwise, whom one can do something for still comes first.

    `ranks` say in which order the choices of a list stand.
    """
    helped, place, is_matched, role = place_in_order(seen)
    first = {
        PeopleSort.ORDER: "",
        PeopleSort.ROLE: seen.role.value,
        PeopleSort.SITE: seen.post.site or LAST,
        PeopleSort.PROFESSION: f"{ranks.get(seen.post.profession or '', 99):02}",
        PeopleSort.STAGE: f"{ranks.get(seen.post.career_stage or '', 99):02}",
    }[sort]
    return first, f"{helped:d}{place}{is_matched:d}", role


def mark_of(program_id: str, user_id: str) -> str:
    """Tell somebody from all others of a program without their id of Slack's: it goes into addresses."""
    return sha256(f"{program_id}/{user_id}".encode()).hexdigest()[:16]
