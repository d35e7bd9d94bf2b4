"""The staff directory: who is in it, who of them is whom in Slack, and what is to be followed up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    and_,
    bindparam,
    delete,
    exists,
    func,
    not_,
    or_,
    select,
    update,
)

from bot.domain.directory import PROVEN, Aspect, DirectoryEntry, Employment, KnownBy
from bot.domain.people import LeftBy
from bot.storage.directory.rows import CURRENT, IN_WORKSPACE, IS_SHOWN, STAGED, TOUCH, entry
from bot.storage.repository import Repository
from bot.storage.tables import person

TODAY: BindParameter[date] = bindparam("today")
ITS_NUMBER = entry.c.employee_id == bindparam("number")
ITS_USER = entry.c.user_id == bindparam("user")
IS_THERE = and_(
    or_(entry.c.left_on.is_(None), entry.c.left_on > TODAY),
    entry.c.standing != Employment.LEFT,
    or_(entry.c.ends_on.is_(None), entry.c.ends_on >= TODAY),
)
# Nobody, or somebody by their own word alone.
IS_UNPROVEN = or_(
    entry.c.user_id.is_(None), entry.c.known_by.is_(None), entry.c.known_by.not_in(sorted(PROVEN))
)
IS_GONE = or_(entry.c.left_on <= TODAY, entry.c.standing == Employment.LEFT, entry.c.ends_on < TODAY)

ENTRY_COLUMNS = [column for column in entry.c if column.name not in ("row_hash", "import_number")]
OF_WORKSPACE = select(*ENTRY_COLUMNS).where(IS_SHOWN)
FIND = OF_WORKSPACE.where(ITS_NUMBER)
FIND_BY_USER = OF_WORKSPACE.where(ITS_USER)
LIST_UNPROVEN = (
    OF_WORKSPACE.where(
        entry.c.employee_id > bindparam("after"),
        IS_UNPROVEN,
        entry.c.email_key.is_not(None),
        IS_THERE,
    )
    .order_by(entry.c.employee_id)
    .limit(bindparam("limit"))
)
COUNT = select(func.count()).where(IS_SHOWN, IS_THERE)
ITS_LINK = and_(entry.c.employee_id == bindparam("number"), entry.c.user_id == bindparam("to"))
# What is said of somebody while an import is under way holds in its rows as well.
IS_REACHED = and_(IN_WORKSPACE, or_(STAGED.is_(None), entry.c.import_number == STAGED))
IS_STAGED = and_(IN_WORKSPACE, entry.c.import_number != CURRENT)
NOBODY = {"user_id": None, "known_by": None, "moved": None}
DROP_CLAIMED = (
    update(entry)
    .where(IS_REACHED, or_(ITS_NUMBER, entry.c.user_id == bindparam("to")), IS_UNPROVEN, not_(ITS_LINK))
    .values(NOBODY)
)
LINKED: Mapping[str, Any] = {"user_id": bindparam("to"), "known_by": bindparam("by")}
LINK = update(entry).where(IS_SHOWN, ITS_NUMBER, IS_UNPROVEN).values(LINKED)
# Somebody has them linked before the file that says otherwise: the next one may say it again.
GIVE_WAY = (
    update(entry)
    .where(IS_STAGED, entry.c.user_id == bindparam("to"), not_(ITS_NUMBER))
    .values({**NOBODY, "row_hash": 0})
)
# Its row may name another manager than the one that was just looked at, so it is followed up.
LINK_STAGED = (
    update(entry)
    .where(IS_STAGED, ITS_NUMBER, IS_UNPROVEN)
    .values({**LINKED, "moved": (Aspect.MANAGER.value,)})
)
UNLINK = update(entry).where(IS_REACHED, ITS_NUMBER).values({**NOBODY, "row_hash": 0})
LIST_CLAIMED = OF_WORKSPACE.where(entry.c.user_id.is_not(None), IS_UNPROVEN).order_by(entry.c.employee_id)
# An import under way may know of another move: what it has is followed once more.
FOLLOWED = update(entry).where(IS_SHOWN, ITS_NUMBER).values(moved=None)
RELEASED = update(entry).where(IN_WORKSPACE, ITS_NUMBER).values(released_on=bindparam("released"))
LEFT_BEFORE = or_(entry.c.left_on < bindparam("before"), entry.c.ends_on < bindparam("before"))
LIST_LONG_GONE = select(entry.c.employee_id).where(IS_SHOWN, LEFT_BEFORE).limit(bindparam("limit"))
FORGET_LEFT = delete(entry).where(
    IS_SHOWN, LEFT_BEFORE, entry.c.employee_id.in_(bindparam("numbers", expanding=True))
)
FILTERS = ("profession", "specialty", "department", "site", "career_stage")

boss, bosses_boss = entry.alias("boss"), entry.alias("bosses_boss")
IS_BOSS = and_(
    boss.c.workspace_id == entry.c.workspace_id,
    boss.c.employee_id == entry.c.manager_id,
    boss.c.import_number == entry.c.import_number,
)
MANAGERS = (
    select(entry.c.user_id, boss.c.user_id.label("first"), bosses_boss.c.user_id.label("second"))
    .join_from(
        entry,
        boss,
        IS_BOSS,
    )
    .outerjoin(
        bosses_boss,
        and_(
            bosses_boss.c.workspace_id == boss.c.workspace_id,
            bosses_boss.c.employee_id == boss.c.manager_id,
            bosses_boss.c.import_number == boss.c.import_number,
        ),
    )
    .where(IS_SHOWN, entry.c.user_id.in_(bindparam("users", expanding=True)))
    .order_by(entry.c.user_id)
)

STARTED = select(entry.c.user_id, entry.c.starts_on).where(
    IS_SHOWN, entry.c.user_id.in_(bindparam("users", expanding=True)), entry.c.starts_on.is_not(None)
)
NUMBERS = select(entry.c.user_id, entry.c.employee_id).where(
    IS_SHOWN, entry.c.user_id.in_(bindparam("users", expanding=True)), entry.c.known_by.in_(sorted(PROVEN))
)
REPORTS = (
    select(entry.c.user_id)
    .join_from(
        entry,
        boss,
        IS_BOSS,
    )
    .where(IS_SHOWN, boss.c.user_id == bindparam("user"), entry.c.user_id.is_not(None))
    .order_by(entry.c.user_id)
)


def _on_leave_otherwise() -> ColumnElement[bool]:
    return or_(
        entry.c.leave_from.is_distinct_from(person.c.leave_from),
        entry.c.leave_until.is_distinct_from(person.c.leave_until),
    )


TO_FOLLOW = (
    select(*ENTRY_COLUMNS)
    .join_from(
        entry,
        person,
        and_(person.c.workspace_id == entry.c.workspace_id, person.c.user_id == entry.c.user_id),
    )
    .where(
        IS_SHOWN,
        entry.c.employee_id > bindparam("after"),
        or_(
            and_(IS_GONE, or_(person.c.left_at.is_(None), person.c.left_by == LeftBy.SLACK)),
            and_(
                IS_THERE,
                or_(entry.c.released_on.is_not(None), entry.c.moved.is_not(None), _on_leave_otherwise()),
            ),
        ),
    )
    .order_by(entry.c.employee_id)
    .limit(bindparam("limit"))
)
WAITS_FOR_LINK = select(exists().where(IS_SHOWN, IS_UNPROVEN, entry.c.email_key.is_not(None), IS_THERE))


class Directory(Repository):
    """Of the last whole import; with `staged` a method looks at the rows of that import instead."""

    async def find(
        self, workspace_id: str, employee_id: str, *, staged: int | None = None
    ) -> DirectoryEntry | None:
        row = await self._first(FIND, {"ws": workspace_id, "number": employee_id, "staged": staged})
        return entry_of(row) if row else None

    async def find_by_user(
        self, workspace_id: str, user_id: str, *, staged: int | None = None
    ) -> DirectoryEntry | None:
        """What the records say of somebody who is linked."""
        row = await self._first(FIND_BY_USER, {"ws": workspace_id, "user": user_id, "staged": staged})
        return entry_of(row) if row else None

    async def list_unproven(
        self, workspace_id: str, *, today: date, after: str, limit: int
    ) -> list[DirectoryEntry]:
        """Those who are there with an address and nobody in Slack, or only by their own word, by number, from
        `after` on.
        """
        values = {"ws": workspace_id, "today": today, "after": after, "limit": limit}
        return [entry_of(row) for row in await self._all(LIST_UNPROVEN, values)]

    async def list_matching(
        self, workspace_id: str, *, today: date, limit: int, **wanted: str | None
    ) -> list[DirectoryEntry]:
        """Linked people who are there, by profession, specialty, department, site or career_stage."""
        conditions = [entry.c[name] == value for name, value in wanted.items() if name in FILTERS and value]
        statement = OF_WORKSPACE.where(entry.c.user_id.is_not(None), IS_THERE, *conditions)
        ordered = statement.order_by(entry.c.user_id).limit(limit)
        return [entry_of(row) for row in await self._all(ordered, {"ws": workspace_id, "today": today})]

    async def count(self, workspace_id: str, today: date) -> int:
        """Those who are there."""
        return int((await self._run(COUNT, {"ws": workspace_id, "today": today})).scalar_one())

    async def managers_of(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Each one's manager and manager's manager, as far as they are linked; others are left out."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for row in await self._all(MANAGERS, {"ws": workspace_id, "users": list(user_ids)}):
            above = dict.fromkeys(one for one in (row.first, row.second) if one and one != row.user_id)
            if above:
                found[row.user_id].extend(above)
        return {user_id: tuple(above) for user_id, above in found.items()}

    async def started_on(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, date]:
        """Since when these people have been in post, as far as the records say so of who is linked."""
        rows = await self._all(STARTED, {"ws": workspace_id, "users": list(user_ids)})
        return {row.user_id: row.starts_on for row in rows}

    async def proven_numbers(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, str]:
        """By user id; of those whose number rests on more than their own word."""
        found = await self._all(NUMBERS, {"ws": workspace_id, "users": list(user_ids)})
        return {row.user_id: row.employee_id for row in found}

    async def list_reports(self, workspace_id: str, user_id: str) -> tuple[str, ...]:
        """Who of those that are linked reports to this person."""
        rows = await self._all(REPORTS, {"ws": workspace_id, "user": user_id})
        return tuple(row.user_id for row in rows)

    async def list_claimed(self, workspace_id: str) -> list[DirectoryEntry]:
        """Those who are linked by their own word alone."""
        return [entry_of(row) for row in await self._all(LIST_CLAIMED, {"ws": workspace_id})]

    async def link(
        self, workspace_id: str, employee_id: str, user_id: str, by: KnownBy, *, staged: int | None = None
    ) -> bool:
        """False when either of them is linked already; a link that nobody has proven gives way."""
        values = {"ws": workspace_id, "number": employee_id, "to": user_id, "by": by, "staged": staged}
        if staged is None:
            await self._run(TOUCH, values)
        await self._run(DROP_CLAIMED, values)
        holder = await self.find_by_user(workspace_id, user_id, staged=staged)
        if holder is not None and (holder.is_proven or holder.employee_id != employee_id):
            return False
        is_linked = (await self._run(LINK, values)).rowcount == 1
        if is_linked and staged is None:
            await self._run(GIVE_WAY, values)
            await self._run(LINK_STAGED, values)
        return is_linked

    async def unlink(self, workspace_id: str, employee_id: str, *, staged: int | None = None) -> bool:
        """What the next file says of them is looked at anew."""
        values = {"ws": workspace_id, "number": employee_id, "staged": staged}
        if staged is None:
            await self._run(TOUCH, values)
        return (await self._run(UNLINK, values)).rowcount > 0

    async def waits_for_link(self, workspace_id: str, today: date) -> bool:
        """Whether somebody is there whose address might say who they are in Slack."""
        return bool((await self._run(WAITS_FOR_LINK, {"ws": workspace_id, "today": today})).scalar_one())

    async def list_to_follow(
        self, workspace_id: str, *, today: date, after: str, limit: int
    ) -> list[DirectoryEntry]:
        """Linked people known here of whom the records say something new, by number, from `after` on."""
        values = {"ws": workspace_id, "today": today, "after": after, "limit": limit}
        return [entry_of(row) for row in await self._all(TO_FOLLOW, values)]

    async def followed(self, workspace_id: str, employee_id: str, *, released_on: date | None) -> bool:
        values = {"ws": workspace_id, "number": employee_id, "released": released_on}
        await self._run(TOUCH, values)
        await self._run(RELEASED, values)
        return (await self._run(FOLLOWED, values)).rowcount == 1

    async def list_long_gone(self, workspace_id: str, before: date, *, limit: int) -> list[str]:
        """Some of those who left before, by number."""
        values = {"ws": workspace_id, "before": before, "limit": limit}
        return [row.employee_id for row in await self._all(LIST_LONG_GONE, values)]

    async def forget_left(self, workspace_id: str, before: date, employee_ids: Sequence[str]) -> int:
        """Of these, whoever left before."""
        values = {"ws": workspace_id, "before": before, "numbers": list(employee_ids)}
        return (await self._run(FORGET_LEFT, values)).rowcount


def entry_of(row: Row[Any]) -> DirectoryEntry:
    values = dict(row._mapping)
    values["moved"] = tuple(map(Aspect, values["moved"] or ()))
    return DirectoryEntry(**values)
