"""Proposing matches, dropping a pair, approving the rest."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.content import Content
from bot.domain.availability import Availability
from bot.domain.enrolments import Enrolment, EnrolmentState, Role
from bot.domain.mentorships import STANDING, Member, Mentorship, MentorshipState
from bot.domain.outbox import Planned
from bot.domain.people import Person
from bot.domain.programs import Program, ProgramState, require_manager
from bot.domain.timing import shared_windows
from bot.errors import NotNow
from bot.matching.people import Candidate, Pool, Relations
from bot.matching.propose import Match, Proposal, propose
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.views.matching import LeftOver, Review
from bot.welcome import availability_of, overlap

LOOK_AHEAD = timedelta(weeks=4)
INTRODUCE_WITHIN = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class MatchesApproved:
    program: Program
    count: int


@dataclass(frozen=True, slots=True)
class _Found:
    """What matching needs, read in one transaction and worked on after it."""

    program: Program
    waiting: Sequence[Enrolment]
    mentors: Sequence[Enrolment]
    people: Mapping[str, Person]
    availability: Mapping[str, Availability]
    taken: Mapping[str, int]
    excluded: Mapping[str, frozenset[str]]
    partners: Mapping[str, frozenset[str]]


async def propose_matches(
    db: Database,
    *,
    workspace_id: str,
    program_id: str,
    by: str,
    content: Content,
    now: datetime,
    new_id: Callable[[], str],
) -> Review:
    """Work out who suits whom and keep it as a proposal, in place of an earlier one. Nothing is sent."""
    async with db.transaction() as repos:
        found = await _read(repos, workspace_id, program_id, by, content, now)
    proposal = await asyncio.to_thread(_solve, found, content, now)
    proposed = [_proposed(found.program, match, new_id()) for match in proposal.matches]
    async with db.transaction() as repos:
        await repos.mentorships.delete_proposed(workspace_id, program_id)
        await repos.mentorships.add_many(proposed)
    return Review(
        program=found.program,
        proposed=proposed,
        left_over=[LeftOver(one.mentee_id, one.why) for one in proposal.unmatched],
        would_help=proposal.would_help,
        mentees=len(found.waiting),
    )


async def _read(
    repos: Repositories, workspace_id: str, program_id: str, by: str, content: Content, now: datetime
) -> _Found:
    program = await repos.programs.get(workspace_id, program_id)
    require_manager(program, user_id=by)
    _require_matchable(program, content)
    standing = await repos.mentorships.list_for_program(workspace_id, program_id, STANDING)
    matched = {user_id for one in standing for user_id in one.with_role(Role.MENTEE)}
    enrolments = await repos.enrolments.list_for_program(workspace_id, program_id)
    active = [one for one in enrolments if one.state is EnrolmentState.ACTIVE]
    people = await repos.people.list_by_ids(workspace_id, [one.user_id for one in active])
    accepted = [one for one in active if _may_be_matched(one, people.get(one.user_id), content)]
    ids = [one.user_id for one in accepted]
    return _Found(
        program=program,
        waiting=[one for one in accepted if one.role.wants and one.user_id not in matched],
        mentors=[one for one in accepted if one.role.offers],
        people=people,
        availability=await availability_of(repos, workspace_id, ids, now=now, content=content),
        taken=await repos.mentorships.mentees_per_mentor(workspace_id, ids),
        excluded=await repos.exclusions.list_among(workspace_id, ids),
        partners=await repos.mentorships.past_partners(workspace_id, ids),
    )


def _require_open(program: Program) -> None:
    if not program.takes_people:
        raise NotNow(f"{program.name} is not open, so there is nobody to match yet.")


def _may_be_matched(enrolment: Enrolment, person: Person | None, content: Content) -> bool:
    """Still here, and agreed to the charter as it reads now."""
    has_left = person is not None and person.left_at is not None
    return not has_left and enrolment.charter_version == content.charter.version


def _require_matchable(program: Program, content: Content) -> None:
    _require_open(program)
    if content.programs[program.template_id].format.kind == "group":
        raise NotNow(
            f"{program.name} brings people together in circles, and circles can't be matched here yet."
        )


def _solve(found: _Found, content: Content, now: datetime) -> Proposal:
    """Runs in a thread: a few thousand people take a second or two."""
    pool = Pool(
        mentees=tuple(_candidate(one, found) for one in found.waiting),
        mentors=tuple(_candidate(one, found) for one in found.mentors),
        shared_minutes=_shared_minutes(found, content, now),
        relations=_relations(content),
        career_stage_order=tuple(content.people.career_stages),
    )
    weights = content.programs[found.program.template_id].weights
    return propose(pool, weights=weights, labels=_labels(content))


def _relations(content: Content) -> Relations:
    people = content.people
    return Relations(
        specialties=tuple(frozenset(group) for group in people.related_specialties),
        departments=tuple(frozenset(group) for group in people.related_departments),
        professions=tuple(frozenset(group) for group in people.related_professions),
        functions=tuple(frozenset(group) for group in people.functions.values()),
    )


def _labels(content: Content) -> dict[str, str]:
    people = content.people
    return {
        **people.professions,
        **people.specialties,
        **people.departments,
        **people.career_stages,
        **content.topics,
    }


def _candidate(enrolment: Enrolment, found: _Found) -> Candidate:
    user_id = enrolment.user_id
    person = found.people.get(user_id) or Person(enrolment.workspace_id, user_id)
    return Candidate(
        id=user_id,
        topics_offered=frozenset(enrolment.topics_offered),
        topics_wanted=enrolment.topics_wanted,
        profession=person.profession,
        specialty=person.specialty,
        department=person.department,
        site=person.site,
        career_stage=person.career_stage,
        capacity=max(enrolment.capacity - found.taken.get(user_id, 0), 0),
        exclusions=found.excluded.get(user_id, frozenset()),
        past_partners=found.partners.get(user_id, frozenset()),
    )


def _shared_minutes(found: _Found, content: Content, now: datetime) -> Callable[[str, str], float | None]:
    """Welcome minutes a mentee and a mentor share in one cycle, from the next four weeks."""
    per_cycle = found.program.every_weeks * timedelta(weeks=1) / LOOK_AHEAD
    known: dict[tuple[str, str], float] = {}

    def minutes(mentee: str, mentor: str) -> float | None:
        pair = (mentee, mentor)
        if pair not in known:
            both = [found.availability[mentee], found.availability[mentor]]
            windows = shared_windows(
                both, start=now, end=now + LOOK_AHEAD, minutes=20, rules=content.quiet_rules
            )
            known[pair] = overlap(windows) / timedelta(minutes=1) * per_cycle
        return known[pair]

    return minutes


def _proposed(program: Program, match: Match, mentorship_id: str) -> Mentorship:
    return Mentorship(
        id=mentorship_id,
        workspace_id=program.workspace_id,
        program_id=program.id,
        state=MentorshipState.PROPOSED,
        members=(Member(match.mentee_id, Role.MENTEE), Member(match.mentor_id, Role.MENTOR)),
        score=match.score,
        reasons=tuple(reason.text for reason in match.reasons),
        every_weeks=program.every_weeks,
    )


async def read_review(db: Database, *, workspace_id: str, program_id: str, by: str) -> Review:
    """The proposal as it stands, for another page or after a pair was dropped."""
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        proposed = await repos.mentorships.list_for_program(
            workspace_id, program_id, [MentorshipState.PROPOSED]
        )
        standing = await repos.mentorships.list_for_program(workspace_id, program_id, STANDING)
        enrolments = await repos.enrolments.list_for_program(workspace_id, program_id)
    matched = {user_id for one in standing for user_id in one.with_role(Role.MENTEE)}
    active = [one for one in enrolments if one.state is EnrolmentState.ACTIVE]
    waiting = [one for one in active if one.role.wants and one.user_id not in matched]
    return Review(program=program, proposed=proposed, left_over=(), would_help=(), mentees=len(waiting))


async def drop_match(db: Database, *, workspace_id: str, mentorship_id: str, by: str) -> Program:
    """Take one pair out of a proposal. A pair that is already introduced is not touched."""
    async with db.transaction() as repos:
        mentorship = await repos.mentorships.get(workspace_id, mentorship_id, lock=True)
        program = await repos.programs.get(workspace_id, mentorship.program_id)
        require_manager(program, user_id=by)
        if mentorship.state not in (MentorshipState.PROPOSED, MentorshipState.DROPPED):
            raise NotNow("This pair is already approved. They can end it themselves, from their Home tab.")
        await repos.mentorships.save(replace(mentorship, state=MentorshipState.DROPPED))
    return program


async def approve_matches(
    db: Database, *, workspace_id: str, program_id: str, by: str, now: datetime
) -> MatchesApproved:
    """Every proposed pair at once, or none: rules checked again, introductions planned, one transaction."""
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        _require_open(program)
        proposed = await repos.mentorships.list_for_program(
            workspace_id, program_id, [MentorshipState.PROPOSED]
        )
        still_right = await _still_right(repos, program, proposed)
        approved = await repos.mentorships.approve_proposed(
            workspace_id, program_id, [one.id for one in still_right]
        )
        await repos.outbox.plan([_introduction(one, now) for one in approved])
        await repos.mentorships.delete_proposed(workspace_id, program_id)
        if approved:
            await repos.programs.save(replace(program, state=ProgramState.RUNNING))
    if not approved:
        raise NotNow("There was nothing left to approve. Type `/mentoring match` to look again.")
    return MatchesApproved(program, len(approved))


async def _still_right(
    repos: Repositories, program: Program, proposed: Sequence[Mentorship]
) -> list[Mentorship]:
    """Pairs of whom nobody has left, paused, excluded the other, run out of places or been matched since."""
    workspace, ids = program.workspace_id, [user_id for one in proposed for user_id in one.user_ids]
    enrolments = await repos.enrolments.list_for_program(workspace, program.id)
    active = {one.user_id: one for one in enrolments if one.state is EnrolmentState.ACTIVE}
    excluded = await repos.exclusions.list_among(workspace, ids)
    taken = dict(await repos.mentorships.mentees_per_mentor(workspace, ids))
    standing = await repos.mentorships.list_for_program(workspace, program.id, STANDING)
    matched = {user_id for one in standing for user_id in one.with_role(Role.MENTEE)}
    right = []
    for one in proposed:
        if not _may_meet(one, active, excluded) or not _has_places(one, active, taken, matched):
            continue
        for mentor in one.with_role(Role.MENTOR):
            taken[mentor] = taken.get(mentor, 0) + 1
        matched.update(one.with_role(Role.MENTEE))
        right.append(one)
    return right


def _may_meet(
    pair: Mentorship, active: Mapping[str, Enrolment], excluded: Mapping[str, frozenset[str]]
) -> bool:
    if any(user_id not in active for user_id in pair.user_ids):
        return False
    return not any(set(pair.others(one)) & excluded.get(one, frozenset()) for one in pair.user_ids)


def _has_places(
    pair: Mentorship, active: Mapping[str, Enrolment], taken: Mapping[str, int], matched: Collection[str]
) -> bool:
    mentors, mentees = pair.with_role(Role.MENTOR), pair.with_role(Role.MENTEE)
    has_room = all(taken.get(one, 0) < active[one].capacity for one in mentors)
    return has_room and all(active[one].role.wants and one not in matched for one in mentees)


def _introduction(mentorship: Mentorship, now: datetime) -> Planned:
    return Planned(
        workspace_id=mentorship.workspace_id,
        kind="introduction",
        subject=mentorship.id,
        cycle=0,
        recipient=mentorship.id,
        due_at=now,
        expires_at=now + INTRODUCE_WITHIN,
        budgeted=False,
    )
