"""What the dashboard shows first: all that somebody has to do with, in as many statements for many programs
as for one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.disclosure.board import Board
from bot.domain.oversight.roles import RolesHeld
from bot.domain.oversight.whole import Whole
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.domain.review.reviews import REVIEWED, next_review, review_due
from bot.domain.signing_in.standing import READERS, ReadsAs, Standing
from bot.facts.boards import read_boards
from bot.facts.matters.reading import Waiting, read_waiting_in
from bot.facts.results import read_results
from bot.facts.summaries import summary_of
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.delivery.undelivered import kinds_that_matter
from bot.views.managing.champion import what_would_help
from bot.views.managing.overview import AllTogether, OverviewPage, ProgramCard

# Of what somebody is to a program, what counts most there.
MOST_FIRST = (ReadsAs.MANAGER, ReadsAs.CHAMPION, ReadsAs.READER, ReadsAs.OWNER)
# For those who don't manage it there is nothing to read in a draft.
FOR_MANAGERS = frozenset({ProgramState.DRAFT})


async def read_overview(db: Database, *, act: Act, content: Content, is_admin: bool) -> OverviewPage:
    """Of programs in the archive nothing is shown, and no name is read."""
    return await db.read_in_one_trip(partial(_read, act=act, content=content, is_admin=is_admin))


async def _read(repos: Repositories, *, act: Act, content: Content, is_admin: bool) -> OverviewPage:
    today = act.now.date()
    roles = await repos.roles.list_held(act.workspace_id)
    everything = await repos.programs.list_not_archived(act.workspace_id)
    shown = _shown_to(act.by, everything, roles, is_admin=is_admin)
    programs = [one for one in everything if one.id in shown]
    ids = [one.id for one in programs]
    waiting = await _waiting(repos, programs, act, content)
    waits_in = {program.id for line in waiting.each_for(act.by) for program in line.programs}
    boards = await read_boards(repos, act.workspace_id, ids, today=today)
    results = await read_results(repos, programs, content=content, today=today)
    reviewed = await repos.reviews.last_held(act.workspace_id, ids) if ids else {}
    return OverviewPage(
        waiting=waiting.lines_for(act.by, on_page=True),
        cards=[
            ProgramCard(
                summary=summary_of(one, boards[one.id], results[one.id], today=today),
                reads_as=shown[one.id],
                waits=one.id in waits_in,
                next_review=_next_review(one, reviewed.get(one.id)),
                is_review_due=_is_due(one, reviewed.get(one.id), today),
                helps=(
                    what_would_help(results[one.id], content.champion)
                    if shown[one.id] is ReadsAs.CHAMPION and one.is_live
                    else ""
                ),
            )
            for one in programs
        ],
        whole=_together(boards, programs, today) if roles.is_owner(act.by, is_admin=is_admin) else None,
    )


def _shown_to(
    user_id: str, programs: Sequence[Program], roles: RolesHeld, *, is_admin: bool
) -> dict[str, ReadsAs]:
    """What somebody is to each of the programs that they may read, by id."""
    standing = Standing(user_id, {one.id: one for one in programs}, roles, is_admin)
    found = {}
    for one in programs:
        held = standing.in_program(one) & READERS
        first = next((each for each in MOST_FIRST if each in held), None)
        if first is ReadsAs.MANAGER or (first and one.state not in FOR_MANAGERS):
            found[one.id] = first
    return found


async def _waiting(repos: Repositories, programs: Sequence[Program], act: Act, content: Content) -> Waiting:
    """In the programs that somebody manages."""
    managed = [one for one in programs if act.by in one.managers]
    return await read_waiting_in(
        repos, managed, content=content, now=act.now, must_arrive=set(kinds_that_matter())
    )


def _next_review(program: Program, last: datetime | None) -> date | None:
    return next_review(program, last.date() if last else None) if program.state in REVIEWED else None


def _is_due(program: Program, last: datetime | None, today: date) -> bool:
    return review_due(program, last.date() if last else None, today=today) is not None


def _together(boards: Mapping[str, Board], programs: Sequence[Program], today: date) -> AllTogether:
    """As the page of all programs has it: of those that are open or running."""
    whole = Whole([boards[one.id] for one in programs if one.is_live])
    return AllTogether(
        whole.as_of, whole.joined(), whole.introduced(), whole.on_track(today=today), whole.meetings()
    )
