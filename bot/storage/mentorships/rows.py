"""Rows beside mentorships; as with the other tables, nothing outside bot.storage imports them."""

from datetime import date

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

from bot.storage.columns import belongs_to, workspace_key


class StoppedDaysRow(SQLModel, table=True):
    """Days on which a silence is not counted, first and last included; not whose shifts say so.

    Of shifts that are kept no more.
    """

    __tablename__ = "stopped_days"
    __table_args__ = (belongs_to("mentorship", mentorship_id="id"),)

    workspace_id: str = workspace_key()
    mentorship_id: str = Field(primary_key=True)
    starts_on: date = Field(primary_key=True)
    ends_on: date


stopped_days: Table = SQLModel.metadata.tables[str(StoppedDaysRow.__tablename__)]
