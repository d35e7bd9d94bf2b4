"""The programs somebody manages, as their Home tab shows them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.content import Content
from bot.domain.disclosure.board import Board
from bot.domain.disclosure.kinds import INTRODUCED, JOINED, ON_TRACK, WAITING
from bot.domain.managing.requests import HELP_TOPICS
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.mentorships.status import StatusBasis
from bot.domain.people import Workspace
from bot.domain.programs.programs import Program, missing_signposts
from bot.domain.programs.states import OVER, ProgramState
from bot.domain.review.reviews import review_due
from bot.facts.boards import read_boards
from bot.facts.leads import read_leads
from bot.facts.status_rows import NAMED, read_status_bases
from bot.facts.support import read_still_needing
from bot.storage.repositories import Repositories
from bot.usecases.delivery.undelivered import kinds_that_matter
from bot.usecases.managing.holds import held_in
from bot.views.managing.hands_taken import Hands
from bot.views.programs.managed import NEEDING_SUPPORT_SHOWN, ManagedProgram, ProgramFigures


async def read_managed(
    repos: Repositories,
    workspace: Workspace,
    user_id: str,
    content: Content,
    now: datetime,
    *,
    programs: Iterable[Program],
) -> list[ManagedProgram]:
    """Those of these programs that this person manages.

    One light row of each mentorship, however many there are, and no name.
    """
    managed = [program for program in programs if user_id in program.managers]
    kept = [program for program in managed if program.state is not ProgramState.ARCHIVED]
    if not kept:
        return []
    # Home shows the first few of many: those that are over give way.
    shown = sorted(kept, key=lambda program: program.state in OVER)
    ids = [program.id for program in shown]
    waiting = await repos.status_bases.count_waiting(workspace.id, ids)
    asked = await repos.enrolments.count_applied(workspace.id, ids)
    undelivered = await repos.undelivered.count(workspace.id, ids, kinds_that_matter())
    rematches = await repos.requests.list_takers(workspace.id, ids)
    ready = await repos.mentorships.count_proposed(workspace.id, ids)
    hands = await repos.requests.list_takers(workspace.id, ids, HELP_TOPICS)
    held = await held_in(repos, workspace.id, ids, content=content, now=now)
    numbers = await repos.staff_claims.count_to_confirm(workspace.id, ids, user_id)
    boards = await read_boards(repos, workspace.id, ids, today=now.date())
    found = await read_status_bases(repos, workspace.id, ids, today=now.date(), states=NAMED)
    leads = await read_leads(repos, shown)
    introduced = {one: _introduced(found[one]) for one in ids}
    needing = await read_still_needing(
        repos, shown, introduced, workspace_id=workspace.id, reader=user_id, today=now.date()
    )
    reviewed = await repos.reviews.last_held(workspace.id, ids)
    return [
        ManagedProgram(
            program=program,
            figures=_figures(boards[program.id], now.date()),
            needing=needing[program.id][:NEEDING_SUPPORT_SHOWN],
            more_need_support=len(needing[program.id]) > NEEDING_SUPPORT_SHOWN,
            is_waiting=program.id in waiting,
            on_their_way=any(one.state is MentorshipState.APPROVED for one in found[program.id]),
            asked=program.id in asked,
            rematches=program.id in rematches,
            ready=program.id in ready,
            hands=Hands.taken_by(hands.get(program.id, ()), program),
            held=held[program.id],
            undelivered=program.id in undelivered,
            numbers=program.id in numbers,
            left_to_fill=_left_to_fill(program, workspace, content),
            lacks=leads[program.id].lacks(content.signed_version),
            is_covered=leads[program.id].acting(now) is not None,
            review_due=_is_review_due(program, reviewed.get(program.id), now),
        )
        for program in shown
    ]


def _introduced(found: Sequence[StatusBasis]) -> list[StatusBasis]:
    return [one for one in found if one.state is not MentorshipState.APPROVED]


def _figures(board: Board, today: date) -> ProgramFigures:
    return ProgramFigures(
        as_of=board.as_of,
        joined=board.taking_part(JOINED),
        mentorships=board.taking_part(INTRODUCED),
        waiting=board.taking_part(WAITING),
        on_track=board.latest_share(ON_TRACK, today=today),
    )


def _is_review_due(program: Program, last: datetime | None, now: datetime) -> bool:
    return review_due(program, last.date() if last else None, today=now.date()) is not None


def _left_to_fill(program: Program, workspace: Workspace, content: Content) -> int:
    filled = {**workspace.signposts, **program.signposts}
    return len(missing_signposts(content.signposts, filled=filled))
