"""How the databases answer statements: which indexes they look into, and what they look through."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, UniqueConstraint, event, text
from sqlmodel import SQLModel

from bot.storage.database import Database
from bot.storage.sqlite import SqliteEngine
from tests.databases import SQLITE

GROW = frozenset(
    {"mentorship", "mentorship_member", "cycle", "outbox", "person", "enrolment", "planned_meeting"}
)
# They do not hold what is over.
PARTIAL = frozenset(
    str(index.name)
    for table in SQLModel.metadata.sorted_tables
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
)
# Hardly anything is in these: they may be read from one end to the other.
FEW = frozenset(
    {
        "ix_cycle_unfollowed",
        "ix_outbox_in_hand",
        "ix_outbox_lease",
        "ix_outbox_not_arrived",
        "ix_outbox_placed",
        "ix_outbox_stuck",
        "ix_outbox_unmarked",
    }
)
# The first column of each index that tells rows of a workspace apart.
FIRST = {
    str(name): next(column.name for column in columns if column.name != "workspace_id")
    for table in SQLModel.metadata.sorted_tables
    for name, columns in (
        (f"{table.name}_pkey", table.primary_key.columns),
        *((index.name, index.columns) for index in table.indexes),
        *((key.name, key.columns) for key in table.constraints if isinstance(key, UniqueConstraint)),
    )
    if any(column.name != "workspace_id" for column in columns)
}
Statement = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A table in a plan, and the index with which it is read. `is_whole`: all of it, or of a workspace."""

    table: str
    index: str | None
    is_whole: bool


@contextmanager
def heard(db: Database) -> Iterator[list[Statement]]:
    """Every statement that is run meanwhile, with its values."""
    found: list[Statement] = []

    def hear(_: Any, __: Any, statement: str, values: Any, *more: Any) -> None:
        found.append((statement, values))

    # SQLite reads on a connection of its own.
    engines = {db._engine.sync_engine}
    if isinstance(db._reading, SqliteEngine):
        engines.add(db._reading.sync_engine)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", hear)
    try:
        yield found
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", hear)


async def scans(db: Database, statements: list[Statement], *, once_for_all: bool = False) -> list[str]:
    """Those that look through one of the tables that grow, each with the table."""
    return [
        f"{step.table}: {statement}"
        for statement, steps in (await plans(db, statements, once_for_all=once_for_all)).items()
        for step in steps
        if step.is_whole and step.table in GROW
    ]


async def plans(
    db: Database, statements: list[Statement], *, once_for_all: bool = False
) -> dict[str, list[Step]]:
    """How each of them would be answered now, if there is a way without looking through a table.

    `once_for_all`: and with the plan that PostgreSQL keeps, whatever the values, in whatever way it likes.
    """
    async with db._engine.connect() as connection:
        return await connection.run_sync(lambda sync: _plans(sync, statements, once_for_all))


def _plans(connection: Connection, statements: list[Statement], once_for_all: bool) -> dict[str, list[Step]]:
    if connection.dialect.name == SQLITE:
        plan = _sqlite_plan
    elif once_for_all:
        plan = _kept_plan
        connection.execute(text("SET plan_cache_mode = force_generic_plan"))
    else:
        plan = _postgresql_plan
        for way in ("seqscan", "hashjoin", "mergejoin"):
            connection.execute(text(f"SET enable_{way} = off"))
    return {
        statement: [*plan(connection, statement, values)]
        for statement, values in dict(statements).items()
        if statement.split()[0] in ("SELECT", "WITH", "UPDATE", "DELETE")
    }


def _sqlite_plan(connection: Connection, statement: str, values: Any) -> Iterator[Step]:
    one = values[0] if isinstance(values, list) else values
    names = _names(statement)
    for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", one):
        step = re.match(
            r"(SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?(?:INTEGER|INDEX) (\w+(?: KEY)?))?(?: \((.*)\))?",
            row.detail,
        )
        if step:
            is_whole = _is_whole(step[1] == "SCAN", step[3], step[4] or "")
            yield Step(names.get(step[2], step[2]), step[3], is_whole)


def _names(statement: str) -> dict[str, str]:
    """What each alias stands for."""
    return {alias: table for table, alias in re.findall(r"(\w+) AS (\w+)", statement)}


def _is_whole(is_scan: bool, index: str | None, conditions: str) -> bool:
    return index not in FEW and (is_scan or conditions in ("workspace_id=?", "") or "ANY(" in conditions)


def _postgresql_plan(connection: Connection, statement: str, values: Any) -> Iterator[Step]:
    one = values[0] if isinstance(values, list) else values
    return _explained(connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", one).scalar_one())


def _kept_plan(connection: Connection, statement: str, values: Any) -> Iterator[Step]:
    connection.exec_driver_sql(f"PREPARE kept AS {statement}")
    nothing = ", ".join(["NULL"] * len(values))
    found = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) EXECUTE kept({nothing})").scalar_one()
    connection.exec_driver_sql("DEALLOCATE kept")
    return _explained(found)


def _explained(found: Any) -> Iterator[Step]:
    [explained] = json.loads(found) if isinstance(found, str) else found
    return _nodes(explained["Plan"])


def _nodes(node: dict[str, Any], above: str = "") -> Iterator[Step]:
    table, index = node.get("Relation Name", above), node.get("Index Name")
    if index or node["Node Type"] == "Seq Scan":
        yield Step(table, index, index is None or _is_loose(index, node.get("Index Cond", "")))
    for inner in node.get("Plans", ()):
        yield from _nodes(inner, table)


def _is_loose(index: str, condition: str) -> bool:
    """Whether an index is read from one end to the other, or as far as the workspace goes."""
    return index not in FEW and not re.search(rf"\b{FIRST.get(index, '')}\b", condition)
