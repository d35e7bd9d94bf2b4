"""What a program will send in the next four weeks, in counts, and kinds of message a manager holds."""

from collections.abc import Mapping
from datetime import timedelta

from bot.delivery.kind import AnyKind, Audience, MentorshipSituation
from bot.domain.acts import Act
from bot.domain.delivery.sends import WEEKS, Send, four_weeks
from bot.domain.privacy.disclosure import DisclosureRules
from bot.domain.programs.programs import Program, require_manager
from bot.errors import NotNow
from bot.nudges import all_kinds
from bot.storage.database import Database
from bot.storage.delivery.sends import Waiting
from bot.storage.repositories import Repositories
from bot.views.delivery.sends import HoldableKind, Sends

ALWAYS_COMES = "This can't be held: somebody waits for it. Hold one of the kinds in the list."


async def read_sends(
    db: Database,
    *,
    act: Act,
    program_id: str,
) -> Sends:
    """For its managers; no name is read, and no count leaves that could tell how one pair is doing."""
    async with db.reading() as repos:
        program = await _managed(repos, act.workspace_id, program_id, act.by)
        end = act.now + timedelta(weeks=WEEKS)
        waiting = await repos.sends.list_waiting(act.workspace_id, program_id, now=act.now, end=end)
        held = await repos.holds.list_held_kinds(act.workspace_id, program_id)
    kinds = all_kinds()
    titles = [one.in_words for one in kinds.values() if not one.reveals and not _is_post(one)]
    sends = [_send(one, kinds[one.kind]) for one in waiting if one.kind in kinds]
    return Sends(
        program,
        four_weeks(sends, titles, today=act.now.date(), rules=DisclosureRules()),
        [HoldableKind(key, one.in_words, key in held) for key, one in _holdable(kinds).items()],
    )


def _is_post(kind: AnyKind) -> bool:
    return kind.audience is Audience.CHANNEL


def _send(waiting: Waiting, kind: AnyKind) -> Send:
    about = waiting.about if kind.about is MentorshipSituation else waiting.recipient
    return Send(kind.in_words, waiting.due_at.date(), about, reveals=kind.reveals, is_post=_is_post(kind))


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
        raise NotNow(f"{program.name} sends nothing at the moment.")
    return program
