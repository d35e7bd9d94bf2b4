"""Joining a program and changing what one said; both go through the same form."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.availability import Availability
from bot.domain.joining.briefings import is_briefed
from bot.domain.joining.enrolments import Enrolment, EnrolmentState, Role, match_hoped_by
from bot.domain.joining.joining import (
    JoinAnswers,
    JoinSubmission,
    check_likes,
    check_shifts,
    check_topics,
    require_may_join,
    state_after_joining,
)
from bot.domain.matching.places import MOST_MENTEES
from bot.domain.mentorships.mentorships import CURRENT
from bot.domain.people import Person, known_zone
from bot.domain.programs.programs import Program
from bot.domain.timing import describe_windows
from bot.domain.timing_picture import draw_week
from bot.errors import InvalidInput, NotFound, NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.joining.briefing import reminder
from bot.usecases.joining.form import Places, agreed_at, most_mentees_in, places_of, roles_of
from bot.usecases.joining.keeping import keep_answers
from bot.usecases.mentorships.kept_apart import recheck_kept_apart
from bot.usecases.recruiting.telling import told_to_managers


@dataclass(frozen=True, slots=True)
class PersonEnrolled:
    """`has_kept` says that they joined in another role before, and that mentorships from then go on."""

    program: Program
    role: Role
    state: EnrolmentState
    is_new: bool
    is_briefed: bool = True
    has_kept: bool = False


@dataclass(frozen=True, slots=True)
class WelcomeTimes:
    """When the bot may write: a picture of the next days, and the words that say the same."""

    picture: str
    words: str


async def enrol(
    db: Database,
    *,
    act: Act,
    form: JoinSubmission,
    tz: str,
    content: Content,
) -> PersonEnrolled:
    """Store a person's own answers and their agreement to the charter, all or nothing.

    A second submit changes nothing.
    """
    answers = form.answers
    refuse_unknown(answers, content)
    check_likes(answers)
    check_shifts(answers, user_id=act.by)
    async with db.transaction() as repos:
        program = await _program(repos, act.workspace_id, answers.program_id)
        before = await repos.people.find(act.workspace_id, act.by, lock=True)
        _require_here(before, form.opened_at)
        await repos.people.save(_changed(before or Person(act.workspace_id, act.by), answers, tz))
        await repos.outbox.let_go_to(act.workspace_id, act.by)
        await repos.forgetting.welcome_back(act.workspace_id, act.by)
        # Read once the person's row is ours: another form of theirs is in by now, or waits.
        mine = await places_of(repos, act.workspace_id, act.by)
        place = await _place(repos, program, act.by, form, mine, content, act.now)
        await keep_answers(repos, place, answers, mine)
        await recheck_kept_apart(repos, act.workspace_id, [act.by], act.now)
        await repos.nominations.delete(act.workspace_id, program.id, act.by)
        return await _enrolled(repos, program, place, mine.get(program.id), act.now)


def refuse_unknown(answers: JoinAnswers, content: Content) -> None:
    """A choice that is on no list: the lists changed while the form was open, or somebody made it up."""
    people, likes = content.people, content.preferences
    one_of = (
        (answers.role, frozenset(Role)),
        (answers.profession, people.professions),
        (answers.specialty, people.specialties),
        (answers.department, people.departments),
        (answers.career_stage, people.career_stages),
        (answers.patient_setting, people.patient_setting_labels),
        (answers.meets, likes.meeting_modes),
        (answers.preset_id, content.presets),
        (answers.capacity, range(MOST_MENTEES + 1)),
        *((topic, content.topics) for topic in (*answers.topics_wanted, *answers.topics_offered)),
        *((one, likes.aspirations) for one in (*answers.heading_for, *answers.been_there)),
        *((one, likes.interests) for one in answers.interests),
        *((one, likes.languages) for one in answers.languages),
        *((one, likes.working_styles) for one in answers.styles),
        *((side, ("a", "b")) for side in answers.styles.values()),
    )
    if any(choice is not None and choice not in known for choice, known in one_of):
        raise NotNow("The lists to choose from have changed. Type `/mentor join` to choose again.")


async def _program(repos: Repositories, workspace_id: str, program_id: str) -> Program:
    """Locked: a cohort that closes at this moment closes before this, or after."""
    program = await repos.programs.find(workspace_id, program_id, lock=True)
    if program is None:
        raise NotFound("This program is no longer here. Type `/mentor join` to see what is open.")
    return program


def _require_here(before: Person | None, opened_at: datetime) -> None:
    """Who left Slack while the form was open does not join by it; who came back to open one does."""
    if before and before.left_at is not None and before.left_at >= opened_at:
        raise NotNow(
            "Slack says that this account was closed a moment ago, so nothing was kept. "
            "If that is a mistake, type `/mentor join` once it is open again."
        )


def _changed(before: Person, answers: JoinAnswers, tz: str) -> Person:
    """What the form shows; pauses and leave stay as they are."""
    quiet = answers.quiet
    return replace(
        before,
        tz=known_zone(tz, otherwise=before.tz),
        profession=answers.profession,
        specialty=answers.specialty,
        department=answers.department,
        site=answers.site,
        career_stage=answers.career_stage,
        preset_id=answers.preset_id,
        quiet_from=quiet[0] if quiet else None,
        quiet_until=quiet[1] if quiet else None,
        left_at=None,
        left_by=None,
    )


async def _place(
    repos: Repositories,
    program: Program,
    user_id: str,
    form: JoinSubmission,
    mine: Places,
    content: Content,
    now: datetime,
) -> Enrolment:
    """In a role that fits the program and is open to them."""
    answers, role, before = form.answers, form.answers.chosen_role, mine.get(program.id)
    require_may_join(program, role, mine=before, today=now.date())
    if role not in roles_of(program, content):
        raise InvalidInput({"role": f"Choose how you join {program.name} again."})
    live = await repos.programs.list_live(program.workspace_id)
    check_topics(answers, most_mentees=most_mentees_in(program, live, mine))
    return Enrolment(
        workspace_id=program.workspace_id,
        program_id=program.id,
        user_id=user_id,
        role=role,
        capacity=answers.capacity if role.offers else 0,
        topics_offered=answers.topics_offered if role.offers else (),
        topics_wanted=answers.topics_wanted if role.wants else (),
        charter_version=content.charter.version,
        charter_accepted_at=_accepted_at(mine, content, form.agreed_to) or now,
        state=state_after_joining(before, program.plan),
        on_hold=before is not None and before.on_hold,
        match_by=_match_by(program, role, before, now),
    )


def _match_by(program: Program, role: Role, before: Enrolment | None, now: datetime) -> date | None:
    """Said once: whoever comes back, or changes the form, is not hoped to be matched by another day."""
    if before is not None and before.match_by is not None:
        return before.match_by
    return match_hoped_by(now.date(), signup_ends_on=program.signup_ends_on) if role.wants else None


def _accepted_at(mine: Places, content: Content, agreed_to: str) -> datetime | None:
    """None for whoever agrees just now. Raises NotNow when another version was on the screen, or none."""
    before = agreed_at(mine.values(), content.charter.version)
    if before is None and agreed_to != content.charter.version:
        raise NotNow(
            "Our charter changed while your form was open, so nothing was saved. "
            "Type `/mentor join` to read it and carry on."
        )
    return before


async def _enrolled(
    repos: Repositories, program: Program, place: Enrolment, before: Enrolment | None, now: datetime
) -> PersonEnrolled:
    await repos.outbox.plan([*reminder(place, now), *told_to_managers(program, place, now)])
    workspace_id, user_id = place.workspace_id, place.user_id
    finished = await repos.briefings.list_finished(workspace_id, [user_id])
    current = await repos.mentorships.list_for_person(workspace_id, user_id, CURRENT)
    has_changed = before is not None and before.state.has_a_place and before.role is not place.role
    return PersonEnrolled(
        program=program,
        role=place.role,
        state=place.state,
        is_new=before is None or not before.state.has_a_place,
        is_briefed=is_briefed(place.role, finished=finished[user_id]),
        has_kept=has_changed and any(one.program_id == program.id for one in current),
    )


def when_to_write(
    known: Availability, answers: JoinAnswers, *, tz: str, content: Content, now: datetime
) -> WelcomeTimes:
    """Of somebody with this pattern and these quiet hours, in their zone."""
    quiet = answers.quiet
    person = replace(known, tz=tz, preset=content.preset(answers.preset_id), quiet=(quiet,) if quiet else ())
    return WelcomeTimes(
        picture=draw_week(person, now=now, rules=content.quiet_rules),
        words=describe_windows(person, rules=content.quiet_rules),
    )
