"""People of a program without a match, for its managers: since when, and what would help."""

from bot.domain.acts import Act
from bot.domain.matching.waiting import waiting_for_match
from bot.domain.mentorships.mentorships import CURRENT, MentorshipState, matched_in
from bot.domain.programs.programs import require_manager
from bot.storage.database import Database
from bot.usecases.privacy.looking import noted
from bot.views.managing.without_match import PAGE_SIZE, WithoutMatch

WITHOUT_MATCH = "people without a match"
STATES = (*CURRENT, MentorshipState.PROPOSED, MentorshipState.ENDED)


async def read_without_match(db: Database, *, act: Act, program_id: str, page: int) -> WithoutMatch:
    """The nearest page there is; each look at names is noted in the access log."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        enrolments = await repos.enrolments.list_for_program(act.workspace_id, program_id)
        known = await repos.mentorships.list_for_program(act.workspace_id, program_id, STATES)
        left_over = await repos.proposals.list_left_over(act.workspace_id, program_id)
        people = await repos.people.list_by_ids(act.workspace_id, [one.user_id for one in enrolments])
        waiting = waiting_for_match(
            enrolments,
            [one for one in known if one.state not in CURRENT],
            left_over,
            people,
            matched=matched_in(one for one in known if one.state in CURRENT),
        )
        pages = max(-(-len(waiting) // PAGE_SIZE), 1)
        page = max(0, min(page, pages - 1))
        return await noted(
            repos,
            act,
            program,
            WITHOUT_MATCH,
            WithoutMatch(
                program,
                waiting[page * PAGE_SIZE : (page + 1) * PAGE_SIZE],
                page,
                pages,
                any(one.role.in_circles for one in enrolments),
                program.look_again_on if (program.look_again_on or act.now.date()) > act.now.date() else None,
            ),
        )
