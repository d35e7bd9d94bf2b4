"""What has happened in the invented hospital before the page opens: three programs at different stages."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.demo.hospital import Hospital, Invented
from bot.deps import Deps
from bot.domain.briefings import Briefing, required_for
from bot.domain.enrolments import Role
from bot.domain.joining import JoinAnswers, JoinSubmission
from bot.domain.mentorships import proposal_mark
from bot.domain.people import Person as Member
from bot.domain.program_states import ProgramState
from bot.domain.programs import Program
from bot.sandbox.model import Channel, Person
from bot.sandbox.sandbox import Sandbox
from bot.usecases.approving import approve_matches
from bot.usecases.joining import enrol
from bot.usecases.matching import propose_matches
from bot.usecases.program_moves import launch_program, open_signup
from bot.usecases.program_times import TimesPage
from bot.usecases.programs import FormRef, save_program, save_signposts

TOPICS = {
    "nurse_leadership": (
        "leadership",
        "difficult_conversations",
        "decisions_under_pressure",
        "conflict",
        "wellbeing",
    ),
    "specialist_resident": (
        "clinical_confidence",
        "career_direction",
        "patient_communication",
        "speaking_up",
    ),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """The invented people with their places in the workspace; `by_id` from Slack's user id."""

    hospital: Hospital
    people: tuple[tuple[Person, Invented], ...]
    channels: tuple[Channel, ...]

    @property
    def by_id(self) -> dict[str, Invented]:
        return {person.id: invented for person, invented in self.people}

    def newcomer(self) -> Person:
        """A nurse who is in no program yet."""
        return next(
            person
            for person, one in self.people
            if one.title == "Staff nurse" and one.career_stage == "newly_qualified"
        )

    def manager_of(self, template_id: str) -> Person:
        return next(person for person, invented in self.people if invented.manages == template_id)


def move_in(hospital: Hospital, sandbox: Sandbox) -> Cast:
    """Everybody gets a place in the workspace; managers can start programs since they manage one already."""
    people = tuple(
        (sandbox.add_person(one.name, title=one.title, tz=str(hospital.zone)), one) for one in hospital.people
    )
    everybody = [person for person, _ in people]
    managers = [person for person, one in people if one.manages]
    channels = (
        sandbox.add_channel("ward-news", members=everybody),
        sandbox.add_channel("mentoring-leads", members=managers, private=True),
        sandbox.add_channel("theatre-team", members=everybody[60:80], bot_is_member=False),
    )
    return Cast(hospital, people, channels)


async def tell_the_beginning(cast: Cast, deps: Deps, *, workspace_id: str, rng: random.Random) -> Program:
    """A program whose first pairs are just being introduced, and a draft."""
    today = deps.clock().date()
    await _keep_rosters(cast, deps, workspace_id)
    running = await _program(
        cast, deps, workspace_id, "nurse_leadership", starts_on=today + timedelta(days=7)
    )
    await _open(running, cast, deps)
    await join_and_match(deps, running, nurse_leaders(cast, running, rng)[::2])
    await _program(cast, deps, workspace_id, "onboarding", starts_on=today + timedelta(weeks=13))
    return running


async def tell_of_latecomers(cast: Cast, deps: Deps, running: Program, *, rng: random.Random) -> None:
    """Others join the running program and are matched among those with room."""
    await join_and_match(deps, running, nurse_leaders(cast, running, rng)[1::2])


async def tell_the_rest(cast: Cast, deps: Deps, *, workspace_id: str, rng: random.Random) -> None:
    """Another program is enrolling, with people waiting for their match."""
    starts_on = deps.clock().date() + timedelta(days=14)
    enrolling = await _program(cast, deps, workspace_id, "specialist_resident", starts_on=starts_on)
    await _open(enrolling, cast, deps)
    await _join(deps, enrolling, residents_and_specialists(cast, enrolling, rng))


async def join_and_match(deps: Deps, program: Program, joins: Sequence[tuple[Person, JoinAnswers]]) -> None:
    await _join(deps, program, joins)
    await match_and_approve(program, deps)


async def _join(deps: Deps, program: Program, joins: Sequence[tuple[Person, JoinAnswers]]) -> None:
    for person, answers in joins:
        await enrol(
            deps.db,
            workspace_id=program.workspace_id,
            user_id=person.id,
            form=JoinSubmission(answers, deps.clock(), agreed_to=deps.content.charter.version),
            tz=person.tz,
            content=deps.content,
            now=deps.clock(),
        )
        await _brief(deps, program.workspace_id, person.id, Role(answers.role or Role.MENTEE))


