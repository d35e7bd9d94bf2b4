"""Migrations: from nothing to what the code expects, and back."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlmodel import SQLModel

from bot.storage import schema
from bot.storage.database import Database
from tests.databases import Databases, opened
from tests.storage.hospital import move_in


def tables_in(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def indexes_in(connection: Connection) -> set[str]:
    inspector = inspect(connection)
    return {str(index["name"]) for table in tables_in(connection) for index in inspector.get_indexes(table)}


def differences(connection: Connection) -> Any:
    return compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)


async def test_migrating_makes_the_tables_the_code_expects(db: Database) -> None:
    expected = {str(index.name) for table in SQLModel.metadata.sorted_tables for index in table.indexes}
    async with db._engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(indexes_in) >= expected
        assert await connection.run_sync(tables_in) == set(SQLModel.metadata.tables)


async def test_an_empty_database_says_what_is_pending(databases: Databases, kind: str) -> None:
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        assert await db.pending_migrations() == ["0001 the first tables"]
        await db.migrate()
        assert await db.pending_migrations() == []
        await db.migrate()
        await move_in(db)


async def test_going_back_leaves_nothing(hospital: Database) -> None:
    await schema.downgrade(hospital._engine, "base")
    async with hospital._engine.connect() as connection:
        assert await connection.run_sync(tables_in) == set()
    assert await hospital.pending_migrations() == ["0001 the first tables"]


async def test_keys_are_checked_again_after_migrating(databases: Databases, kind: str) -> None:
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        await db.migrate()
        await move_in(db)
        async with db.transaction() as repos:
            await repos.installations.delete("T1")
            assert await repos.programs.list_all("T1") == []
