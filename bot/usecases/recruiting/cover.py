"""Whether there are enough mentors: places against mentees, by specialty, stage and shifts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.disclosure.board import Board
from bot.domain.disclosure.kinds import MENTEES, PLACES, UNBRIEFED, WAITING
from bot.domain.joining.briefings import is_briefed
from bot.domain.joining.enrolments import Enrolment, EnrolmentState, Role
from bot.domain.matching.places import mentees_here, within_plan
from bot.domain.mentorships.mentorships import CURRENT, Mentorship, matched_in
from bot.domain.people import Person
from bot.domain.programs.programs import Plan, Program, require_manager
from bot.domain.recruiting.cover import Cover, Dimension, Places, Profile, cover_of, shift_group
from bot.domain.recruiting.cover_cells import gaps_of, lines_of
from bot.facts.boards import read_boards
from bot.facts.eligibility import may_be_matched, places_taken
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.views.recruiting.cover import CoverPage

# Enough to see in which specialties people work.
MOST_LOOKED_AT = 2000


@dataclass(frozen=True, slots=True)
class Counted:
    """Cover as it is now, for whoever freezes it; it is shown to nobody.

    Of the places that mentors have offered here so many are `taken`; hosts offer a circle, and no places.
    """

    cover: Cover
    mentees: int
    unbriefed: int
    offered: int
    taken: int


async def places_and_expected(
    repos: Repositories, program: Program, *, content: Content, now: datetime
) -> tuple[int, int]:
    """Mentors' free places, and the mentees there will be: those expected, or those who joined if more."""
    known = await _read(repos, program, content, now)
    free = sum(one.free for one in _places(known, program, content))
    return free, max(program.plan.expected_mentees, len(known.mentees))


async def read_cover(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
) -> CoverPage:
    """As it was frozen on the last Monday on which it was counted."""
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        boards = await read_boards(repos, act.workspace_id, [program_id], today=act.now.date())
    return cover_from(program, boards[program_id], content)


def cover_from(program: Program, board: Board, content: Content) -> CoverPage:
    """Take cover from what is frozen of a program."""
    return CoverPage(
        program=program,
        is_circle=is_circle(program, content),
        as_of=board.as_of,
        places=board.taking_part(PLACES),
        waiting=board.taking_part(WAITING),
        mentees=board.taking_part(MENTEES),
        unbriefed=board.taking_part(UNBRIEFED),
        lines=lines_of(board),
        gaps=gaps_of(board),
    )


async def count_cover(repos: Repositories, program: Program, *, content: Content, now: datetime) -> Counted:
    known = await _read(repos, program, content, now)
    like = [_profile(known.people.get(one.user_id), content) for one in known.mentees]
    like = like or await _directory(repos, program.workspace_id, now)
    matched = matched_in(known.current)
    waiting = [
        _profile(known.people.get(one.user_id), content)
        for one in known.mentees
        if one.user_id not in matched
    ]
    cover = cover_of(
        _places(known, program, content),
        waiting,
        expected=max(program.plan.expected_mentees - len(known.mentees), 0),
        like=like,
        stages=tuple(content.people.career_stages),
    )
    here = mentees_here(known.current)
    taken = sum(here[one.user_id] for one in known.mentors)
    offering = [one for one in known.ready if one.role.offers]
    # A place that rests after a re-match, or with its mentor, is offered still: a count must not tell of it.
    held = await repos.mentorships.mentees_per_mentor(program.workspace_id, [one.user_id for one in offering])
    free = sum(_free(one, program.plan, held.get(one.user_id, 0), here[one.user_id], 0) for one in offering)
    return Counted(cover, len(known.mentees), known.unbriefed, offered=taken + free, taken=taken)


def is_circle(program: Program, content: Content) -> bool:
    return content.programs[program.template_id].is_circle


@dataclass(frozen=True, slots=True)
class _Known:
    """Everybody active in the program; `ready` are the mentors or hosts who may be matched today.

    `current` are the program's mentorships, `taken` counts mentees over all programs.
    """

    mentees: Sequence[Enrolment]
    mentors: Sequence[Enrolment]
    ready: Sequence[Enrolment]
    people: Mapping[str, Person]
    finished: Mapping[str, set[str]]
    current: Sequence[Mentorship]
    taken: Mapping[str, int]

    @property
    def unbriefed(self) -> int:
        return sum(not is_briefed(one.role, finished=self.finished[one.user_id]) for one in self.mentors)


async def _read(repos: Repositories, program: Program, content: Content, now: datetime) -> _Known:
    workspace_id = program.workspace_id
    enrolments = await repos.enrolments.list_for_program(workspace_id, program.id)
    active = [one for one in enrolments if one.state is EnrolmentState.ACTIVE]
    ids = [one.user_id for one in active]
    people = await repos.people.list_by_ids(workspace_id, ids)
    finished = await repos.briefings.list_finished(workspace_id, ids)
    mentors = [one for one in active if one.role.comes_first]
    return _Known(
        mentees=[one for one in active if one.role.wants],
        mentors=mentors,
        ready=[
            one
            for one in mentors
            if may_be_matched(
                one,
                people.get(one.user_id),
                finished=finished[one.user_id],
                content=content,
                today=now.date(),
            )
        ],
        people=people,
        finished=finished,
        current=await repos.mentorships.list_for_program(workspace_id, program.id, CURRENT),
        taken=await places_taken(repos, workspace_id, ids, today=now.date()),
    )


def _places(known: _Known, program: Program, content: Content) -> list[Places]:
    here = mentees_here(known.current)
    size = content.programs[program.template_id].format.size_default
    return [
        Places(
            _profile(known.people.get(one.user_id), content),
            _free(one, program.plan, known.taken.get(one.user_id, 0), here[one.user_id], size),
        )
        for one in known.ready
    ]


def _free(one: Enrolment, plan: Plan, taken: int, taken_here: int, circle_size: int) -> int:
    """A host has room for one circle of the usual size."""
    if one.role is Role.HOST:
        return circle_size
    return max(within_plan(one, plan, taken=taken, taken_here=taken_here).capacity - taken, 0)


def _profile(person: Person | None, content: Content) -> Profile:
    if person is None:
        return {}
    known = {Dimension.SPECIALTY: person.specialty, Dimension.STAGE: person.career_stage}
    if preset := content.presets.get(person.preset_id or ""):
        known[Dimension.SHIFT] = shift_group(preset)
    return {about: value for about, value in known.items() if value}


async def _directory(repos: Repositories, workspace_id: str, now: datetime) -> list[Profile]:
    """The hospital's people, as far as its records go: who is expected is taken to be like them."""
    found = await repos.directory.list_matching(workspace_id, today=now.date(), limit=MOST_LOOKED_AT)
    profiles = [{Dimension.SPECIALTY: one.specialty, Dimension.STAGE: one.career_stage} for one in found]
    return [{about: value for about, value in one.items() if value} for one in profiles]