async def _brief(deps: Deps, workspace_id: str, user_id: str, role: Role) -> None:
    async with deps.db.transaction() as repos:
        for needed in sorted(required_for(role)):
            await repos.briefings.save(
                Briefing(workspace_id, user_id, needed, finished_on=deps.clock().date())
            )


async def match_and_approve(program: Program, deps: Deps) -> None:
    manager, workspace_id = program.managers[0], program.workspace_id
    review = await propose_matches(
        deps.db,
        workspace_id=workspace_id,
        program_id=program.id,
        by=manager,
        content=deps.content,
        now=deps.clock(),
        new_id=deps.new_id,
    )
    await approve_matches(
        deps.db,
        workspace_id=workspace_id,
        program_id=program.id,
        by=manager,
        seen=proposal_mark(review.proposed),
        content=deps.content,
        now=deps.clock(),
    )


async def _keep_rosters(cast: Cast, deps: Deps, workspace_id: str) -> None:
    """The bot knows the shifts only of those who keep a roster here."""
    async with deps.db.transaction() as repos:
        await repos.people.save_many([_known(person, one, workspace_id) for person, one in cast.people])
        for person, one in cast.people:
            if one.is_rostered:
                await repos.shifts.replace(workspace_id, person.id, one.shifts)


def _known(person: Person, one: Invented, workspace_id: str) -> Member:
    return Member(
        workspace_id=workspace_id,
        user_id=person.id,
        tz=person.tz,
        profession=one.profession,
        specialty=one.specialty,
        department=one.department,
        site=one.site,
        career_stage=one.career_stage,
        preset_id=one.preset_id,
    )


async def _program(
    cast: Cast, deps: Deps, workspace_id: str, template_id: str, *, starts_on: date
) -> Program:
    """A draft with its manager, filled in from the template."""
    template = deps.content.programs[template_id]
    manager = cast.manager_of(template_id).id
    page = TimesPage(
        starts_on=starts_on.isoformat(),
        length_weeks=str(template.length_weeks),
        every_weeks=str(template.every_weeks),
        minutes=str(template.minutes),
        channel_id=cast.channels[0].id,
        sites="\n".join(cast.hospital.sites),
    )
    set_up = await save_program(
        deps.db,
        workspace_id=workspace_id,
        by=manager,
        is_admin=True,
        form=FormRef(template_id, deps.new_id()),
        pages=[page],
        content=deps.content,
        now=deps.clock(),
    )
    return set_up.program


async def _open(program: Program, cast: Cast, deps: Deps) -> None:
    await save_signposts(
        deps.db,
        workspace_id=program.workspace_id,
        program_id=program.id,
        by=program.managers[0],
        answers=cast.hospital.signposts,
        for_program_only=False,
        content=deps.content,
        now=deps.clock(),
    )
    launched = await launch_program(
        deps.db,
        workspace_id=program.workspace_id,
        program_id=program.id,
        by=program.managers[0],
        content=deps.content,
    )
    if launched.state is ProgramState.RECRUITING:
        await open_signup(
            deps.db,
            workspace_id=program.workspace_id,
            program_id=program.id,
            by=program.managers[0],
            content=deps.content,
            now=deps.clock(),
        )


def nurse_leaders(cast: Cast, program: Program, rng: random.Random) -> list[tuple[Person, JoinAnswers]]:
    """Charge nurses and staff nurses who want to lead; sisters and senior charge nurses who help them."""
    joins = []
    for person, one in cast.people:
        if one.title == "Ward sister" or (one.title == "Charge nurse" and one.career_stage != "established"):
            joins.append((person, _answers(one, program, "mentor", rng)))
        elif one.title in ("Charge nurse", "Staff nurse") and one.career_stage in (
            "early_career",
            "established",
        ):
            joins.append((person, _answers(one, program, "mentee", rng)))
    return joins


def residents_and_specialists(
    cast: Cast, program: Program, rng: random.Random
) -> list[tuple[Person, JoinAnswers]]:
    roles = {"Resident": "mentee", "Consultant": "mentor"}
    return [
        (person, _answers(one, program, roles[one.title], rng))
        for person, one in cast.people
        if one.title in roles
    ]


def _answers(one: Invented, program: Program, role: str, rng: random.Random) -> JoinAnswers:
    topics: Sequence[str] = TOPICS[program.template_id]
    return JoinAnswers(
        program_id=program.id,
        role=role,
        profession=one.profession,
        specialty=one.specialty,
        department=one.department,
        site=one.site,
        career_stage=one.career_stage,
        topics_wanted=tuple(rng.sample(topics, k=2)) if role == "mentee" else (),
        topics_offered=tuple(rng.sample(topics, k=3)) if role == "mentor" else (),
        capacity=2 if role == "mentor" else 1,
        preset_id=one.preset_id,
    )
