"""What the enrolment form shows: the programs and roles that are open, and what this person said before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.content import Content, FormatKind
from bot.domain.acts import Act
from bot.domain.availability import Availability
from bot.domain.directory import DirectoryEntry
from bot.domain.joining.enrolments import Enrolment, EnrolmentState, ExclusionKind, Role
from bot.domain.joining.joining import (
    IN_CIRCLES,
    IN_PAIRS,
    JoinAnswers,
    require_not_declined,
    roles_on_offer,
)
from bot.domain.matching.places import capacity_of, most_mentees
from bot.domain.people import Person, Preferences
from bot.domain.programs.programs import Program
from bot.errors import NotNow
from bot.facts.kept_apart import directory_managers
from bot.facts.welcome import availability_of
from bot.storage.database import Database
from bot.storage.repositories import Repositories

POST = ("profession", "specialty", "department", "site", "career_stage")
Places = Mapping[str, Enrolment]
Post = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class JoinStarted:
    """Everything the pages show. `roles` are those open to this person in this program today.

    `can_link`: there is a staff directory, and nobody in it is proven to be this person yet.
    """

    programs: Sequence[Program]
    program: Program
    roles: Sequence[Role]
    sites: Sequence[str]
    answers: JoinAnswers
    is_edit: bool
    has_accepted: bool
    most_mentees: int
    availability: Availability
    can_link: bool = False

    def to_confirm(self, role: Role, *, content: Content) -> Sequence[str]:
        """What they say of themselves before they are in; said once for a role."""
        said = content.programs[self.program.template_id].confirmed
        before = said.by(Role(self.answers.role)) if self.is_edit and self.answers.role else ()
        return [one for one in said.by(role) if one not in before]


async def start_joining(
    db: Database, *, act: Act, content: Content, program_id: str = ""
) -> JoinStarted | None:
    """About this program if it is open to them, or else another; None when none is.

    Raises NotNow to somebody who was declined where they ask, or in all that is open.
    """
    async with db.transaction() as repos:
        mine = await places_of(repos, act.workspace_id, act.by)
        live = await repos.programs.list_live(act.workspace_id)
        programs = [one for one in live if roles_open_in(one, mine, content, act.now.date())]
        _refuse_declined(live, mine, program_id=program_id, has_choice=bool(programs))
        if not programs:
            return None
        program = next((one for one in programs if one.id == program_id), None)
        chosen = program or _first_choice(programs, mine, await _post(repos, act), content)
        return await _started(repos, act.by, chosen, programs, mine, content, act.now)


async def turn_page(db: Database, *, act: Act, content: Content, program_id: str) -> JoinStarted:
    """For the pages after the first; raises NotNow when the program has closed meanwhile."""
    async with db.transaction() as repos:
        mine = await places_of(repos, act.workspace_id, act.by)
        live = await repos.programs.list_live(act.workspace_id)
        program = next((one for one in live if one.id == program_id), None)
        _refuse_declined(live, mine, program_id=program_id, has_choice=True)
        if program is None or not roles_open_in(program, mine, content, act.now.date()):
            raise NotNow(
                "You can't join this program any more, so nothing was saved. "
                "Type `/mentor join` to see what is open."
            )
        return await _started(repos, act.by, program, [program], mine, content, act.now)


async def places_of(repos: Repositories, workspace_id: str, user_id: str) -> Places:
    return {one.program_id: one for one in await repos.enrolments.list_for_person(workspace_id, user_id)}


def roles_of(program: Program, content: Content) -> Sequence[Role]:
    """Circles have peers and hosts, pairs have mentors and mentees."""
    is_circle = content.programs[program.template_id].format.kind is FormatKind.GROUP
    return IN_CIRCLES if is_circle else IN_PAIRS


def roles_open_in(program: Program, mine: Places, content: Content, today: date) -> Sequence[Role]:
    place = mine.get(program.id)
    if place and place.state is EnrolmentState.DECLINED:
        return ()
    return roles_on_offer(program, roles_of(program, content), mine=place, today=today)


def agreed_at(places: Iterable[Enrolment], version: str) -> datetime | None:
    """When this person agreed to the charter as it reads now, wherever that was."""
    return min((one.charter_accepted_at for one in places if one.charter_version == version), default=None)


def most_mentees_in(program: Program, programs: Iterable[Program], mine: Places) -> int:
    """One number holds everywhere, so the highest limit of their programs does."""
    plans = [one.plan for one in programs if (place := mine.get(one.id)) and _mentors_in(place)]
    return most_mentees([program.plan, *plans])


def _mentors_in(place: Enrolment) -> bool:
    return place.role.offers and place.state.has_a_place


def _refuse_declined(programs: Iterable[Program], mine: Places, *, program_id: str, has_choice: bool) -> None:
    for program in programs:
        if program.id == program_id or not (program_id or has_choice):
            require_not_declined(program, mine.get(program.id))


def _first_choice(programs: Sequence[Program], mine: Places, post: Post, content: Content) -> Program:
    """Of those they are not in yet, one that suits their post; if they are in all of them, the first."""
    others = [one for one in programs if not _has_place(mine.get(one.id))]
    return next((one for one in others if _likely_role(one, post, content)), (*others, *programs)[0])


def _likely_role(program: Program, post: Post, content: Content) -> Role | None:
    return content.programs[program.template_id].likely.role(*post)


async def _post(repos: Repositories, act: Act) -> Post:
    """Profession and career stage, in a person's own words or as the directory has them."""
    person = await repos.people.find(act.workspace_id, act.by)
    entry = await repos.directory.find_by_user(act.workspace_id, act.by)
    answers = _with_post(_about(person or Person(act.workspace_id, act.by), ""), entry)
    return answers.profession, answers.career_stage


