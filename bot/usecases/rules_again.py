"""Every hard rule once more, just before a proposal is published: it may be weeks old."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.content import Content
from bot.domain.mentorships import MentorshipState
from bot.domain.programs import Program
from bot.storage.database import Database
from bot.usecases.reviewing import Pair, pair_of, tentative
from bot.usecases.waiting import waiting_in

# Of so many pairs a rule is worked out for everybody with everybody.
AT_ONCE = 200


async def broken_by_now(db: Database, program: Program, *, content: Content, now: datetime) -> frozenset[str]:
    """The ids of proposed pairs that a rule forbids as people are now: another site, hours, language.

    Worked out before the transaction that publishes, which checks by itself who is still here, kept apart
    from whom, and has room. Trios and circles are left to that.
    """
    async with db.transaction() as repos:
        found = await waiting_in(repos, program, content, now)
        states = [MentorshipState.PROPOSED]
        proposed = await repos.mentorships.list_for_program(program.workspace_id, program.id, states)
    wait, offer = {one.user_id for one in found.waiting}, {one.user_id for one in found.mentors}
    pairs = {one.id: pair_of(one) for one in proposed if one.mentor_to_ask}
    there = [(key, pair) for key, pair in pairs.items() if pair[0] in wait and pair[1] in offer]
    broken = set()
    for some in _some(there):
        judged = await tentative(found, [pair for _, pair in some], content, now)
        broken |= {key for (key, _), one in zip(some, judged, strict=True) if one.in_the_way}
    return frozenset(broken)


def _some(pairs: Sequence[tuple[str, Pair]]) -> Iterator[Sequence[tuple[str, Pair]]]:
    return (pairs[first : first + AT_ONCE] for first in range(0, len(pairs), AT_ONCE))
