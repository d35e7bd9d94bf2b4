"""A review with all a manager should know of it, and what changed while they looked."""

from dataclasses import replace

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.matching.seen import Seen
from bot.domain.mentorships.mentorships import CURRENT, MentorshipState
from bot.domain.programs.programs import require_manager
from bot.storage.database import Database
from bot.usecases.matching.by_hand import read_marks
from bot.usecases.matching.proposals import PROPOSED_LIST, read_review
from bot.usecases.privacy.looking import noted
from bot.views.matching.changes import ProposalChanges
from bot.views.matching.review import Review

APPROVED = CURRENT | {MentorshipState.ENDED}


async def read_marked_review(
    db: Database, *, act: Act, program_id: str, content: Content, to_ask: bool = True
) -> Review:
    """With what a manager should know of its pairs. Each look is noted."""
    review = await read_review(db, act=act, program_id=program_id, content=content, to_ask=to_ask)
    marks = await read_marks(
        db, program=review.program, proposed=review.proposed, by=act.by, content=content, now=act.now
    )
    return replace(review, marks=marks)


async def read_changes(db: Database, *, act: Act, program_id: str, seen: Seen, some: bool) -> ProposalChanges:
    """What became of what was `seen`; where that was only `some` of it, the others are not new."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        there = await repos.mentorships.list_for_program(act.workspace_id, program_id)
        proposed = [one for one in there if one.state is MentorshipState.PROPOSED]
        known = [one for one in there if seen.includes(one)]
        return await noted(
            repos,
            act,
            program,
            PROPOSED_LIST,
            ProposalChanges(
                program,
                new=[one for one in proposed if not some and not seen.includes(one)],
                swapped=[one for one in proposed if seen.includes(one) and not seen.has_as_it_is(one)],
                dropped=[one for one in known if one.state is MentorshipState.DROPPED],
                approved=[one for one in known if one.state in APPROVED],
                worked_out_anew=bool(seen.without(there).marks),
            ),
        )
