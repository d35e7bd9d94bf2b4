"""A manager's own hand in a proposal: lock a match, swap two, put a pair together."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.content import Content, FormatKind
from bot.domain.acts import Act
from bot.domain.joining.enrolments import Enrolment, EnrolmentState, Role
from bot.domain.matching.places import mentees_here
from bot.domain.matching.reviewing import Marks
from bot.domain.mentorships.mentorships import CURRENT, Member, Mentorship, MentorshipState, matched_in
from bot.domain.programs.programs import Program, require_manager
from bot.errors import InvalidInput, NotNow
from bot.matching.proposal import Judged
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.matching.waiting import Waiting, read_waiting, require_open, waiting_in
from bot.usecases.privacy.looking import noted
from bot.views.ids import Field
from bot.views.matching.by_hand import Tentative, Tried

CHANGED = "This proposal has changed since you opened it. Open the review again to look."
# Whatever it is: of two sentences, one would tell what somebody asked for privately.
IN_THE_WAY = (
    "A rule of this program stands between these two for now. Some rules are private, so we never say which."
)
NO_ROOM = "This mentor has no free place left."
TRIED = "pairs tried by hand"
# Of so many pairs a rule is worked out for everybody with everybody: of more at once it takes longer.
AT_ONCE = 64
Pair = tuple[str, str]


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
    program_id: str = "",
) -> Tried:
    """What it would be if two matches of a proposal had each other's mentor. Each try is noted.

    Where a `program_id` is given, they have to be of that one.
    """
    async with db.transaction() as repos:
        program, matches = await _both(repos, act.workspace_id, ids, act.by, program_id)
        found = await read_waiting(repos, act.workspace_id, program.id, act.by, content, act.now)
        tried = await noted(repos, act, program, TRIED, Tried(program, _unjudged(_swapped(matches)), matches))
    return replace(tried, pairs=await tentative(found, _swapped(matches), content, act.now))


async def _both(
    repos: Repositories, workspace_id: str, ids: Pair, by: str, program_id: str = ""
) -> tuple[Program, list[Mentorship]]:
    found = [await _in_proposal(repos, workspace_id, one, by) for one in sorted(set(ids))]
    matches = [mentorship for _, mentorship in found]
    program = found[0][0]
    if program_id not in ("", program.id):
        raise NotNow(CHANGED)
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
    mentor_id: str,
    content: Content,
    program_id: str = "",
) -> Program:
    """Two matches get each other's mentor, and are locked: `mentor_id` goes to the first by id.

    Twice changes nothing: the mentors stay swapped. Raises NotNow where a rule stands in the way.
    """
    async with db.transaction() as repos:
        program, matches = await _both(repos, act.workspace_id, ids, act.by, program_id)
    if pair_of(matches[0])[1] == mentor_id:
        return program
    tried = await try_swap(db, act=act, ids=ids, content=content)
    _require_allowed(tried)
    async with db.transaction() as repos:
        program, matches = await _both(repos, act.workspace_id, ids, act.by)
        wanted = [one.pair for one in tried.pairs]
        if wanted[0][1] != mentor_id or _swapped(matches) != wanted:
            raise NotNow(CHANGED)
        for mentorship, one in zip(matches, tried.pairs, strict=True):
            await repos.mentorships.save(_with(mentorship, one))
    return program


def _require_allowed(tried: Tried) -> None:
    if not tried.is_allowed:
        raise NotNow(IN_THE_WAY)


def _with(mentorship: Mentorship, one: Tentative) -> Mentorship:
    mentee_id, mentor_id = one.pair
    return replace(
        mentorship,
        members=(Member(mentee_id, Role.MENTEE), Member(mentor_id, Role.MENTOR)),
        score=one.score,
        reasons=one.reasons,
        locked=True,
    )


async def _with_pair(db: Database, act: Act, program_id: str, pair: Pair) -> Program | None:
    """The program, if these two are a pair of its proposal already. Raises NotYours."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        proposed = [MentorshipState.PROPOSED]
        there = await repos.mentorships.list_for_program(act.workspace_id, program_id, proposed)
    return program if any(pair_of(one) == pair for one in there if one.mentor_to_ask) else None


async def try_pair(
    db: Database,
    *,
    act: Act,
    program_id: str,
    pair: Pair,
    content: Content,
) -> Tried:
    """A pair put together by hand; each try is noted.

    Raises InvalidInput beside whoever can't be in any, as far as a manager sees that in the list of people.
    """
    async with db.transaction() as repos:
        found = await read_waiting(repos, act.workspace_id, program_id, act.by, content, act.now)
        tried = await noted(repos, act, found.program, TRIED, Tried(found.program, _unjudged([pair])))
        places = await repos.enrolments.list_for_program(act.workspace_id, program_id)
        matches = await repos.mentorships.list_for_program(
            act.workspace_id, program_id, [MentorshipState.PROPOSED, *CURRENT]
        )
    _require_pairs(found.program, content)
    _require_free(places, matches, pair)
    _require_room(found, matches, pair[1])
    return replace(tried, pairs=await tentative(found, [pair], content, act.now))


