"""The basis of every status that is shown: how mentorships are doing, read from stored dates."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.mentorships.mentorships import Cycle, Mentorship, MentorshipState
from bot.domain.mentorships.status import Signs, Status, StatusBasis, signs_of
from bot.facts.uncounted_days import Uncounted, uncounted_days
from bot.storage.repositories import Repositories

INTRODUCED = (MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED)
NAMED = (MentorshipState.APPROVED, *INTRODUCED)
QUIET_CHECK = "quiet_check"


async def read_status_bases(
    repos: Repositories,
    workspace_id: str,
    program_ids: Sequence[str],
    *,
    today: date,
    states: Collection[MentorshipState] = INTRODUCED,
    asked_alone: bool = False,
) -> dict[str, list[StatusBasis]]:
    """Read by program id what each mentorship's status is worked out from, in the order of mentorship ids.

    With `asked_alone` of those that were asked about silence: only they may need support. It is made for any
    number of mentorships and knows nobody's name. Nights and wards on hold only ever shorten a silence, so
    that they are looked up for the few that would be silent without them.
    """
    found: dict[str, list[StatusBasis]] = {program_id: [] for program_id in program_ids}
    if not found:
        return {}
    light = await repos.status_bases.list_for_programs(
        workspace_id, program_ids, states, asked_in=QUIET_CHECK, asked_alone=asked_alone
    )
    silent = ids_by_status(light, today=today).get(Status.MAY_NEED_SUPPORT, [])
    uncounted = await _of_these(repos, workspace_id, silent, today=today)
    for one in _counted_again(light, uncounted):
        found[one.program_id].append(one)
    return found


async def _of_these(
    repos: Repositories, workspace_id: str, ids: Sequence[str], *, today: date
) -> Mapping[str, Uncounted]:
    """Read the uncounted days of the mentorships with these ids."""
    if not ids:
        return {}
    mentorships = await repos.mentorships.list_by_ids(workspace_id, ids)
    return await uncounted_days(repos, workspace_id, mentorships, today=today)


def _counted_again(light: Iterable[StatusBasis], uncounted: Mapping[str, Uncounted]) -> Iterator[StatusBasis]:
    for one in light:
        days = uncounted.get(one.mentorship_id)
        yield replace(one, signs=replace(one.signs, stopped=days.stopped)) if days else one


def ids_by_status(among: Iterable[StatusBasis], *, today: date) -> dict[Status, list[str]]:
    """Group mentorship ids by status, in the order given; a status nobody has is left out."""
    found: dict[Status, list[str]] = {}
    for mentorship_id, status in statuses_of(among, today=today).items():
        found.setdefault(status, []).append(mentorship_id)
    return found


def statuses_of(among: Iterable[StatusBasis], *, today: date) -> dict[str, Status]:
    """Work out each status by mentorship id, once for all that share its signs."""
    known: dict[Hashable, Status] = {}
    found = {}
    for one in among:
        key = (one.state, one.every_weeks, one.settling_days, id(one.signs))
        if key not in known:
            known[key] = one.status(today=today)
        found[one.mentorship_id] = known[key]
    return found


async def signs_by_mentorship(
    repos: Repositories,
    workspace_id: str,
    mentorships: Sequence[Mentorship],
    *,
    today: date,
    cycles: Mapping[str, Sequence[Cycle]] | None = None,
) -> dict[str, Signs]:
    """Read by id the signs of a few mentorships' status. `cycles` are theirs, where they are known."""
    if not mentorships:
        return {}
    ids = [mentorship.id for mentorship in mentorships]
    if cycles is None:
        cycles = await repos.cycles.list_for_mentorships(workspace_id, ids)
    asked = await repos.outbox.last_sent_on(workspace_id, QUIET_CHECK, ids)
    days = await uncounted_days(repos, workspace_id, mentorships, today=today)
    return {
        one: signs_of(
            cycles.get(one, ()), asked_on=asked.get(one), away=days[one].away, stopped=days[one].stopped
        )
        for one in ids
    }
