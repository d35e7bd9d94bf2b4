"""Taking in a whole export: piece by piece inside one transaction, by the driver's own quick roads."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    TableValuedAlias,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateIndex, CreateTable, DropTable

from bot.domain.directory import DirectoryEntry, DirectoryImport, KnownBy
from bot.storage.directory.entries import ENTRY_COLUMNS, IN_WORKSPACE, IS_THERE, entry_of
from bot.storage.directory.rows import entry, last_import, seen, seen_index
from bot.storage.repository import Repository, noun_of, save_over, values_of
from bot.storage.tables import workspace

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

LOCK = select(workspace.c.id).where(workspace.c.id == bindparam("ws")).with_for_update(key_share=True)
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
HAS_ANYBODY = select(exists().where(IN_WORKSPACE))
LIST_BY_IDS = select(*ENTRY_COLUMNS).where(
    IN_WORKSPACE, entry.c.employee_id.in_(bindparam("numbers", expanding=True))
)
LINKED_USERS = select(entry.c.user_id).where(
    IN_WORKSPACE, entry.c.user_id.in_(bindparam("users", expanding=True))
)
STOOD_BEFORE = select(seen.c.employee_id).where(seen.c.employee_id.in_(bindparam("numbers", expanding=True)))
NOT_IN_FILE = ~exists().where(seen.c.employee_id == entry.c.employee_id)
MISSING = and_(IN_WORKSPACE, entry.c.left_on.is_(None), NOT_IN_FILE)
COUNT_MISSING = select(func.count()).where(MISSING, IS_THERE)
SAY_LEFT = update(entry).where(MISSING).values(left_on=bindparam("day"), import_number=bindparam("number"))


@dataclass(frozen=True, slots=True)
class Compared:
    """Who is new, and of whom the rows say something else; whoever had left is among these."""

    fresh: frozenset[str]
    changed: frozenset[str]


class DirectoryImports(Repository):
    async def lock(self, workspace_id: str) -> DirectoryImport | None:
        """One import at a time for each workspace, until the transaction ends. Returns the last one."""
        await self._run(LOCK, {"ws": workspace_id})
        return await self.find_latest(workspace_id)

    async def find_latest(self, workspace_id: str) -> DirectoryImport | None:
        row = await self._first(LATEST, {"ws": workspace_id})
        return noun_of(DirectoryImport, row) if row else None

    async def save(self, one: DirectoryImport) -> None:
        await self._run(SAVE_IMPORT, values_of(one))

    async def begin(self) -> None:
        """Raises nothing when an import before this one ended badly."""
        await self._run(DropTable(seen, if_exists=True))
        await self._run(CreateTable(seen))

    async def end(self) -> None:
        await self._run(DropTable(seen))

    async def is_empty(self, workspace_id: str) -> bool:
        return not (await self._run(HAS_ANYBODY, {"ws": workspace_id})).scalar_one()

    async def remember(self, employee_ids: Sequence[str]) -> None:
        """That these numbers are in the file."""
        if self._connection.dialect.name == "sqlite":
            given = json.dumps(dict.fromkeys(employee_ids, 0))
            await self._run(
                insert(seen).from_select(["employee_id"], select(self._each().c.key)), {"given": given}
            )
        else:
            driver = await self._driver()
            await driver.copy_records_to_table("directory_seen", records=zip(employee_ids))

    async def stood_before(self, employee_ids: Sequence[str]) -> frozenset[str]:
        """Those of a few numbers that were in the file already."""
        rows = await self._all(STOOD_BEFORE, {"numbers": list(employee_ids)})
        return frozenset(row.employee_id for row in rows)

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
            .outerjoin_from(each, entry, and_(IN_WORKSPACE, entry.c.employee_id == each.c.key))
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

    async def linked_users(self, workspace_id: str, user_ids: Sequence[str]) -> frozenset[str]:
        """Those of them who are linked to somebody."""
        rows = await self._all(LINKED_USERS, {"ws": workspace_id, "users": list(user_ids)})
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

    async def count_missing(self, workspace_id: str, today: date) -> int:
        """Those who are there and not in the file, once all of it was remembered."""
        await self._run(CreateIndex(seen_index))
        return int((await self._run(COUNT_MISSING, {"ws": workspace_id, "today": today})).scalar_one())

    async def mark_left(self, workspace_id: str, *, today: date, number: int) -> int:
        """Everybody who is not in the file has left."""
        values = {"ws": workspace_id, "day": today, "number": number}
        return (await self._run(SAY_LEFT, values)).rowcount


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
