"""A manager's own hand in a proposal: lock a match, swap two, put a pair together."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.content import Content, FormatKind
from bot.domain.acts import Act
from bot.domain.joining.enrolments import Role
from bot.domain.matching.places import mentees_here
from bot.domain.mentorships.mentorships import Member, Mentorship, MentorshipState, matched_in
from bot.domain.programs.programs import Program, require_manager
from bot.errors import InvalidInput, NotNow
from bot.matching.proposal import Judged
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.matching.waiting import Waiting, read_waiting
from bot.views.ids import Field
from bot.views.matching.by_hand import Tentative

CHANGED = "This proposal has changed in the meantime. Type `/mentoring match` to look again."
PRIVATE = "A rule of this program keeps these two apart. Some rules are private, so I can't say which."
NO_ROOM = "This mentor has no free place left."
LAST_PLACE = "This fills the mentor's last place."
GONE = "One of them can't be matched at the moment, so this one will not go out."
SOON = timedelta(weeks=12)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tried:
    """Pairs that a manager thinks of, with what speaks for and against each; nothing is kept yet."""

    program: Program
    pairs: Sequence[Tentative]

    @property
    def is_allowed(self) -> bool:
        return not any(one.in_the_way for one in self.pairs)


async def lock_match(
    db: Database, *, workspace_id: str, mentorship_id: str, by: str, locked: bool
) -> Program:
    """A locked match stays when the rest is worked out again."""
    async with db.transaction() as repos:
        program, mentorship = await _in_proposal(repos, workspace_id, mentorship_id, by)
        await repos.mentorships.save(replace(mentorship, locked=locked))
    return program


async def _in_proposal(
    repos: Repositories, workspace_id: str, mentorship_id: str, by: str
) -> tuple[Program, Mentorship]:
    known = await repos.mentorships.get(workspace_id, mentorship_id)
    program = await repos.programs.get(workspace_id, known.program_id, lock=True)
    require_manager(program, user_id=by)
    mentorship = await repos.mentorships.get(workspace_id, mentorship_id, lock=True)
    if mentorship.state is not MentorshipState.PROPOSED:
        raise NotNow(CHANGED)
    return program, mentorship


async def try_swap(
    db: Database,
    *,
    act: Act,
    ids: Pair,
    content: Content,
) -> Tried:
    """What it would be if two matches of a proposal had each other's mentor."""
    async with db.transaction() as repos:
        program, matches = await _both(repos, act.workspace_id, ids, act.by)
        found = await read_waiting(repos, act.workspace_id, program.id, act.by, content, act.now)
    return Tried(program, await tentative(found, _swapped(matches), content, act.now))


async def _both(
    repos: Repositories, workspace_id: str, ids: Pair, by: str
) -> tuple[Program, list[Mentorship]]:
    found = [await _in_proposal(repos, workspace_id, one, by) for one in sorted(set(ids))]
    matches = [mentorship for _, mentorship in found]
    program = found[0][0]
    if len(matches) != 2 or any(one.program_id != program.id or not one.mentor_to_ask for one in matches):
        raise NotNow("Only the mentors of two pairs of one proposal can be swapped.")
    return program, matches


def _swapped(matches: Sequence[Mentorship]) -> list[Pair]:
    (one_mentee, one_mentor), (other_mentee, other_mentor) = (pair_of(each) for each in matches)
    return [(one_mentee, other_mentor), (other_mentee, one_mentor)]


def pair_of(mentorship: Mentorship) -> Pair:
    """The mentee and the mentor."""
    [mentee], [mentor] = mentorship.with_role(Role.MENTEE), mentorship.with_role(Role.MENTOR)
    return mentee, mentor


async def swap_matches(
    db: Database,
    *,
    act: Act,
    ids: Pair,
    content: Content,
) -> Program:
    """Two matches get each other's mentor, and are locked. Raises NotNow where a rule stands in the way."""
    tried = await try_swap(db, act=act, ids=ids, content=content)
    _require_allowed(tried)
    async with db.transaction() as repos:
        program, matches = await _both(repos, act.workspace_id, ids, act.by)
        if _swapped(matches) != [one.pair for one in tried.pairs]:
            raise NotNow(CHANGED)
        for mentorship, one in zip(matches, tried.pairs, strict=True):
            await repos.mentorships.save(_with(mentorship, one))
    return program


def _require_allowed(tried: Tried) -> None:
    if not tried.is_allowed:
        raise NotNow(" ".join(dict.fromkeys(one.in_the_way for one in tried.pairs if one.in_the_way)))


def _with(mentorship: Mentorship, one: Tentative) -> Mentorship:
    mentee_id, mentor_id = one.pair
    return replace(
        mentorship,
        members=(Member(mentee_id, Role.MENTEE), Member(mentor_id, Role.MENTOR)),
        score=one.score,
        reasons=one.reasons,
        locked=True,
    )


async def try_pair(
    db: Database,
    *,
    act: Act,
    program_id: str,
    pair: Pair,
    content: Content,
) -> Tried:
    """A pair put together by hand. Raises InvalidInput beside whoever can't be in one now."""
    async with db.transaction() as repos:
        found = await read_waiting(repos, act.workspace_id, program_id, act.by, content, act.now)
        proposed = await repos.mentorships.list_for_program(
            act.workspace_id, program_id, [MentorshipState.PROPOSED]
        )
    _require_pairs(found.program, content)
    _require_free(found, proposed, pair)
    [tried] = await tentative(found, [pair], content, act.now)
    mentor_id = pair[1]
    mentor = next(one for one in found.mentors if one.user_id == mentor_id)
    room = mentor.capacity - found.taken.get(mentor_id, 0) - mentees_here(proposed)[mentor_id]
    if room < 1 and not tried.in_the_way:
        tried = replace(tried, in_the_way=NO_ROOM)
    return Tried(found.program, [tried])


