"""A link from Slack to the dashboard, that works once."""

from datetime import datetime

from bot.domain.acts import Act
from bot.domain.signing_in.sessions import Session, SignInLink, key_of
from bot.errors import NotNow
from bot.storage.database import Database

SIGNED_IN = "signed in to the dashboard"
LINK_IS_OVER = (
    "This link doesn't work any more: it's good for five minutes, and for one sign-in. Open the dashboard "
    "from Slack again: Open dashboard on Home, or /mentoring dashboard."
)


async def make_link(db: Database, *, act: Act, secret: str, wall: datetime) -> None:
    """Keep that whoever acts may sign in with this secret, for five minutes and once."""
    async with db.transaction() as repos:
        await repos.dashboard_sessions.clear_away(now=wall)
        await repos.dashboard_sessions.add_link(SignInLink(key_of(secret), act.workspace_id, act.by, wall))


async def sign_in(db: Database, *, link: str, secret: str, now: datetime, wall: datetime) -> Session:
    """Use a link up and begin a session with a secret of its own. Raises NotNow for a link that is over."""
    key = key_of(link)
    async with db.transaction() as repos:
        found = await repos.dashboard_sessions.find_link(key)
        if found is None or not found.is_good(wall) or not await repos.dashboard_sessions.use_link(key):
            raise NotNow(LINK_IS_OVER)
        session = Session(key_of(secret), found.workspace_id, found.user_id, wall, wall)
        await repos.dashboard_sessions.add(session)
        await repos.access_log.add(
            found.workspace_id, user_id=found.user_id, what=SIGNED_IN, program_id="", at=now
        )
    return session


async def sign_out(db: Database, *, secret: str) -> None:
    """Idempotent."""
    async with db.statement() as repos:
        await repos.dashboard_sessions.end(key_of(secret))
