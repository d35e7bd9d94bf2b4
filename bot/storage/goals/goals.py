"""Goals: one encrypted list for each mentee and mentorship, as long for one goal as for three."""

import json
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from bot.domain.goals.goals import Goal, Goals, NextTalk
from bot.errors import UserFacingError
from bot.storage.encryption import Cipher
from bot.storage.goals.rows import goals
from bot.storage.repository import Asked, Repository, save_over

logger = logging.getLogger(__name__)

# In bytes: three of the longest goals fit, whatever they are written in.
LENGTH = 4096
CHECKED_AT_START = 500

THIS = (
    goals.c.workspace_id == bindparam("ws"),
    goals.c.mentorship_id == bindparam("mentorship"),
    goals.c.user_id == bindparam("user"),
)
SAVE = save_over(goals)
FIND = select(goals).where(*THIS)
DELETE = delete(goals).where(*THIS)
LIST = (
    select(goals)
    .where(
        goals.c.workspace_id == bindparam("ws"),
        goals.c.mentorship_id.in_(bindparam("mentorships", expanding=True)),
    )
    .order_by(goals.c.mentorship_id, goals.c.user_id)
)
LIST_OF_PERSON = (
    select(goals)
    .where(goals.c.workspace_id == bindparam("ws"), goals.c.user_id == bindparam("user"))
    .order_by(goals.c.mentorship_id)
)
LIST_ALL = select(goals)
# What was written meanwhile has the first key already.
SET_SECRET = update(goals).where(*THIS, goals.c.secret == bindparam("old")).values(secret=bindparam("new"))


class GoalLists(Repository):
    def __init__(self, connection: Asked, *, cipher: Cipher) -> None:
        super().__init__(connection)
        self._cipher = cipher

    async def find(self, workspace_id: str, mentorship_id: str, user_id: str) -> Goals:
        """Empty where they have written none. Raises UserFacingError when no key fits."""
        row = await self._first(FIND, _key(workspace_id, mentorship_id, user_id))
        return self._read(row) if row else Goals(workspace_id, mentorship_id, user_id)

    async def list_for_mentorships(
        self, workspace_id: str, mentorship_ids: Sequence[str]
    ) -> dict[str, list[Goals]]:
        """By mentorship, those of each mentee; mentorships without any are left out.

        Goals that no key fits are left out too: who waits for something else must not wait for them.
        """
        found: dict[str, list[Goals]] = defaultdict(list)
        for row in await self._all(LIST, {"ws": workspace_id, "mentorships": list(mentorship_ids)}):
            try:
                found[row.mentorship_id].append(self._read(row))
            except UserFacingError as error:
                logger.warning("goals in mentorship %s are left out: %s", row.mentorship_id, error)
        return dict(found)

    async def list_of_person(self, workspace_id: str, user_id: str) -> list[Goals]:
        """In each of their mentorships in which they wrote any. Raises UserFacingError when no key fits."""
        return [
            self._read(row) for row in await self._all(LIST_OF_PERSON, {"ws": workspace_id, "user": user_id})
        ]

    async def save(self, one: Goals) -> None:
        """Without any goal nothing is kept."""
        key = _key(one.workspace_id, one.mentorship_id, one.user_id)
        if one.is_empty:
            await self._run(DELETE, key)
            return
        owner = {"workspace_id": one.workspace_id, "mentorship_id": one.mentorship_id, "user_id": one.user_id}
        await self._run(SAVE, {**owner, "secret": self._cipher.encrypt(_written(one))})

    async def rotate(self) -> int:
        """Encrypt every list again, with the first key; how many there were."""
        rows = await self._all(LIST_ALL)
        for row in rows:
            key = _key(row.workspace_id, row.mentorship_id, row.user_id)
            await self._run(SET_SECRET, {**key, "old": row.secret, "new": self._cipher.rotate(row.secret)})
        return len(rows)

    async def require_readable(self) -> None:
        """Try the keys on what is kept, over all workspaces. Raises UserFacingError when none fits."""
        for row in await self._all(LIST_ALL.limit(CHECKED_AT_START)):
            self._cipher.decrypt(row.secret)

    def _read(self, row: Row[Any]) -> Goals:
        kept = json.loads(self._cipher.decrypt(row.secret))
        talk = kept["next_talk"]
        return Goals(
            row.workspace_id,
            row.mentorship_id,
            row.user_id,
            goals=tuple(Goal(**{**one, "steps": tuple(one["steps"])}) for one in kept["goals"]),
            next_talk=NextTalk(**talk) if talk else None,
        )


def _written(one: Goals) -> str:
    """As JSON, with spaces up to the same length for everybody."""
    kept = {
        "goals": [asdict(goal) for goal in one.goals],
        "next_talk": one.next_talk and asdict(one.next_talk),
    }
    text = json.dumps(kept, ensure_ascii=False)
    return text + " " * (-len(text.encode()) % LENGTH)


def _key(workspace_id: str, mentorship_id: str, user_id: str) -> dict[str, str]:
    return {"ws": workspace_id, "mentorship": mentorship_id, "user": user_id}
