"""Rows of meetings that are planned; as with the other tables, nothing outside bot.storage imports them."""

from datetime import datetime

from sqlalchemy import Index, literal_column
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Field, SQLModel

from bot.storage.columns import Strings, belongs_to, workspace_key

IS_ORPHANED: ColumnElement[bool] = literal_column("orphaned")


class PlannedMeetingRow(SQLModel, table=True):
    """One at most for each mentorship, and gone when its time has passed: only the week is kept then.

    `orphaned`: its mentorship has come to rest or ended since.
    """

    __tablename__ = "planned_meeting"
    __table_args__ = (
        belongs_to("mentorship", mentorship_id="id"),
        Index(
            "ix_planned_meeting_orphaned",
            "starts_at",
            sqlite_where=IS_ORPHANED,
            postgresql_where=IS_ORPHANED,
        ),
    )

    workspace_id: str = workspace_key()
    mentorship_id: str = Field(primary_key=True)
    uid: str
    number: int
    sequence: int
    slots: tuple[str, ...] = Field(sa_type=Strings)
    offered: tuple[str, ...] = Field(sa_type=Strings)
    starts_at: datetime | None
    minutes: int
    called_off: bool
    good_until: datetime = Field(index=True)
    orphaned: bool


class SlotPickRow(SQLModel, table=True):
    """Which of the slots work for somebody, until one is set."""

    __tablename__ = "slot_pick"
    __table_args__ = (belongs_to("planned_meeting", mentorship_id="mentorship_id"),)

    workspace_id: str = workspace_key()
    mentorship_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    starts: tuple[str, ...] = Field(sa_type=Strings)


planned = SQLModel.metadata.tables["planned_meeting"]
picked = SQLModel.metadata.tables["slot_pick"]
