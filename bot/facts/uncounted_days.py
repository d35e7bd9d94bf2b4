"""Days on which the silence of a mentorship is not counted: pauses, leave, nights and wards on hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.domain.availability import Shift
from bot.domain.local_time import DAY
from bot.domain.managing.holds import Hold, stopped_by
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.people import Days, Person, is_within
from bot.domain.stopped_days import LOOK_BACK, Stopped, stopped_by_shifts
from bot.storage.repositories import Repositories


@dataclass(frozen=True, slots=True)
class Uncounted:
    """The days on which a mentorship's silence is not counted, in the two fields of its signs."""

    away: tuple[Days, ...] = ()
    stopped: tuple[Days, ...] = ()


async def uncounted_days(
    repos: Repositories, workspace_id: str, mentorships: Sequence[Mentorship], *, today: date
) -> dict[str, Uncounted]:
    """Read by id the days on which each mentorship's silence is not counted, up to today.

    A day is not counted if it is so for one of its people.
    """
    if not mentorships:
        return {}
    user_ids = sorted({user_id for one in mentorships for user_id in one.user_ids})
    people = await repos.people.list_by_ids(workspace_id, user_ids)
    end = datetime.combine(today + DAY, time(), UTC)
    shifts = await repos.shifts.list_between(workspace_id, user_ids, end - LOOK_BACK, end)
    remembered = await repos.stopped_days.list_for_mentorships(workspace_id, [one.id for one in mentorships])
    programs = sorted({one.program_id for one in mentorships})
    holds = await repos.holds.list_for_programs(workspace_id, programs)
    return {
        one.id: _of(one, people, shifts, remembered.get(one.id, ()), holds.get(one.program_id, ()))
        for one in mentorships
    }


async def list_excused(
    repos: Repositories, workspace_id: str, mentorships: Sequence[Mentorship], *, today: date
) -> frozenset[str]:
    """List the ids of those in which nobody has to answer today: somebody is away, or in a ward on hold."""
    user_ids = sorted({user_id for one in mentorships for user_id in one.user_ids})
    people = await repos.people.list_by_ids(workspace_id, user_ids)
    programs = sorted({one.program_id for one in mentorships})
    holds = await repos.holds.list_for_programs(workspace_id, programs)
    return frozenset(
        one.id
        for one in mentorships
        if _is_excused(_known(one, people), holds.get(one.program_id, ()), today=today)
    )


def _is_excused(people: Sequence[Person], holds: Sequence[Hold], *, today: date) -> bool:
    return is_within(today, stopped_by(holds, people)) or any(one.is_away(today) for one in people)


def _known(mentorship: Mentorship, people: Mapping[str, Person]) -> list[Person]:
    return [people[user_id] for user_id in mentorship.user_ids if user_id in people]


def _of(
    mentorship: Mentorship,
    people: Mapping[str, Person],
    shifts: Mapping[str, Sequence[Shift]],
    remembered: Sequence[Stopped],
    holds: Sequence[Hold],
) -> Uncounted:
    known = _known(mentorship, people)
    by_shifts = (stopped_by_shifts(shifts.get(one.user_id, ()), tz=one.tz) for one in known)
    return Uncounted(
        away=tuple(days for one in known for days in one.away),
        stopped=(*remembered, *(days for found in by_shifts for days in found), *stopped_by(holds, known)),
    )
