"""The programs somebody manages, as their Home tab shows them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.content import Content
from bot.domain.managing.requests import HELP_TOPICS
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.mentorships.status import Status, StatusBasis
from bot.domain.people import Workspace
from bot.domain.programs.programs import Program, missing_signposts
from bot.domain.programs.states import OVER, ProgramState
from bot.facts.status_rows import NAMED, ids_by_status, read_status_bases
from bot.storage.repositories import Repositories
from bot.usecases.delivery.undelivered import kinds_that_matter
from bot.usecases.managing.holds import held_in
from bot.views.programs.managed import NEEDING_SUPPORT_SHOWN, ManagedProgram


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
    rematches = await repos.requests.count_open(workspace.id, ids)
    ready = await repos.mentorships.count_proposed(workspace.id, ids)
    hands = await repos.requests.count_open(workspace.id, ids, HELP_TOPICS)
    held = await held_in(repos, workspace.id, ids, content=content, now=now)
    numbers = await repos.staff_claims.count_to_confirm(workspace.id, ids, user_id)
    found = await read_status_bases(repos, workspace.id, ids, today=now.date(), states=NAMED)
    by_status = {one: _by_status(found[one], now.date()) for one in ids}
    return [
        ManagedProgram(
            program=program,
            counts={status: len(among) for status, among in by_status[program.id].items()},
            on_their_way=sum(one.state is MentorshipState.APPROVED for one in found[program.id]),
            waiting=waiting.get(program.id, 0),
            needing=by_status[program.id].get(Status.MAY_NEED_SUPPORT, ())[:NEEDING_SUPPORT_SHOWN],
            asked=asked.get(program.id, 0),
            rematches=rematches.get(program.id, 0),
            ready=ready.get(program.id, 0),
            hands=hands.get(program.id, 0),
            held=held[program.id],
            undelivered=undelivered.get(program.id, 0),
            numbers=numbers.get(program.id, 0),
            left_to_fill=_left_to_fill(program, workspace, content),
        )
        for program in shown
    ]


def _by_status(found: Sequence[StatusBasis], today: date) -> dict[Status, list[str]]:
    introduced = (one for one in found if one.state is not MentorshipState.APPROVED)
    return ids_by_status(introduced, today=today)


def _left_to_fill(program: Program, workspace: Workspace, content: Content) -> int:
    filled = {**workspace.signposts, **program.signposts}
    return len(missing_signposts(content.signposts, filled=filled))
