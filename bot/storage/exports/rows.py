"""Rows of lists with names; as with the other tables, nothing outside bot.storage imports them."""

from datetime import datetime

from sqlalchemy import Index, Table
from sqlmodel import Field, SQLModel

from bot.domain.exports.named import ListKind, ListState
from bot.storage.columns import belongs_to, one_of, workspace_key


class NamedExportRow(SQLModel, table=True):
    """That a list was asked for, and what came of it; who was on it is not kept."""

    __tablename__ = "named_export"
    __table_args__ = (
        belongs_to("program", program_id="id"),
        Index("ix_named_export_program", "workspace_id", "program_id"),
    )

    workspace_id: str = workspace_key()
    id: str = Field(primary_key=True)
    program_id: str
    what: ListKind = Field(sa_type=one_of(ListKind))
    reason: str
    asked_by: str
    asked_at: datetime
    state: ListState = Field(sa_type=one_of(ListState))
    agreed_by: str | None
    agreed_at: datetime | None
    fetched_at: datetime | None
    file_id: str | None


named_export: Table = SQLModel.metadata.tables[str(NamedExportRow.__tablename__)]
