"""What a program will send: how much this week, which posts, and the kinds of message a manager holds."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.delivery.kind import AnyKind
from bot.domain.acts import Act
from bot.domain.disclosure.board import Board
from bot.domain.disclosure.kinds import WRITTEN_TO
from bot.domain.programs.programs import Program, require_manager
from bot.errors import NotNow
from bot.facts.boards import read_boards
from bot.nudges import all_kinds
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.views.delivery.sends import HoldableKind, PlannedSend, Sends

WEEKS_AHEAD = timedelta(weeks=4)
ALWAYS_COMES = "This can't be held: someone is waiting for it. Choose one of the kinds in the list."


async def read_sends(
    db: Database,
    *,
    act: Act,
    program_id: str,
) -> Sends:
    """For its managers; no name is read, and nothing is counted here."""
    async with db.reading() as repos:
        program = await _managed(repos, act.workspace_id, program_id, act.by)
        boards = await read_boards(repos, act.workspace_id, [program_id], today=act.now.date())
        return await sends_of(repos, program, boards[program_id], now=act.now)


async def sends_of(repos: Repositories, program: Program, board: Board, *, now: datetime) -> Sends:
    """Read what a program will send, with how much as it was frozen."""
    posts = await repos.sends.list_posts(program.workspace_id, program.id, now=now, end=now + WEEKS_AHEAD)
    held = await repos.holds.list_held_kinds(program.workspace_id, program.id)
    kinds = all_kinds()
    return Sends(
        program,
        board.as_of,
        board.this_week(WRITTEN_TO, today=now.date()),
        [PlannedSend(kinds[one.kind].in_words, one.due_at.date()) for one in posts if one.kind in kinds],
        sorted(
            (HoldableKind(key, one.in_words, key in held) for key, one in _holdable(kinds).items()),
            key=lambda one: one.title,
        ),
    )


def _holdable(kinds: Mapping[str, AnyKind]) -> dict[str, AnyKind]:
    return {key: kinds[key] for key in sorted(kinds) if kinds[key].can_be_held}


async def hold_kind(
    db: Database, *, workspace_id: str, program_id: str, kind: str, by: str, on_hold: bool
) -> Program:
    """Twice changes nothing. Raises NotNow for what somebody waits for."""
    async with db.transaction() as repos:
        program = await _managed(repos, workspace_id, program_id, by)
        if kind not in _holdable(all_kinds()):
            raise NotNow(ALWAYS_COMES)
        change = repos.holds.hold_kind if on_hold else repos.holds.resume_kind
        await change(workspace_id, program_id, kind)
        await repos.outbox.let_go_of_program(workspace_id, program_id)
    return program


async def _managed(repos: Repositories, workspace_id: str, program_id: str, by: str) -> Program:
    program = await repos.programs.get(workspace_id, program_id)
    require_manager(program, user_id=by)
    if not program.is_live:
        raise NotNow(f"{program.name} isn't sending anything right now.")
    return program
