"""Who asks for a page, and what they are to the programs: read anew for every request."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.domain.oversight.roles import RolesHeld
from bot.domain.programs.programs import Program
from bot.domain.signing_in.sessions import SEEN_EVERY, Session, key_of
from bot.domain.signing_in.standing import Standing
from bot.slack.gateway import SlackGateway
from bot.slack.people.who import find_member
from bot.storage.database import Database
from bot.storage.repositories import Repositories


@dataclass(frozen=True, slots=True)
class _Read:
    session: Session
    programs: dict[str, Program]
    roles: RolesHeld


async def find_visitor(
    db: Database, slack: SlackGateway, *, secret: str, wall: datetime, by_hand: bool
) -> tuple[Session, Standing] | None:
    """Find whose session this is. None where it is over, or its person is gone from the workspace.

    `by_hand` is False for a page that asks by itself, which keeps no session alive.
    """
    found = await db.read_in_one_trip(partial(_read, secret=secret, wall=wall))
    if found is None:
        return None
    session = found.session
    member = await find_member(slack, session.workspace_id, session.user_id)
    if member is None or member.deleted or not member.belongs_to(session.workspace_id):
        return None
    if by_hand and wall - session.seen_at >= SEEN_EVERY:
        async with db.statement() as repos:
            await repos.dashboard_sessions.keep_seen(session.key, at=wall)
    return session, Standing(session.user_id, found.programs, found.roles, is_admin=member.is_admin)


async def _read(repos: Repositories, *, secret: str, wall: datetime) -> _Read | None:
    session = await repos.dashboard_sessions.find(key_of(secret))
    if session is None or session.is_over(wall):
        return None
    programs = await repos.programs.list_all(session.workspace_id)
    roles = await repos.roles.list_held(session.workspace_id)
    return _Read(session, {one.id: one for one in programs}, roles)
