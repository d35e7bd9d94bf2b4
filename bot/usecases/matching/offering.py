"""Showing mentees a few mentors to choose from: as a manager wishes, or by itself where mentees choose."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from bot.content import Content, FormatKind
from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.matching.choices import MatchedBy, Suggestion, not_yet_asked
from bot.domain.programs.programs import Program
from bot.domain.programs.states import MATCHABLE, ProgramState
from bot.errors import NotNow
from bot.matching.proposal import Match
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.matching.looking_again import list_waiting
from bot.usecases.matching.waiting import Waiting, not_again, read_waiting, waiting_in

ASK_WITHIN = timedelta(days=21)


async def offer_choices(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
    rng: Random,
) -> tuple[Program, int]:
    """Ask every mentee who waits and was not asked yet; returns how many. Raises NotNow for none."""
    async with db.transaction() as repos:
        found = await read_waiting(repos, act.workspace_id, program_id, act.by, content, act.now)
    if not _has_mentors(found.program, content):
        raise NotNow(
            f"In {found.program.name} people are matched with each other, so there are no mentors to choose."
        )
    offered = await _offer(db, found, content, act.now, rng)
    if not offered:
        raise NotNow("Everyone who's waiting has been asked already, or no mentor fits them yet.")
    return found.program, offered


def _has_mentors(program: Program, content: Content) -> bool:
    return content.programs[program.template_id].format.kind is FormatKind.PAIR


async def offer_to_newcomers(db: Database, *, content: Content, now: datetime, rng: Random) -> int:
    """In programs in which mentees choose, ask whoever waits without a manager; returns how many.

    Once sign-up is over or the first day has come: before, most mentors are still missing. Safe to run at
    any time and in any number of processes.
    """
    async with db.statement() as repos:
        programs = await repos.programs.list_matchable()
    return sum([await _offer_in(db, *one, content=content, now=now, rng=rng) for one in programs])


async def _offer_in(
    db: Database, workspace_id: str, program_id: str, *, content: Content, now: datetime, rng: Random
) -> int:
    async with db.transaction() as repos:
        program = await repos.programs.find(workspace_id, program_id)
        if program is None or not _asks_by_itself(program, content, now.date()):
            return 0
        if not await _list_unasked(repos, program, now.date()):
            return 0
        found = await waiting_in(repos, program, content, now)
    return await _offer(db, found, content, now, rng)


def _asks_by_itself(program: Program, content: Content, today: date) -> bool:
    if program.plan.matched_by is not MatchedBy.CHOSEN or not _has_mentors(program, content):
        return False
    signup_ended = program.signup_ends_on is not None and program.signup_ends_on < today
    return program.state in MATCHABLE - {ProgramState.ENROLLING} or program.starts_on <= today or signup_ended


async def _list_unasked(repos: Repositories, program: Program, today: date) -> set[str]:
    """Who waits now and may be shown mentors today."""
    waiting = [one.user_id for one in await list_waiting(repos, program) if not one.on_hold]
    shown = await repos.suggestions.list_for_program(program.workspace_id, program.id)
    tried = await not_again(repos, program, waiting)
    return not_yet_asked(waiting, shown, tried, today)


async def _offer(db: Database, found: Waiting, content: Content, now: datetime, rng: Random) -> int:
    """Work out mentors for all who wait, and show them to whoever is still unasked by then."""
    if not _is_worth_it(found, now.date()):
        return 0
    lists = await asyncio.to_thread(_shortlists, found, content, now)
    async with db.transaction() as repos:
        program = await repos.programs.get(found.program.workspace_id, found.program.id, lock=True)
        if program.state not in MATCHABLE or program.plan.matched_by is not found.program.plan.matched_by:
            return 0
        unasked = await _list_unasked(repos, program, now.date())
        new = [
            one
            for user_id in sorted(unasked & lists.keys())
            for one in _suggestions(program, user_id, lists[user_id], now, rng)
        ]
        new = await _still_possible(repos, program, new)
        await repos.suggestions.add_many(new)
        people = sorted({one.user_id for one in new})
        await repos.outbox.plan([_question(program, user_id, now) for user_id in people])
    return len(people)


def _is_worth_it(found: Waiting, today: date) -> bool:
    """Somebody may be asked, and some mentor has room: only then is the solver loaded."""
    waiting = [one.user_id for one in found.waiting if not one.on_hold]
    shown = [one for user_id in waiting for one in found.suggested.get(user_id, ())]
    has_room = any(one.capacity > found.taken.get(one.user_id, 0) for one in found.mentors if not one.on_hold)
    return has_room and bool(not_yet_asked(waiting, shown, found.partners, today))


async def _still_possible(
    repos: Repositories, program: Program, new: Sequence[Suggestion]
) -> list[Suggestion]:
    """Without mentors who had themselves deleted meanwhile, and those who were shown before."""
    workspace_id = program.workspace_id
    shown = await repos.suggestions.list_for_program(workspace_id, program.id)
    before = {(one.user_id, one.mentor_id) for one in shown}
    known = await repos.people.list_by_ids(workspace_id, sorted({one.mentor_id for one in new}))
    return [one for one in new if one.mentor_id in known and (one.user_id, one.mentor_id) not in before]


def _shortlists(found: Waiting, content: Content, now: datetime) -> Mapping[str, Sequence[Match]]:
    """In a thread: numpy and the solver load with the first of them."""
    from bot.usecases.matching.pooling import shortlist

    return shortlist(found, content, now)


def _suggestions(
    program: Program, user_id: str, matches: Sequence[Match], now: datetime, rng: Random
) -> list[Suggestion]:
    """In random order: the first place says nothing."""
    places = rng.sample(range(len(matches)), k=len(matches))
    return [
        Suggestion(
            program.workspace_id,
            program.id,
            user_id,
            match.mentor_id,
            position=place,
            reasons=tuple(reason.text for reason in match.reasons),
            shown_on=now.date(),
        )
        for place, match in zip(places, matches, strict=True)
    ]


def _question(program: Program, user_id: str, now: datetime) -> Planned:
    """The day makes it another question than one of an earlier round."""
    return Planned(
        workspace_id=program.workspace_id,
        kind="choose_mentors",
        subject=program.id,
        cycle=now.date().toordinal(),
        recipient=user_id,
        due_at=now,
        expires_at=now + ASK_WITHIN,
        budgeted=False,
    )
