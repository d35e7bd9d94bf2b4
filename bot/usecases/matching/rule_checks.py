"""Every hard rule once more, just before a proposal is published: it may be weeks old."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import permutations

from bot.content import Content
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from bot.domain.programs.programs import Program
from bot.storage.database import Database
from bot.usecases.matching.by_hand import AT_ONCE, Pair, judge_few, pair_of, tentative
from bot.usecases.matching.waiting import Waiting, waiting_in

# Equals have no places to give, and a host is not chosen by stage.
NOT_OF_EQUALS = frozenset({"capacity"})
NOT_OF_HOSTS = frozenset({"capacity", "stages"})


async def broken_by_now(db: Database, program: Program, *, content: Content, now: datetime) -> frozenset[str]:
    """The ids of proposed mentorships that a rule forbids as people are now: another site, hours, language.

    Worked out before the transaction that publishes, which checks by itself who is still here, kept apart
    from whom, and has room. Of a trio or circle every two are judged; its time together as a whole is not.
    """
    async with db.transaction() as repos:
        found = await waiting_in(repos, program, content, now)
        states = [MentorshipState.PROPOSED]
        proposed = await repos.mentorships.list_for_program(program.workspace_id, program.id, states)
    pairs = await _pairs_broken(found, [one for one in proposed if one.mentor_to_ask], content, now)
    groups = await _groups_broken(found, [one for one in proposed if not one.mentor_to_ask], content, now)
    return frozenset({*pairs, *groups})


async def _pairs_broken(
    found: Waiting, proposed: Iterable[Mentorship], content: Content, now: datetime
) -> set[str]:
    wait, offer = {one.user_id for one in found.waiting}, {one.user_id for one in found.mentors}
    pairs = {one.id: pair_of(one) for one in proposed}
    there = [(key, pair) for key, pair in pairs.items() if pair[0] in wait and pair[1] in offer]
    broken = set()
    for some in _some(there):
        judged = await tentative(found, [pair for _, pair in some], content, now)
        broken |= {key for (key, _), one in zip(some, judged, strict=True) if one.in_the_way}
    return broken


def _some(pairs: Sequence[tuple[str, Pair]]) -> Iterator[Sequence[tuple[str, Pair]]]:
    return (pairs[first : first + AT_ONCE] for first in range(0, len(pairs), AT_ONCE))


async def _groups_broken(
    found: Waiting, proposed: Iterable[Mentorship], content: Content, now: datetime
) -> set[str]:
    here = {one.user_id: one for one in (*found.waiting, *found.mentors)}
    broken = set()
    for group in proposed:
        if not here.keys() >= set(group.user_ids):
            continue
        members = [here[user_id] for user_id in group.user_ids]
        few = replace(found, waiting=members, mentors=members)
        pairs = list(permutations(group.user_ids, 2))
        hosts = {one.user_id for one in members if one.role is Role.HOST}
        for one in await asyncio.to_thread(judge_few, few, pairs, content, now):
            passed_over = NOT_OF_HOSTS if {one.mentee_id, one.mentor_id} & hosts else NOT_OF_EQUALS
            if set(one.broken) - passed_over:
                broken.add(group.id)
    return broken
