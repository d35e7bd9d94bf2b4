"""Column types that give the nouns back as they were: tuples, closed sets and plain text maps."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Date, Enum, ForeignKeyConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

from bot.domain.matching.choices import IfNoAnswer, MatchedBy
from bot.domain.measures.targets import REPORT, Comparison, Target
from bot.domain.measures.typed import read_target
from bot.domain.programs.programs import Plan

LONGEST_WORD = 20


def _targets(kept: Mapping[str, Any]) -> dict[str, Target]:
    """A text is what an older version wrote while this one was being put in its place."""
    return {
        key: Target(**one | {"comparison": Comparison(one["comparison"])})
        if isinstance(one, dict)
        else read_target(one) or replace(REPORT, note=one)
        for key, one in kept.items()
    }


# Of a column, in its `info`: the day on which a rule of retention begins to count.
CLOCK = "clock"
# What JSON does not give back as it was.
TYPED: Mapping[str, Callable[[Any], Any]] = {
    "objectives": tuple,
    "matched_by": MatchedBy,
    "silence": IfNoAnswer,
    "targets": _targets,
}


@lru_cache(maxsize=1024)
def _strings(kept: str | None) -> tuple[str, ...]:
    return tuple(json.loads(kept) or ()) if kept else ()


class Strings(TypeDecorator[tuple[str, ...]]):
    """A tuple of strings, kept as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> list[str] | None:
        return None if value is None else list(value)

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> tuple[str, ...]:
        return tuple(value or ())

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """SQLite's text is read once for all rows that have the same: thousands share a few."""
        return _strings if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


class Words(TypeDecorator[dict[str, str]]):
    """A mapping from string to string, kept as a JSON object."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> dict[str, str] | None:
        return None if value is None else dict(value)


class PlanColumn(TypeDecorator[Plan]):
    """A program's plan, kept as one JSON object: it is never searched."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Plan | None, dialect: Dialect) -> dict[str, Any] | None:
        if value is None:
            return None
        return asdict(replace(value, targets=dict(value.targets), weights=dict(value.weights)))

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> Plan:
        kept = dict(value or {})
        typed = {name: of(kept[name]) for name, of in TYPED.items() if name in kept}
        return Plan(**kept | typed)


class weeks_later(FunctionElement[date]):
    """weeks_later(day, weeks): a date so many weeks after another one."""

    type = Date()
    inherit_cache = True


@compiles(weeks_later, "postgresql")
def _days_added(element: weeks_later, compiler: SQLCompiler, **options: Any) -> str:
    day, weeks = element.clauses
    return f"({compiler.process(day, **options)} + 7 * {compiler.process(weeks, **options)})"


@compiles(weeks_later, "sqlite")
def _date_written(element: weeks_later, compiler: SQLCompiler, **options: Any) -> str:
    day, weeks = element.clauses
    return f"date({compiler.process(day, **options)}, (7 * {compiler.process(weeks, **options)}) || ' days')"


def one_of(kind: type[StrEnum]) -> Enum:
    """Kept as the value's text, so that a new member needs no migration."""
    return Enum(
        kind,
        native_enum=False,
        length=LONGEST_WORD,
        values_callable=lambda all_of: [one.value for one in all_of],
    )


def workspace_key() -> Any:
    """The first part of a primary key; rows go with their workspace."""
    return Field(primary_key=True, foreign_key="workspace.id", ondelete="CASCADE")


def belongs_to(table: str, **columns: str) -> ForeignKeyConstraint:
    """belongs_to("person", user_id="user_id"): a row of the same workspace, and gone when that is gone."""
    here = ["workspace_id", *columns]
    there = [f"{table}.workspace_id", *(f"{table}.{name}" for name in columns.values())]
    return ForeignKeyConstraint(here, there, ondelete="CASCADE")


def clock() -> Any:
    """A day that only retention writes and reads: no noun has it, and saving one leaves it as it is."""
    return Field(default=None, sa_column_kwargs={"info": {CLOCK: "kept"}})


def clock_of_state() -> Any:
    """The same for a day that follows from the row's state: saving the row sets it back."""
    return Field(default=None, sa_column_kwargs={"info": {CLOCK: "set back"}})
