"""Rows of rosters; as with the other tables, nothing outside bot.storage imports them."""

from collections.abc import Mapping
from datetime import date, datetime, time

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from bot.domain.availability import Shift
from bot.domain.rosters import Assumed, CodeChange, RosterKind, Work
from bot.domain.shifts.codes import Settled
from bot.storage.columns import Strings, belongs_to, one_of, workspace_key
from bot.storage.rosters.columns import Assumptions, Changes, Shifts


class RosterSourceRow(SQLModel, table=True):
    """`link` is encrypted."""

    __tablename__ = "roster_source"
    __table_args__ = (
        belongs_to("person", user_id="user_id"),
        Index("ix_roster_source_refresh", "next_refresh_at"),
    )

    workspace_id: str = workspace_key()
    user_id: str = Field(primary_key=True)
    kind: RosterKind = Field(sa_type=one_of(RosterKind))
    link: str | None = Field(sa_type=Text, nullable=True)
    typed: str = Field(sa_type=Text)
    corrections: str = Field(sa_type=Text)
    known_from: datetime | None
    known_until: datetime
    read_at: datetime | None
    next_refresh_at: datetime
    unknown: tuple[str, ...] = Field(sa_type=Strings)
    unclear: int
    undated: int
    zones: tuple[str, ...] = Field(sa_type=Strings)
    failures: int
    outages: int
    codes: tuple[str, ...] = Field(sa_type=Strings)
    assumed: Mapping[date, Assumed] = Field(sa_type=Assumptions)
    changes: tuple[CodeChange, ...] = Field(sa_type=Changes)
    changed: int
    agreed: bool
    before: tuple[Shift, ...] = Field(sa_type=Shifts)


class RosterMeaningRow(SQLModel, table=True):
    """What one person says of a code."""

    __tablename__ = "roster_meaning"
    __table_args__ = (belongs_to("person", user_id="user_id"),)

    workspace_id: str = workspace_key()
    code: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    work: Work = Field(sa_type=one_of(Work))
    starts: time | None
    ends: time | None


class RosterCodeRow(SQLModel, table=True):
    """What counts for everybody. Who explained it is not kept."""

    __tablename__ = "roster_code"

    workspace_id: str = workspace_key()
    code: str = Field(primary_key=True)
    work: Work = Field(sa_type=one_of(Work))
    starts: time | None
    ends: time | None
    settled: Settled = Field(sa_type=one_of(Settled))


source = SQLModel.metadata.tables["roster_source"]
code = SQLModel.metadata.tables["roster_code"]
meaning = SQLModel.metadata.tables["roster_meaning"]
