"""Links and sessions: each is found by the hash of its secret, and names its workspace itself."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from bot.domain.signing_in.sessions import AT_MOST, IDLE_FOR, LINK_GOOD_FOR, Session, SignInLink
from bot.storage.repository import Repository, add_new, noun_of, values_of
from bot.storage.signing_in.rows import dashboard_session, sign_in_link

ADD_LINK = add_new(sign_in_link)
FIND_LINK = select(sign_in_link).where(sign_in_link.c.key == bindparam("wanted"))
USE_LINK = delete(sign_in_link).where(sign_in_link.c.key == bindparam("wanted"))
OLD_LINKS = delete(sign_in_link).where(sign_in_link.c.made_at <= bindparam("before"))
ADD = add_new(dashboard_session)
FIND = select(dashboard_session).where(dashboard_session.c.key == bindparam("wanted"))
SEEN = (
    update(dashboard_session)
    .where(dashboard_session.c.key == bindparam("wanted"))
    .values(seen_at=bindparam("at"))
)
END = delete(dashboard_session).where(dashboard_session.c.key == bindparam("wanted"))
OLD = delete(dashboard_session).where(
    (dashboard_session.c.started_at <= bindparam("started"))
    | (dashboard_session.c.seen_at <= bindparam("seen"))
)


class DashboardSessions(Repository):
    async def add_link(self, link: SignInLink) -> None:
        await self._run(ADD_LINK, values_of(link))

    async def find_link(self, key: str) -> SignInLink | None:
        row = await self._first(FIND_LINK, {"wanted": key})
        return noun_of(SignInLink, row) if row else None

    async def use_link(self, key: str) -> bool:
        """False where somebody else was first, or it never was."""
        return (await self._run(USE_LINK, {"wanted": key})).rowcount == 1

    async def add(self, session: Session) -> None:
        await self._run(ADD, values_of(session))

    async def find(self, key: str) -> Session | None:
        row = await self._first(FIND, {"wanted": key})
        return noun_of(Session, row) if row else None

    async def keep_seen(self, key: str, *, at: datetime) -> None:
        await self._run(SEEN, {"wanted": key, "at": at})

    async def end(self, key: str) -> None:
        await self._run(END, {"wanted": key})

    async def clear_away(self, *, now: datetime) -> None:
        """What is over in any workspace, by the machine's clock."""
        await self._run(OLD_LINKS, {"before": now - LINK_GOOD_FOR})
        await self._run(OLD, {"started": now - AT_MOST, "seen": now - IDLE_FOR})
