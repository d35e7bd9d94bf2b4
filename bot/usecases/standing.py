"""How mentorships are doing: what every view of a status is worked out from."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from bot.domain.mentorships import Mentorship, MentorshipState
from bot.domain.people import Days
from bot.domain.status import Signs, Standing, Status, signs_of
from bot.storage.repositories import Repositories

INTRODUCED = (MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED)
NAMED = (MentorshipState.APPROVED, *INTRODUCED)
QUIET_CHECK = "quiet_check"


async def standings(
    repos: Repositories,
    workspace_id: str,
    program_ids: Sequence[str],
    *,
    states: Collection[MentorshipState] = INTRODUCED,
) -> dict[str, list[Standing]]:
    """By program, each in the order of ids: for any number of mentorships, and without anybody's name."""
    found: dict[str, list[Standing]] = {program_id: [] for program_id in program_ids}
    light = await repos.standings.list_for_programs(workspace_id, program_ids, states, asked_in=QUIET_CHECK)
    for one in light:
        found[one.program_id].append(one)
    return found


def ids_by_status(among: Iterable[Standing], *, today: date) -> dict[Status, list[str]]:
    """Mentorship ids, in the order given; a status nobody has is left out."""
    found: dict[Status, list[str]] = {}
    for one in among:
        found.setdefault(one.status(today=today), []).append(one.mentorship_id)
    return found


async def signs_by_mentorship(
    repos: Repositories, workspace_id: str, mentorships: Sequence[Mentorship]
) -> dict[str, Signs]:
    """For a few mentorships, whose people have been read already."""
    ids = [mentorship.id for mentorship in mentorships]
    cycles = await repos.cycles.list_for_mentorships(workspace_id, ids)
    asked = await repos.outbox.last_sent_on(workspace_id, QUIET_CHECK, ids)
    away = await away_days(repos, workspace_id, mentorships)
    return {
        one: signs_of(cycles.get(one, ()), asked_on=asked.get(one), away=away.get(one, ())) for one in ids
    }


async def away_days(
    repos: Repositories, workspace_id: str, mentorships: Sequence[Mentorship]
) -> dict[str, tuple[Days, ...]]:
    """When anybody of each is away, by its id; those of whom nobody ever was are left out."""
    user_ids = sorted({user_id for one in mentorships for user_id in one.user_ids})
    people = await repos.people.list_by_ids(workspace_id, user_ids)
    found = {
        one.id: tuple(days for user_id in one.user_ids if user_id in people for days in people[user_id].away)
        for one in mentorships
    }
    return {mentorship_id: days for mentorship_id, days in found.items() if days}
