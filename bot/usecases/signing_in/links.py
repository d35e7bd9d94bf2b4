"""A link from Slack to the dashboard, that works once."""

from datetime import datetime

from bot.domain.acts import Act
from bot.domain.allowances import Counted
from bot.domain.signing_in.sessions import LINKS_A_DAY, Session, SignInLink, key_of
from bot.domain.signing_in.standing import Standing
from bot.errors import NotNow, NotYours
from bot.storage.database import Database
from bot.usecases.privacy.looking import note_sign_in

LINK_IS_OVER = (
    "This link doesn't work any more: it's good for five minutes, and for one sign-in. Open the dashboard "
    "from Slack again: Open dashboard on Home, or /mentoring dashboard."
)
NO_PAGE = (
    "The dashboard has pages for those who look after a program: its managers, its champion, and people "
    "with a role. Everything of your own is on Home: open Lamplight under *Apps*, then *Home*."
)
TOO_MANY_LINKS = (
    "That's {most} links within a day. If you're signed in, keep that page open. Else try again tomorrow."
)


async def ask_for_link(db: Database, *, act: Act, secret: str, wall: datetime, is_admin: bool) -> None:
    """Make a link for somebody who has a page. Raises NotYours for who has none, and NotNow."""
    async with db.transaction() as repos:
        programs = {one.id: one for one in await repos.programs.list_all(act.workspace_id)}
        roles = await repos.roles.list_held(act.workspace_id)
        if not Standing(act.by, programs, roles, is_admin=is_admin).anywhere():
            raise NotYours(NO_PAGE)
        day = await repos.allowances.use(
            act.workspace_id, act.by, Counted.DASHBOARD_LINK, count=1, now=act.now
        )
        if day.used > LINKS_A_DAY:
            raise NotNow(TOO_MANY_LINKS.format(most=LINKS_A_DAY))
    await make_link(db, act=act, secret=secret, wall=wall)


async def make_link(db: Database, *, act: Act, secret: str, wall: datetime) -> None:
    """Keep that whoever acts may sign in with this secret, for five minutes and once."""
    async with db.transaction() as repos:
        await repos.dashboard_sessions.clear_away(now=wall)
        await repos.dashboard_sessions.add_link(SignInLink(key_of(secret), act.workspace_id, act.by, wall))


async def sign_in(
    db: Database, *, link: str, secret: str, now: datetime, wall: datetime, instead_of: str = ""
) -> Session:
    """Use a link up and begin a session with a secret of its own; the browser's last one ends.

    Raises NotNow for a link that is over.
    """
    key = key_of(link)
    async with db.transaction() as repos:
        found = await repos.dashboard_sessions.find_link(key)
        if found is None or not found.is_good(wall) or not await repos.dashboard_sessions.use_link(key):
            raise NotNow(LINK_IS_OVER)
        session = Session(key_of(secret), found.workspace_id, found.user_id, wall, wall)
        await repos.dashboard_sessions.add(session)
        if instead_of:
            await repos.dashboard_sessions.end(key_of(instead_of))
        await note_sign_in(repos, Act(found.workspace_id, found.user_id, now))
    return session


async def is_used_up(db: Database, *, link: str) -> bool:
    """Tell whether somebody has signed in with this link; one that never was counts as such."""
    async with db.reading() as repos:
        return await repos.dashboard_sessions.find_link(key_of(link)) is None


async def sign_out(db: Database, *, secret: str) -> None:
    """Idempotent."""
    async with db.statement() as repos:
        await repos.dashboard_sessions.end(key_of(secret))


async def clear_away(db: Database, *, wall: datetime) -> None:
    """Delete what is over, by the machine's clock."""
    async with db.transaction() as repos:
        await repos.dashboard_sessions.clear_away(now=wall)
