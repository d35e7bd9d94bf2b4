"""Who waits for a match in a program and who offers one, with all that matching asks about them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.content import Content
from bot.domain.availability import Availability
from bot.domain.joining.enrolments import Enrolment, Role
from bot.domain.matching.choices import Suggestion
from bot.domain.matching.places import all_within_plan
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.people import Person, Preferences
from bot.domain.programs.programs import Program, require_manager
from bot.domain.programs.states import MATCHABLE
from bot.errors import NotNow
from bot.facts.eligibility import places_taken, read_matchable
from bot.facts.kept_apart import kept_apart, line_managers
from bot.facts.welcome import availability_of
from bot.storage.repositories import Repositories


@dataclass(frozen=True, slots=True)
class Waiting:
    """Read in one transaction and worked on after it. `waiting` are enrolments without a match yet.

    A mentor's capacity here is what this program's plan leaves of their own; among circles, hosts without
    one stand in for mentors. `suggested` are the mentors each mentee was shown, with what they said.
    """

    program: Program
    waiting: Sequence[Enrolment]
    mentors: Sequence[Enrolment]
    people: Mapping[str, Person]
    availability: Mapping[str, Availability]
    taken: Mapping[str, int]
    excluded: Mapping[str, frozenset[str]]
    partners: Mapping[str, frozenset[str]]
    preferences: Mapping[str, Preferences]
    managers: Mapping[str, frozenset[str]]
    started: Mapping[str, date]
    suggested: Mapping[str, Sequence[Suggestion]]


async def read_waiting(
    repos: Repositories, workspace_id: str, program_id: str, by: str, content: Content, now: datetime
) -> Waiting:
    """For a manager. Raises NotYours, and NotNow while there is nobody to match."""
    program = await repos.programs.get(workspace_id, program_id)
    require_manager(program, user_id=by)
    require_open(program)
    return await waiting_in(repos, program, content, now)


async def waiting_in(
    repos: Repositories,
    program: Program,
    content: Content,
    now: datetime,
    *,
    among: Sequence[str] | None = None,
) -> Waiting:
    """Those of the whole program, or with `among` of these people alone."""
    workspace_id, program_id = program.workspace_id, program.id
    matched = await repos.mentorships.matched_in(workspace_id, program_id)
    here = await repos.mentorships.mentees_in(workspace_id, program_id)
    accepted, people = await read_matchable(repos, program, content, now, among=among)
    ids = [one.user_id for one in accepted]
    taken = await places_taken(repos, workspace_id, ids, today=now.date())
    mentors = [one for one in accepted if one.role.offers]
    hosts = [one for one in accepted if one.role is Role.HOST and one.user_id not in matched]
    return Waiting(
        program=program,
        waiting=[one for one in accepted if one.role.wants and one.user_id not in matched],
        mentors=[*all_within_plan(mentors, program.plan, taken=taken, here=here), *hosts],
        people=people,
        availability=await availability_of(repos, workspace_id, ids, now=now, content=content),
        taken=taken,
        excluded=await kept_apart(repos, workspace_id, ids),
        partners=await not_again(repos, program, ids),
        preferences=await repos.preferences.list_by_ids(workspace_id, ids),
        managers=await line_managers(repos, workspace_id, ids),
        started=await repos.directory.started_on(workspace_id, ids),
        suggested=await _suggested(repos, workspace_id, program_id),
    )


async def not_again(
    repos: Repositories, program: Program, user_ids: Sequence[str]
) -> Mapping[str, frozenset[str]]:
    """With whom each has ended a mentorship anywhere, or was dropped from a proposal of this program."""
    found = dict(await repos.mentorships.past_partners(program.workspace_id, user_ids))
    dropped = await repos.mentorships.list_for_program(
        program.workspace_id, program.id, [MentorshipState.DROPPED]
    )
    for pair in dropped:
        for user_id in pair.user_ids:
            found[user_id] = found.get(user_id, frozenset()) | set(pair.others(user_id))
    return found


async def _suggested(
    repos: Repositories, workspace_id: str, program_id: str
) -> Mapping[str, Sequence[Suggestion]]:
    """By mentee."""
    found: defaultdict[str, list[Suggestion]] = defaultdict(list)
    for one in await repos.suggestions.list_for_program(workspace_id, program_id):
        found[one.user_id].append(one)
    return found


def require_open(program: Program) -> None:
    if program.state not in MATCHABLE:
        raise NotNow(f"{program.name} isn't open, so there's nobody to match yet.")