def _has_place(place: Enrolment | None) -> bool:
    return place is not None and place.state.has_a_place


async def _started(
    repos: Repositories,
    user_id: str,
    program: Program,
    programs: Sequence[Program],
    mine: Places,
    content: Content,
    now: datetime,
) -> JoinStarted:
    workspace_id = program.workspace_id
    known = await availability_of(repos, workspace_id, [user_id], now=now, content=content)
    live = await repos.programs.list_live(workspace_id)
    most = most_mentees_in(program, live, mine)
    entry = await repos.directory.find_by_user(workspace_id, user_id)
    has_directory = entry is not None or await repos.directory.count(workspace_id, now.date()) > 0
    answers = await _said_before(repos, user_id, program, mine, entry, content)
    return JoinStarted(
        programs=programs,
        program=program,
        roles=roles_open_in(program, mine, content, now.date()),
        sites=(await repos.workspaces.get(workspace_id)).sites,
        answers=replace(answers, capacity=min(answers.capacity, most)),
        is_edit=_has_place(mine.get(program.id)),
        has_accepted=agreed_at(mine.values(), content.charter.version) is not None,
        most_mentees=most,
        availability=known[user_id],
        can_link=has_directory and not (entry and entry.is_proven),
    )


async def _said_before(
    repos: Repositories,
    user_id: str,
    program: Program,
    mine: Places,
    entry: DirectoryEntry | None,
    content: Content,
) -> JoinAnswers:
    """A person's own words first; what they have not said is as the directory has it."""
    workspace = program.workspace_id
    person = await repos.people.find(workspace, user_id) or Person(workspace, user_id)
    likes = await repos.preferences.get(workspace, user_id)
    answers = _with_likes(_with_post(_about(person, program.id), entry), likes)
    answers = await _with_managers(repos, workspace, user_id, answers)
    place = mine.get(program.id)
    likely = _likely_role(program, (answers.profession, answers.career_stage), content)
    role = place.role if place else likely
    return replace(
        answers,
        role=role.value if role else None,
        capacity=capacity_of(mine.values()) or 1,
        topics_wanted=place.topics_wanted if place else (),
        topics_offered=place.topics_offered if place else (),
    )


def _about(person: Person, program_id: str) -> JoinAnswers:
    return JoinAnswers(
        program_id=program_id,
        profession=person.profession,
        specialty=person.specialty,
        department=person.department,
        site=person.site,
        career_stage=person.career_stage,
        preset_id=person.preset_id,
        quiet_from=f"{person.quiet_from:%H:%M}" if person.quiet_from else None,
        quiet_until=f"{person.quiet_until:%H:%M}" if person.quiet_until else None,
    )


def _with_post(answers: JoinAnswers, entry: DirectoryEntry | None) -> JoinAnswers:
    if entry is None:
        return answers
    return replace(answers, **{name: getattr(answers, name) or getattr(entry, name) for name in POST})


def _with_likes(answers: JoinAnswers, likes: Preferences) -> JoinAnswers:
    return replace(
        answers,
        heading_for=likes.heading_for,
        been_there=likes.been_there,
        interests=likes.interests,
        languages=likes.languages,
        meets=likes.meets,
        patient_setting=likes.patient_setting,
        styles=dict(likes.styles),
        mixes_stages=likes.mixes_stages,
    )


async def _with_managers(
    repos: Repositories, workspace_id: str, user_id: str, answers: JoinAnswers
) -> JoinAnswers:
    """Managers as this person named them, and as the directory does unless they have cleared them."""
    said = {kind: await repos.exclusions.list_of(workspace_id, user_id, kind=kind) for kind in ExclusionKind}
    known = (await directory_managers(repos, workspace_id, [user_id])).get(user_id, ())
    suggested = tuple(one for one in known if one not in said[ExclusionKind.CLEARED] and one != user_id)
    return replace(
        answers,
        excluded=tuple(dict.fromkeys((*said[ExclusionKind.LINE_MANAGER], *suggested))),
        apart=said[ExclusionKind.PRIVATE],
        suggested=suggested,
    )
