"""Taking in a whole export: rows that nobody is shown yet, piece by piece, by the driver's own quick roads.

An import has a number, and its rows carry it. They are shown from the moment that the number is saved as the
last one's; what belongs to other numbers is cleared away afterwards.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    Date,
    Integer,
    TableValuedAlias,
    Text,
    and_,
    bindparam,
    case,
    cast,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.directory import DirectoryEntry, DirectoryImport, KnownBy
from bot.storage.directory.entries import ENTRY_COLUMNS, IS_THERE, entry_of
from bot.storage.directory.rows import (
    CURRENT,
    FIRST_NUMBER,
    IN_WORKSPACE,
    IS_SHOWN,
    entry,
    last_import,
    staging,
)
from bot.storage.repository import Repository, add_new, noun_of, save_over, values_of

# How a new row comes from the reader, all but the columns in front.
NEW_ROW = (
    "employee_id",
    "user_id",
    "email_key",
    "manager_id",
    "profession",
    "specialty",
    "department",
    "site",
    "career_stage",
    "standing",
    "starts_on",
    "ends_on",
    "leave_from",
    "leave_until",
    "row_hash",
)
DAYS = slice(NEW_ROW.index("starts_on"), NEW_ROW.index("leave_until") + 1)
USER = NEW_ROW.index("user_id")
ADDED = ("workspace_id", "import_number", "known_by", *NEW_ROW)
ADD_ON_SQLITE = f"INSERT INTO directory_entry ({', '.join(ADDED)}) VALUES ({', '.join('?' * len(ADDED))})"

Row = tuple[Any, ...]

OF_STAGING = staging.c.workspace_id == bindparam("ws")
START = add_new(staging)
RESERVE = (
    update(staging)
    .where(OF_STAGING)
    .values(
        reserved=case((staging.c.reserved < CURRENT, CURRENT), else_=staging.c.reserved) + 1,
    )
    .returning(staging.c.reserved)
)
HOLD = select(staging.c.over, staging.c.touched).where(OF_STAGING).with_for_update()
FINISH = update(staging).where(OF_STAGING).values(over=staging.c.reserved)
ANALYZE = text("ANALYZE directory_entry")
LATEST = select(last_import).where(last_import.c.workspace_id == bindparam("ws"))
SAVE_IMPORT = save_over(last_import)
COLUMNS = tuple(column.name for column in entry.c)
KEYS = tuple(column.name for column in entry.primary_key)
FROM_ENTRY = tuple(name for name in COLUMNS if name not in ("row_hash", "import_number", "moved"))
FIELDS_OF = attrgetter(*FROM_ENTRY)
SAVED = (*FROM_ENTRY, "row_hash", "import_number", "moved")
SAVE = (
    f"INSERT INTO directory_entry ({', '.join(SAVED)}) VALUES ({{blanks}}) "
    f"ON CONFLICT ({', '.join(KEYS)}) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in SAVED if name not in KEYS)
)
SAVE_ON_SQLITE = SAVE.format(blanks=", ".join("?" * len(SAVED)))
SAVE_ON_POSTGRESQL = SAVE.format(blanks=", ".join(f"${place}" for place in range(1, len(SAVED) + 1)))
NUMBER: BindParameter[int | None] = bindparam("number", type_=Integer)
OF_IMPORT = and_(IN_WORKSPACE, entry.c.import_number == NUMBER)
HAS_ANYBODY = select(exists().where(IS_SHOWN))
LIST_BY_IDS = select(*ENTRY_COLUMNS).where(
    IS_SHOWN, entry.c.employee_id.in_(bindparam("numbers", expanding=True))
)
LINKED_USERS = select(entry.c.user_id).where(
    IN_WORKSPACE,
    or_(entry.c.import_number == CURRENT, entry.c.import_number == NUMBER),
    entry.c.user_id.in_(bindparam("users", expanding=True)),
)
IS_BEYOND = entry.c.employee_id > bindparam("after")
IS_IN_PIECE = and_(IS_BEYOND, entry.c.employee_id <= bindparam("until"))
LIST_PIECE = (
    select(
        entry.c.employee_id,
        entry.c.left_on.is_(None).label("stays"),
        IS_THERE.label("is_there"),
    )
    .where(IS_SHOWN, IS_BEYOND)
    .order_by(entry.c.employee_id)
    .limit(bindparam("limit"))
)
IS_GONE = entry.c.employee_id.in_(bindparam("left", expanding=True))
NOT_COPIED = {
    "import_number": NUMBER,
    "left_on": case((IS_GONE, bindparam("day", type_=Date)), else_=entry.c.left_on),
}
COPY = (
    insert(entry)
    .from_select(
        COLUMNS,
        select(*(NOT_COPIED.get(name, entry.c[name]) for name in COLUMNS)).where(IS_SHOWN, IS_IN_PIECE),
    )
    .on_conflict_do_nothing(index_elements=KEYS)
)
NAME_POST = (
    update(entry)
    .where(OF_IMPORT, entry.c.manager_id == bindparam("manager"))
    .values(manager_id=bindparam("post"))
)
OVER = select(staging.c.over).where(OF_STAGING).scalar_subquery()
# Whatever import is under way has a higher number, unless it is the one that gives up.
IS_OF_NO_USE = and_(
    IN_WORKSPACE,
    entry.c.import_number != CURRENT,
    or_(entry.c.import_number <= OVER, entry.c.import_number == NUMBER),
)
LIST_OF_NO_USE = (
    select(entry.c.employee_id)
    .where(IS_OF_NO_USE, IS_BEYOND)
    .order_by(entry.c.employee_id)
    .limit(bindparam("limit"))
)
CLEAR_AWAY = delete(entry).where(IS_OF_NO_USE, IS_IN_PIECE)


@dataclass(frozen=True, slots=True)
class Held:
    """`over` is the highest number of which nothing is of use; `touched` counts changed links."""

    over: int
    touched: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Some entries in order of their numbers, up to `until`: who has not left, and who of those is there."""

    until: str
    stay: Sequence[str]
    there: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Who is new, and of whom the rows say something else; whoever had left is among these."""

    fresh: frozenset[str]
    changed: frozenset[str]


class DirectoryImports(Repository):
    async def begin(self, workspace_id: str) -> int:
        """The number of a new import."""
        first = {"reserved": FIRST_NUMBER, "over": FIRST_NUMBER, "touched": 0}
        await self._run(START, {"workspace_id": workspace_id, **first})
        return int((await self._run(RESERVE, {"ws": workspace_id})).scalar_one())

    async def hold(self, workspace_id: str) -> Held | None:
        """Nobody stages, or changes who is whom, until this transaction ends. None if there is nothing left
        to hold.
        """
        row = await self._first(HOLD, {"ws": workspace_id})
        return Held(row.over, row.touched) if row else None

    async def finish(self, workspace_id: str) -> None:
        """Of no use from here on: whatever was staged by any import that has begun by now."""
        await self._run(FINISH, {"ws": workspace_id})

    async def look_at_rows(self) -> None:
        """Let PostgreSQL see how many there are by now; its plans are slow until it has."""
        if self._connection.dialect.name == "postgresql":
            await self._run(ANALYZE)

    async def find_latest(self, workspace_id: str) -> DirectoryImport | None:
        row = await self._first(LATEST, {"ws": workspace_id})
        return noun_of(DirectoryImport, row) if row else None

    async def save(self, one: DirectoryImport) -> None:
        await self._run(SAVE_IMPORT, values_of(one))

    async def is_empty(self, workspace_id: str) -> bool:
        return not (await self._run(HAS_ANYBODY, {"ws": workspace_id})).scalar_one()

    async def _driver(self) -> Any:
        """The driver's own connection, for what it does many times quicker."""
        assert isinstance(self._connection, AsyncConnection)
        raw = await self._connection.get_raw_connection()
        assert raw.driver_connection is not None
        return raw.driver_connection

    async def _many(self, statement: str, rows: Sequence[Row]) -> None:
        if rows:
            await self._connection.run_sync(lambda sync: sync.exec_driver_sql(statement, list(rows)))

    async def compare(self, workspace_id: str, hashes: Mapping[str, int]) -> Compared:
        """What is known of them; `hashes` is by number what their rows say now."""
        each = self._each()
        statement = (
            select(each.c.key, entry.c.employee_id)
            .outerjoin_from(each, entry, and_(IS_SHOWN, entry.c.employee_id == each.c.key))
            .where(
                or_(
                    entry.c.employee_id.is_(None),
                    entry.c.row_hash != cast(each.c.value, BigInteger),
                    entry.c.left_on.is_not(None),
                )
            )
        )
        rows = await self._all(statement, {"ws": workspace_id, "given": json.dumps(hashes)})
        changed = frozenset(row.key for row in rows if row.employee_id is not None)
        return Compared(fresh=frozenset(row.key for row in rows) - changed, changed=changed)

    def _each(self) -> TableValuedAlias:
        """The keys and values of the JSON object `given`, as rows."""
        given = bindparam("given", type_=Text)
        if self._connection.dialect.name == "sqlite":
            return func.json_each(given).table_valued("key", "value")
        return func.json_each_text(cast(given, JSON)).table_valued("key", "value")

    async def list_by_ids(self, workspace_id: str, employee_ids: Sequence[str]) -> dict[str, DirectoryEntry]:
        rows = await self._all(LIST_BY_IDS, {"ws": workspace_id, "numbers": list(employee_ids)})
        return {row.employee_id: entry_of(row) for row in rows}

    async def linked_users(
        self, workspace_id: str, user_ids: Sequence[str], *, number: int | None
    ) -> frozenset[str]:
        """Those of them who are linked to somebody, now or in what this import has staged."""
        values = {"ws": workspace_id, "users": list(user_ids), "number": number}
        rows = await self._all(LINKED_USERS, values)
        return frozenset(row.user_id for row in rows)

    async def add_rows(self, workspace_id: str, rows: Sequence[Row], *, number: int) -> None:
        """Of people nobody knew; each in the order of NEW_ROW, with days as ISO text. A Slack id in it is
        the file's own word.
        """
        fronts = {True: (workspace_id, number, KnownBy.SLACK_ID.value), False: (workspace_id, number, None)}
        if self._connection.dialect.name == "sqlite":
            await self._many(ADD_ON_SQLITE, [fronts[row[USER] is not None] + row for row in rows])
        else:
            driver = await self._driver()
            await driver.copy_records_to_table(
                "directory_entry",
                columns=ADDED,
                records=[fronts[row[USER] is not None] + row for row in _with_days(rows)],
            )

    async def save_changed(self, changed: Sequence[tuple[DirectoryEntry, int]], *, number: int) -> None:
        """Each with the hash of its row."""
        if not changed:
            return
        rows = [_saved(one, row_hash, number) for one, row_hash in changed]
        if self._connection.dialect.name == "sqlite":
            await self._many(SAVE_ON_SQLITE, [tuple(map(_as_text, row)) for row in rows])
        else:
            driver = await self._driver()
            await driver.executemany(SAVE_ON_POSTGRESQL, rows)

    async def list_piece(self, workspace_id: str, *, today: date, after: str, limit: int) -> Piece | None:
        """Of what is known, by number, from `after` on; None when there is no more."""
        values = {"ws": workspace_id, "today": today, "after": after, "limit": limit}
        rows = await self._all(LIST_PIECE, values)
        if not rows:
            return None
        stay = [row.employee_id for row in rows if row.stays]
        there = frozenset(row.employee_id for row in rows if row.is_there)
        return Piece(rows[-1].employee_id, stay, there)

    async def copy(
        self, workspace_id: str, *, number: int, after: str, until: str, left: Sequence[str], today: date
    ) -> None:
        """Stage those between two numbers who are not staged yet, as they are; but of some that they left."""
        values = {"ws": workspace_id, "number": number, "after": after, "until": until}
        await self._run(COPY, {**values, "left": list(left), "day": today})

    async def name_post(self, workspace_id: str, *, number: int, manager: str, post: str) -> int:
        """In staged rows: this manager is gone, and known by a post."""
        values = {"ws": workspace_id, "number": number, "manager": manager, "post": post}
        return (await self._run(NAME_POST, values)).rowcount

    async def end_of_useless(
        self, workspace_id: str, *, after: str, limit: int, number: int | None = None
    ) -> str | None:
        """Up to which employee id the next `limit` rows go that no import has a use for, or that the import
        with this `number` staged. None when there are no more.
        """
        values = {"ws": workspace_id, "after": after, "limit": limit, "number": number}
        rows = await self._all(LIST_OF_NO_USE, values)
        return rows[-1].employee_id if rows else None

    async def clear_away(
        self, workspace_id: str, *, after: str, until: str, number: int | None = None
    ) -> int:
        """Delete such rows between two employee ids."""
        values = {"ws": workspace_id, "after": after, "until": until, "number": number}
        return (await self._run(CLEAR_AWAY, values)).rowcount


def _saved(one: DirectoryEntry, row_hash: int, number: int) -> Row:
    moved = json.dumps(one.moved) if one.moved else None
    return (*FIELDS_OF(one), row_hash, number, moved)


def _as_text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _with_days(rows: Iterable[Row]) -> Iterable[Row]:
    """With days as PostgreSQL's driver wants them; most of them repeat."""
    known: dict[str | None, date | None] = {None: None}
    for row in rows:
        for day in row[DAYS]:
            if day not in known:
                known[day] = date.fromisoformat(day)
        yield (*row[: DAYS.start], *map(known.get, row[DAYS]), *row[DAYS.stop :])
