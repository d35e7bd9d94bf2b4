"""How often within a day somebody did what may be done only so often, under a hash of who they are."""

from datetime import datetime

from sqlalchemy import bindparam, case, select
from sqlalchemy.dialects.postgresql import insert

from bot.domain.allowances import A_DAY, Allowance, Counted
from bot.domain.privacy.forgetting import SLACK, known_as
from bot.storage.repository import Repository, noun_of
from bot.storage.tables import allowance

_NEW = insert(allowance)
IS_OVER = allowance.c.since <= bindparam("over")
# Whoever comes at the same moment waits for the row, and counts on from there.
USE = _NEW.on_conflict_do_update(
    index_elements=["workspace_id", "who", "what"],
    set_={
        "used": case((IS_OVER, _NEW.excluded.used), else_=allowance.c.used + _NEW.excluded.used),
        "since": case((IS_OVER, _NEW.excluded.since), else_=allowance.c.since),
    },
)
FIND = select(allowance.c.since, allowance.c.used).where(
    allowance.c.workspace_id == bindparam("ws"),
    allowance.c.who == bindparam("who"),
    allowance.c.what == bindparam("what"),
)


class Allowances(Repository):
    async def use(
        self, workspace_id: str, user_id: str, what: Counted, *, count: int, now: datetime
    ) -> Allowance:
        """Count so many more, and say how many it makes: who deletes themself does not begin anew by that.

        Whoever finds it too many lets the transaction fail, and nothing was counted.
        """
        who = known_as(workspace_id, SLACK, user_id)
        mine = {"workspace_id": workspace_id, "who": who, "what": what}
        await self._run(USE, {**mine, "since": now, "used": count, "over": now - A_DAY})
        row = await self._first(FIND, {"ws": workspace_id, "who": who, "what": what})
        assert row is not None
        return noun_of(Allowance, row)
