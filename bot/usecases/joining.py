"""Joining a program and changing what one said; both go through the same form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.content import Content, FormatKind
from bot.domain.availability import Availability
from bot.domain.enrolments import Enrolment, EnrolmentState, Role
from bot.domain.joining import JoinAnswers, check_about, check_shifts
from bot.domain.people import Person
from bot.domain.programs import Program, require_open_to
from bot.domain.timing import describe_windows
from bot.errors import InvalidInput, NotFound, NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.welcome import availability_of

MOST_MENTEES = 3


@dataclass(frozen=True, slots=True)
class JoinStarted:
    """What the form shows: open programs, sites, and what this person said before."""

    programs: Sequence[Program]
    sites: Sequence[str]
    answers: JoinAnswers
    is_edit: bool
    has_accepted: bool
    availability: Availability


@dataclass(frozen=True, slots=True)
class PersonEnrolled:
    program: Program
    role: Role
    is_new: bool


async def start_joining(
    db: Database, *, workspace_id: str, user_id: str, content: Content, now: datetime, program_id: str = ""
) -> JoinStarted | None:
    """None when no program is open to this person."""
    async with db.transaction() as repos:
        mine = {one.program_id: one for one in await repos.enrolments.list_for_person(workspace_id, user_id)}
        today = now.date()
        live = await repos.programs.list_live(workspace_id)
        programs = [one for one in live if one.takes_people(today=today) or one.id in mine]
        if not programs:
            return None
        program = next((one for one in programs if one.id == program_id), None) or _first_choice(
            programs, mine
        )
        enrolment = mine.get(program.id)
        person = await repos.people.find(workspace_id, user_id) or Person(workspace_id, user_id)
        excluded = await repos.exclusions.list_of(workspace_id, user_id)
        workspace = await repos.workspaces.get(workspace_id)
        known = await availability_of(repos, workspace_id, [user_id], now=now, content=content)
    return JoinStarted(
        programs=programs,
        sites=workspace.sites,
        answers=_said_before(person, enrolment, program_id=program.id, excluded=excluded),
        is_edit=enrolment is not None,
        has_accepted=_agreed_at(enrolment, content) is not None,
        availability=known[user_id],
    )


def _first_choice(programs: Sequence[Program], mine: dict[str, Enrolment]) -> Program:
    """The first program this person is not in yet; if they are in all of them, the first."""
    return next((program for program in programs if program.id not in mine), programs[0])


def _said_before(
    person: Person, enrolment: Enrolment | None, *, program_id: str, excluded: tuple[str, ...]
) -> JoinAnswers:
    about = JoinAnswers(
        program_id=program_id,
        profession=person.profession,
        specialty=person.specialty,
        department=person.department,
        site=person.site,
        career_stage=person.career_stage,
        preset_id=person.preset_id,
        excluded=excluded,
    )
    if enrolment is None:
        return about
    return replace(
        about,
        role=enrolment.role.value,
        capacity=enrolment.capacity,
        topics_wanted=enrolment.topics_wanted,
        topics_offered=enrolment.topics_offered,
    )


async def enrol(
    db: Database,
    *,
    workspace_id: str,
    user_id: str,
    answers: JoinAnswers,
    tz: str,
    content: Content,
    now: datetime,
) -> PersonEnrolled:
    """Store a person's answers and their agreement to the charter, all or nothing.

    A second submit changes nothing.
    """
    _refuse_unknown(answers, content)
    check_about(answers)
    check_shifts(answers, user_id=user_id)
    role = Role(answers.role or Role.MENTEE)
    async with db.transaction() as repos:
        program = await _program(repos, workspace_id, answers.program_id)
        require_open_to(program, role, today=now.date())
        _require_role(program, role, content)
        before = await repos.enrolments.find(workspace_id, program.id, user_id)
        await repos.people.save(_person(workspace_id, user_id, answers, tz))
        await repos.exclusions.replace(workspace_id, user_id, answers.excluded)
        await repos.enrolments.save(
            Enrolment(
                workspace_id=workspace_id,
                program_id=program.id,
                user_id=user_id,
                role=role,
                capacity=answers.capacity if role.offers else 0,
                topics_offered=answers.topics_offered if role.offers else (),
                topics_wanted=answers.topics_wanted if role.wants else (),
                charter_version=content.charter.version,
                charter_accepted_at=_agreed_at(before, content) or now,
                state=EnrolmentState.ACTIVE,
            )
        )
    return PersonEnrolled(program, role, is_new=before is None)


def _refuse_unknown(answers: JoinAnswers, content: Content) -> None:
    """A choice that is on no list: the lists changed while the form was open, or somebody made it up."""
    people = content.people
    one_of = (
        (answers.role, frozenset(Role)),
        (answers.profession, people.professions),
        (answers.specialty, people.specialties),
        (answers.department, people.departments),
        (answers.career_stage, people.career_stages),
        (answers.preset_id, content.presets),
        (answers.capacity, range(MOST_MENTEES + 1)),
        *((topic, content.topics) for topic in (*answers.topics_wanted, *answers.topics_offered)),
    )
    if any(choice is not None and choice not in known for choice, known in one_of):
        raise NotNow("The lists to choose from have changed. Type `/mentor join` to choose again.")


def _require_role(program: Program, role: Role, content: Content) -> None:
    """Circles have peers and hosts, pairs have mentors and mentees; who turned pages may bring the other."""
    is_circle = content.programs[program.template_id].format.kind is FormatKind.GROUP
    if is_circle != (role in (Role.PEER, Role.HOST)):
        raise InvalidInput({"role": f"Choose how you join {program.name} once more."})


def _agreed_at(before: Enrolment | None, content: Content) -> datetime | None:
    """When this person agreed to the charter as it reads now."""
    if before is None or before.charter_version != content.charter.version:
        return None
    return before.charter_accepted_at


async def _program(repos: Repositories, workspace_id: str, program_id: str) -> Program:
    program = await repos.programs.find(workspace_id, program_id)
    if program is None:
        raise NotFound("This program is no longer here. Type `/mentor join` to see what is open.")
    return program


def _person(workspace_id: str, user_id: str, answers: JoinAnswers, tz: str) -> Person:
    return Person(
        workspace_id=workspace_id,
        user_id=user_id,
        tz=tz,
        profession=answers.profession,
        specialty=answers.specialty,
        department=answers.department,
        site=answers.site,
        career_stage=answers.career_stage,
        preset_id=answers.preset_id,
    )


def when_in_words(known: Availability, preset_id: str | None, *, tz: str, content: Content) -> str:
    """When the bot may write to somebody with this pattern, in their zone: "I may write to you: ..."."""
    person = replace(known, tz=tz, preset=content.preset(preset_id))
    return describe_windows(person, rules=content.quiet_rules)
