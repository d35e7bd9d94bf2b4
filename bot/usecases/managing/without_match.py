"""People of a program without a match, for its managers: since when, and what would help."""

from datetime import date

from bot.domain.acts import Act
from bot.domain.managing.listed import mark_of
from bot.domain.managing.listing import Turn, cut
from bot.domain.matching.waiting import WaitsForMatch, waiting_for_match
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.programs.programs import Program, require_manager
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.privacy.looking import noted
from bot.views.managing.without_match import PAGE_SIZE, WithoutMatch

WITHOUT_MATCH = "people without a match"
STATES = (MentorshipState.PROPOSED, MentorshipState.ENDED)


async def read_without_match(db: Database, *, act: Act, program_id: str, page: int) -> WithoutMatch:
    """The nearest page there is; each look at names is noted in the access log."""
    async with db.transaction() as repos:
        program, waiting, of_circles = await _all_waiting(repos, act, program_id)
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
                of_circles,
                _again_on(program, act),
            ),
        )


async def turn_without_match(db: Database, *, act: Act, program_id: str, turn: Turn) -> WithoutMatch:
    """The same people, turned by whom a page begins with; each look is noted."""
    async with db.transaction() as repos:
        program, waiting, of_circles = await _all_waiting(repos, act, program_id)
        rows = (((one.since.isoformat(), mark_of(program_id, one.user_id)), one) for one in waiting)
        page = cut(rows, turn)
        again_on = _again_on(program, act)
        return await noted(
            repos,
            act,
            program,
            WITHOUT_MATCH,
            WithoutMatch(program, page.rows, 0, 1, of_circles, again_on, page.before, page.after),
        )


async def _all_waiting(
    repos: Repositories, act: Act, program_id: str
) -> tuple[Program, list[WaitsForMatch], bool]:
    """Read who waits, for a manager, and whether the program is one of circles."""
    program = await repos.programs.get(act.workspace_id, program_id)
    require_manager(program, user_id=act.by)
    unmatched = await repos.enrolments.list_unmatched(act.workspace_id, program_id)
    known = await repos.mentorships.list_for_program(act.workspace_id, program_id, STATES)
    left_over = await repos.proposals.list_left_over(act.workspace_id, program_id)
    people = await repos.people.list_by_ids(act.workspace_id, [one.user_id for one in unmatched])
    roles = await repos.enrolments.list_roles(act.workspace_id, program_id)
    waiting = waiting_for_match(unmatched, known, left_over, people)
    return program, waiting, any(role.in_circles for role in roles)


def _again_on(program: Program, act: Act) -> date | None:
    """The day on which we look for them again, where it lies ahead."""
    today = act.now.date()
    return program.look_again_on if (program.look_again_on or today) > today else None
