"""Remembers which days stop the count of a silence, before the shifts that say so are forgotten."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.local_time import DAY, local_date
from bot.domain.rosters import BEHIND
from bot.domain.stopped_days import LOOK_BACK, Stopped, joined, stopped_by_shifts
from bot.storage.repositories import Repositories

# Wherever somebody is, their day is at most one from that of UTC.
ZONES = timedelta(days=1)


async def remember_stopped(
    repos: Repositories, workspace_id: str, user_ids: Sequence[str], *, now: datetime
) -> None:
    """Keep the days on which no silence counts, as these people's shifts say that ended before rosters are
    kept for; of a mentorship, and not whose shifts they were.

    What forgets such shifts asks this first, in its own transaction. Twice changes nothing.
    """
    latest = (now - BEHIND).date() + ZONES + DAY
    silent = await repos.stopped_days.lock_silent(workspace_id, user_ids, latest)
    if not silent:
        return
    who = sorted({user_id for some in silent.values() for user_id in some})
    by_person = await _stopped_by(repos, workspace_id, who, now)
    known = await repos.stopped_days.list_for_mentorships(workspace_id, list(silent))
    changed = {}
    for one, some in silent.items():
        new = [days for user_id in some for days in by_person.get(user_id, ())]
        together = joined([*known.get(one, ()), *new], first=_first(now), last=latest)
        if together != known.get(one, []):
            changed[one] = together
    if changed:
        await repos.stopped_days.replace(workspace_id, changed)


async def _stopped_by(
    repos: Repositories, workspace_id: str, user_ids: Sequence[str], now: datetime
) -> Mapping[str, Sequence[Stopped]]:
    """By person: up to the day of recovery after the last night that may be forgotten."""
    kept_from = now - BEHIND
    people = await repos.people.list_by_ids(workspace_id, user_ids)
    shifts = await repos.shifts.list_between(
        workspace_id, user_ids, now - LOOK_BACK - ZONES, kept_from + 2 * DAY + ZONES
    )
    return {
        user_id: joined(
            stopped_by_shifts(some, tz=people[user_id].tz),
            first=_first(now),
            last=local_date(ZoneInfo(people[user_id].tz), kept_from) + DAY,
        )
        for user_id, some in shifts.items()
    }


def _first(now: datetime) -> date:
    return now.date() - LOOK_BACK