def _require_pairs(program: Program, content: Content) -> None:
    if content.programs[program.template_id].format.kind is FormatKind.GROUP:
        raise NotNow(f"{program.name} brings people together in circles: there are no pairs to put together.")


def _require_free(found: Waiting, proposed: Sequence[Mentorship], pair: Pair) -> None:
    mentee_id, mentor_id = pair
    free = {one.user_id for one in found.waiting} - matched_in(proposed)
    wrong: dict[str, str] = {}
    if mentee_id not in free:
        wrong[Field.MENTEE] = "Choose a mentee who waits for a match and is in no pair of this proposal."
    if mentor_id not in {one.user_id for one in found.mentors if one.role.offers}:
        wrong[Field.MENTOR] = "Choose a mentor of this program who is briefed and not away."
    elif mentor_id == mentee_id:
        wrong[Field.MENTOR] = "Choose two people."
    if wrong:
        raise InvalidInput(wrong)


async def add_pair(
    db: Database,
    *,
    act: Act,
    program_id: str,
    pair: Pair,
    content: Content,
    new_id: Callable[[], str],
) -> Program:
    """Into the proposal, locked."""
    tried = await try_pair(db, act=act, program_id=program_id, pair=pair, content=content)
    _require_allowed(tried)
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id, lock=True)
        states = [MentorshipState.PROPOSED, MentorshipState.APPROVED, MentorshipState.ACTIVE]
        there = await repos.mentorships.list_for_program(act.workspace_id, program_id, states)
        if pair[0] in matched_in(there):
            raise NotNow(CHANGED)
        new = Mentorship(
            id=new_id(),
            workspace_id=act.workspace_id,
            program_id=program_id,
            state=MentorshipState.PROPOSED,
            members=(),
            score=0.0,
            reasons=(),
            every_weeks=program.every_weeks,
        )
        await repos.mentorships.add_many([_with(new, tried.pairs[0])])
    return program


async def warnings_for(
    db: Database, *, program: Program, shown: Sequence[Mentorship], by: str, content: Content, now: datetime
) -> Mapping[str, Sequence[str]]:
    """By mentorship id, for the few pairs of one page: what a manager should know before they publish."""
    async with db.transaction() as repos:
        found = await read_waiting(repos, program.workspace_id, program.id, by, content, now)
        proposed = await repos.mentorships.list_for_program(
            program.workspace_id, program.id, [MentorshipState.PROPOSED]
        )
        people = sorted({who for one in shown for who in one.user_ids})
        ends_on = await repos.directory.ends_on(program.workspace_id, people)
    pairs = {one.id: pair_of(one) for one in shown if one.mentor_to_ask}
    waits, offers = {one.user_id for one in found.waiting}, {one.user_id: one for one in found.mentors}
    there = {key: pair for key, pair in pairs.items() if pair[0] in waits and pair[1] in offers}
    judged = await tentative(found, list(there.values()), content, now)
    full = _full(found, mentees_here(proposed))
    warnings = {key: [GONE] for key in pairs if key not in there}
    for (key, (_, mentor_id)), one in zip(there.items(), judged, strict=True):
        last_place = [LAST_PLACE] if mentor_id in full else []
        in_the_way = [one.in_the_way] if one.in_the_way else []
        warnings[key] = [*in_the_way, *last_place, *_moves(pairs[key], ends_on, now.date())]
    return warnings


def _moves(pair: Pair, ends_on: Mapping[str, date], today: date) -> list[str]:
    """Without saying who: it is in the staff records, not in what managers see of people."""
    soon = [day for who in pair if (day := ends_on.get(who)) and today <= day < today + SOON]
    return [f"One of them changes post by {min(soon).day} {min(soon):%B}."] if soon else []


def _full(found: Waiting, proposed: Mapping[str, int]) -> set[str]:
    """Mentors who have no place left once the proposal is published."""
    return {
        one.user_id
        for one in found.mentors
        if found.taken.get(one.user_id, 0) + proposed.get(one.user_id, 0) >= one.capacity
    }


async def tentative(
    found: Waiting, pairs: Sequence[Pair], content: Content, now: datetime
) -> list[Tentative]:
    """Of a few pairs of people who wait and offer. Raises NotNow where somebody does neither any more."""
    mentees, mentors = {one for one, _ in pairs}, {one for _, one in pairs}
    few = replace(
        found,
        waiting=[one for one in found.waiting if one.user_id in mentees],
        mentors=[one for one in found.mentors if one.user_id in mentors],
    )
    missing = mentees - {one.user_id for one in few.waiting} or mentors - {one.user_id for one in few.mentors}
    if missing:
        raise NotNow(CHANGED)
    if not pairs:
        return []
    return [_seen(one) for one in await asyncio.to_thread(judge_few, few, pairs, content, now)]


def judge_few(few: Waiting, pairs: Sequence[Pair], content: Content, now: datetime) -> list[Judged]:
    """Judge pairs of these people, whoever put them together. In a thread: numpy loads with the first."""
    from bot.usecases.matching.pooling import judge_pairs

    return judge_pairs(few, pairs, content, now)


def _seen(judged: Judged) -> Tentative:
    said = [rule.text for rule in judged.broken if not rule.is_private]
    return Tentative(
        pair=(judged.mentee_id, judged.mentor_id),
        score=judged.score,
        reasons=tuple(reason.text for reason in judged.reasons),
        in_the_way=" ".join(said) or (PRIVATE if judged.broken else ""),
    )
