"""Eligibility: may people be matched at all, and with each other, at this moment?

Asked when a match is approved, when somebody chooses, and once more when it is introduced.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.content import Content
from bot.domain.joining.briefings import is_briefed
from bot.domain.joining.enrolments import Enrolment, EnrolmentState, Role
from bot.domain.matching.places import all_within_plan, mentees_in
from bot.domain.mentorships.mentorships import Member, Mentorship, matched_in
from bot.domain.people import Person
from bot.domain.programs.programs import Program
from bot.facts.kept_apart import kept_apart
from bot.storage.repositories import Repositories

COOL_DOWN = timedelta(days=14)
# More than anybody takes.
FULL = 100


async def read_matchable(
    repos: Repositories,
    program: Program,
    content: Content,
    now: datetime,
    *,
    among: Sequence[str] | None = None,
) -> tuple[list[Enrolment], Mapping[str, Person]]:
    """Read a program's enrolments that may be matched today, and by id all its active people.

    With `among`, those of these people alone.
    """
    if among is None:
        enrolments = await repos.enrolments.list_for_program(program.workspace_id, program.id)
    else:
        few = await repos.enrolments.list_among(program.workspace_id, [program.id], among)
        enrolments = [few[key] for key in sorted(few)]
    active = [one for one in enrolments if one.state is EnrolmentState.ACTIVE]
    people = await repos.people.list_by_ids(program.workspace_id, [one.user_id for one in active])
    finished = await repos.briefings.list_finished(program.workspace_id, [one.user_id for one in active])
    accepted = [
        one
        for one in active
        if may_be_matched(
            one,
            people.get(one.user_id),
            finished=finished[one.user_id],
            content=content,
            today=now.date(),
        )
    ]
    return accepted, people


async def places_taken(
    repos: Repositories, workspace_id: str, user_ids: Sequence[str], *, today: date
) -> Counter[str]:
    """Count each mentor's taken places, over all programs.

    A place stays taken for two weeks after a re-match, and all are while a mentor rests from new mentees.
    """
    taken = await repos.mentorships.mentees_per_mentor(workspace_id, user_ids)
    resting = await repos.mentorships.resting_places(workspace_id, user_ids, since=today - COOL_DOWN)
    full = dict.fromkeys(await repos.loads.list_among(workspace_id, user_ids, today=today), FULL)
    return Counter(taken) + Counter(resting) + Counter(full)


def may_be_matched(
    enrolment: Enrolment,
    person: Person | None,
    *,
    finished: Collection[str],
    content: Content,
    today: date,
) -> bool:
    """Tell whether somebody is here and not away, has agreed to the charter as it reads now, and is briefed.

    Somebody set aside by a manager may be, as far as this goes: matching says that of them in its own words.
    """
    if person is None or person.is_away(today):
        return False
    return _is_in(enrolment, person, finished=finished, content=content)


def _is_in(
    enrolment: Enrolment, person: Person | None, *, finished: Collection[str], content: Content
) -> bool:
    if enrolment.state is not EnrolmentState.ACTIVE or person is None or person.left_at is not None:
        return False
    has_agreed = enrolment.charter_version == content.charter.version
    return has_agreed and is_briefed(enrolment.role, finished=finished)


async def select_still_possible(
    repos: Repositories, program: Program, proposed: Sequence[Mentorship], content: Content, now: datetime
) -> list[Mentorship]:
    """Select the matches whose people may still be matched, with each other, and whose mentors have places.

    A circle with somebody who may not is left out whole: nobody has seen the smaller circle, nor its reasons.
    """
    workspace, ids = program.workspace_id, [user_id for one in proposed for user_id in one.user_ids]
    matchable, _ = await read_matchable(repos, program, content, now)
    excluded = await kept_apart(repos, workspace, ids)
    taken = await places_taken(repos, workspace, ids, today=now.date())
    here = await repos.mentorships.mentees_in(workspace, program.id)
    limited = all_within_plan(matchable, program.plan, taken=taken, here=here)
    active = {one.user_id: one for one in limited if not one.on_hold}
    matched = await repos.mentorships.matched_in(workspace, program.id)
    right = []
    for one in proposed:
        if not _may_meet(one, active, excluded) or not _has_places(one, active, taken, matched):
            continue
        taken.update(mentees_in(one))
        matched.update(matched_in([one]))
        right.append(one)
    return right


def _may_meet(
    match: Mentorship, active: Mapping[str, Enrolment], excluded: Mapping[str, frozenset[str]]
) -> bool:
    if any(user_id not in active for user_id in match.user_ids):
        return False
    return not any(set(match.others(one)) & excluded.get(one, frozenset()) for one in match.user_ids)


def _has_places(
    match: Mentorship, active: Mapping[str, Enrolment], taken: Mapping[str, int], matched: Collection[str]
) -> bool:
    has_room = all(
        taken.get(one, 0) + more <= active[one].capacity for one, more in mentees_in(match).items()
    )
    return has_room and all(_still_looks(one, active[one.user_id].role, matched) for one in match.members)


def _still_looks(member: Member, role: Role, matched: Collection[str]) -> bool:
    """Tell whether members look for a match in the role they joined in; a mentor has places or not."""
    if member.role is Role.MENTOR:
        return True
    stays = role is Role.HOST if member.role is Role.HOST else role.wants
    return stays and member.user_id not in matched


@dataclass(frozen=True, slots=True)
class HardRules:
    """Facts about the people of approved matches, to ask every hard rule once more."""

    people: Mapping[str, Person]
    finished: Mapping[str, Collection[str]]
    enrolments: Mapping[tuple[str, str], Enrolment]
    excluded: Mapping[str, frozenset[str]]
    taken: Mapping[str, int]

    def allow(self, program: Program, approved: Mentorship, content: Content) -> bool:
        """Tell whether nothing has come between the people of an approved match.

        Somebody who is only away is waited for.
        """
        found = [self.enrolments.get((program.id, user_id)) for user_id in approved.user_ids]
        active = {one.user_id: one for one in found if one is not None and self._is_in(one, content)}
        if not program.is_live or not _may_meet(approved, active, self.excluded):
            return False
        # They hold their places already.
        return all(self.taken.get(one, 0) <= active[one].capacity for one in mentees_in(approved))

    def _is_in(self, one: Enrolment, content: Content) -> bool:
        person, finished = self.people.get(one.user_id), self.finished.get(one.user_id, ())
        return not one.on_hold and _is_in(one, person, finished=finished, content=content)


async def read_hard_rules(
    repos: Repositories, workspace_id: str, approved: Sequence[Mentorship]
) -> HardRules:
    """Read what the hard rules ask about the people of these matches."""
    if not approved:
        return HardRules({}, {}, {}, {}, {})
    ids = sorted({user_id for one in approved for user_id in one.user_ids})
    programs = sorted({one.program_id for one in approved})
    return HardRules(
        people=await repos.people.list_by_ids(workspace_id, ids),
        finished=await repos.briefings.list_finished(workspace_id, ids),
        enrolments=await repos.enrolments.list_among(workspace_id, programs, ids),
        excluded=await kept_apart(repos, workspace_id, ids),
        taken=await repos.mentorships.mentees_per_mentor(workspace_id, ids),
    )