def _unjudged(pairs: Sequence[Pair]) -> list[Tentative]:
    return [Tentative(pair, 0.0, (), IN_THE_WAY) for pair in pairs]


def _require_pairs(program: Program, content: Content) -> None:
    if content.programs[program.template_id].format.kind is FormatKind.GROUP:
        raise NotNow(f"{program.name} brings people together in circles: there are no pairs to put together.")


def _require_free(places: Sequence[Enrolment], matches: Sequence[Mentorship], pair: Pair) -> None:
    """Who is in the program and who is matched, every manager sees."""
    mentee_id, mentor_id = pair
    here = {one.user_id: one.role for one in places if one.state is EnrolmentState.ACTIVE}
    waiting = {who for who, role in here.items() if role.wants} - matched_in(matches)
    wrong: dict[str, str] = {}
    if mentee_id not in waiting:
        wrong[Field.MENTEE] = "Choose a mentee who waits for a match and is in no pair of this proposal."
    if mentor_id not in {who for who, role in here.items() if role.offers}:
        wrong[Field.MENTOR] = "Choose a mentor of this program."
    elif mentor_id == mentee_id:
        wrong[Field.MENTOR] = "Choose two people."
    if wrong:
        raise InvalidInput(wrong)


def _require_room(found: Waiting, matches: Sequence[Mentorship], mentor_id: str) -> None:
    """Before any rule between two is looked at: a full mentor is full for everybody."""
    proposed = [one for one in matches if one.state is MentorshipState.PROPOSED]
    mentor = next((one for one in found.mentors if one.user_id == mentor_id), None)
    if mentor and mentor.capacity <= found.taken.get(mentor_id, 0) + mentees_here(proposed)[mentor_id]:
        raise InvalidInput({Field.MENTOR: NO_ROOM})


async def add_pair(
    db: Database,
    *,
    act: Act,
    program_id: str,
    pair: Pair,
    content: Content,
    new_id: Callable[[], str],
) -> Program:
    """Into the proposal, locked; twice changes nothing."""
    if program := await _with_pair(db, act, program_id, pair):
        return program
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


async def read_marks(
    db: Database,
    *,
    program: Program,
    proposed: Sequence[Mentorship],
    by: str,
    content: Content,
    now: datetime,
) -> Marks:
    """What a manager should know of these before they publish.

    Nothing of it comes from the staff directory's dates: those are not for managers.
    """
    require_manager(program, user_id=by)
    pairs = {one.id: pair_of(one) for one in proposed if one.mentor_to_ask}
    async with db.transaction() as repos:
        require_open(program)
        among = sorted({who for pair in pairs.values() for who in pair})
        found = await waiting_in(repos, program, content, now, among=among)
    full = _full(found, mentees_here(proposed))
    return Marks(
        broken=frozenset(await _broken(found, pairs, content, now)),
        last_place=frozenset(key for key, (_, mentor_id) in pairs.items() if mentor_id in full),
    )


async def _broken(
    found: Waiting, pairs: Mapping[str, Pair], content: Content, now: datetime
) -> Sequence[str]:
    keys = list(pairs)
    broken: list[str] = []
    for first in range(0, len(keys), AT_ONCE):
        some = keys[first : first + AT_ONCE]
        judged = await tentative(found, [pairs[key] for key in some], content, now)
        broken += [key for key, one in zip(some, judged, strict=True) if one.in_the_way]
    return broken


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
    """Of a few pairs, in their order. Whoever can't be matched now is in the way, like any rule."""
    waiting, offering = ({one.user_id: one for one in some} for some in (found.waiting, found.mentors))
    there = list(dict.fromkeys(one for one in pairs if one[0] in waiting and one[1] in offering))
    few = replace(
        found,
        waiting=[waiting[one] for one in dict.fromkeys(mentee for mentee, _ in there)],
        mentors=[offering[one] for one in dict.fromkeys(mentor for _, mentor in there)],
    )
    judged = await asyncio.to_thread(judge_few, few, there, content, now) if there else []
    seen = {pair: _seen(one) for pair, one in zip(there, judged, strict=True)}
    return [seen.get(one.pair, one) for one in _unjudged(pairs)]


def judge_few(few: Waiting, pairs: Sequence[Pair], content: Content, now: datetime) -> list[Judged]:
    """Judge pairs of these people, whoever put them together. In a thread: numpy loads with the first."""
    from bot.usecases.matching.pooling import judge_pairs

    return judge_pairs(few, pairs, content, now)


def _seen(judged: Judged) -> Tentative:
    return Tentative(
        pair=(judged.mentee_id, judged.mentor_id),
        score=judged.score,
        reasons=tuple(reason.text for reason in judged.reasons),
        in_the_way=IN_THE_WAY if judged.broken else "",
    )
