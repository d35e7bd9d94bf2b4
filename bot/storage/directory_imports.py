"""Taking in a whole export: piece by piece inside one transaction, by the driver's own quick roads."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.schema import CreateTable, DropTable

from bot.domain.directory import DirectoryEntry, DirectoryImport
from bot.storage.directory import ENTRY_COLUMNS, IN_WORKSPACE, IS_THERE, entry_of, row_values
from bot.storage.directory_rows import entry, last_import, seen
from bot.storage.repository import Repository, noun_of, save_over, values_of
from bot.storage.tables import workspace

# How a new row comes from the reader, all but the columns in front and behind.
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
BLANKS = ", ".join("?" * len(NEW_ROW))
ADD_ON_SQLITE = (
    f"INSERT INTO directory_entry (workspace_id, import_number, {', '.join(NEW_ROW)}) VALUES (?, ?, {BLANKS})"
)

Row = tuple[Any, ...]

LOCK = select(workspace.c.id).where(workspace.c.id == bindparam("ws")).with_for_update(key_share=True)
LATEST = select(last_import).where(last_import.c.workspace_id == bindparam("ws"))
SAVE_IMPORT = save_over(last_import)
SAVE = save_over(entry)
HAS_ANYBODY = select(exists().where(IN_WORKSPACE))
LIST_BY_IDS = select(*ENTRY_COLUMNS).where(
    IN_WORKSPACE, entry.c.employee_id.in_(bindparam("numbers", expanding=True))
)
LINKED_USERS = select(entry.c.user_id).where(
    IN_WORKSPACE, entry.c.user_id.in_(bindparam("users", expanding=True))
)
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

    async def remember(self, hashes: Mapping[str, int], *, piece: int) -> frozenset[str]:
        """That these numbers are in the file; returns those that stood in another piece of it before."""
        given = {"given": json.dumps(hashes)}
        number = self._each().c.key
        # Without a WHERE, SQLite takes ON CONFLICT for the condition of a join.
        numbers = select(number, literal(piece)).where(number.is_not(None))
        add = insert(seen).from_select(["employee_id", "piece"], numbers).on_conflict_do_nothing()
        if (await self._run(add, given)).rowcount == len(hashes):
            return frozenset()
        before = select(seen.c.employee_id).where(
            seen.c.employee_id.in_(select(self._each().c.key)), seen.c.piece != piece
        )
        return frozenset(row.employee_id for row in await self._all(before, given))

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
        """Of people nobody knew; each in the order of NEW_ROW, with days as ISO text."""
        raw = await self._connection.get_raw_connection()
        assert raw.driver_connection is not None
        front = (workspace_id, number)
        if self._connection.dialect.name == "sqlite":
            await raw.driver_connection.executemany(ADD_ON_SQLITE, [front + row for row in rows])
        else:
            await raw.driver_connection.copy_records_to_table(
                "directory_entry",
                columns=("workspace_id", "import_number", *NEW_ROW),
                records=[front + row for row in _with_days(rows)],
            )

    async def save_changed(self, changed: Sequence[tuple[DirectoryEntry, int]], *, number: int) -> None:
        """Each with the hash of its row."""
        rows = [row_values(one, row_hash=row_hash, number=number) for one, row_hash in changed]
        await self._run_for_each(SAVE, rows)

    async def count_missing(self, workspace_id: str, today: date) -> int:
        """Those who are there and not in the file."""
        return int((await self._run(COUNT_MISSING, {"ws": workspace_id, "today": today})).scalar_one())

    async def say_left(self, workspace_id: str, *, today: date, number: int) -> int:
        """Everybody who is not in the file has left."""
        values = {"ws": workspace_id, "day": today, "number": number}
        return (await self._run(SAY_LEFT, values)).rowcount


def _with_days(rows: Iterable[Row]) -> Iterable[Row]:
    """With days as PostgreSQL's driver wants them; most of them repeat."""
    known: dict[str | None, date | None] = {None: None}
    for row in rows:
        for day in row[DAYS]:
            if day not in known:
                known[day] = date.fromisoformat(day)
        yield (*row[: DAYS.start], *map(known.get, row[DAYS]), *row[DAYS.stop :])
