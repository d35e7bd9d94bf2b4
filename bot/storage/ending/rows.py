"""Rows of a good end; as with the other tables, nothing outside bot.storage imports them."""

from datetime import date

from sqlalchemy import Table, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.storage.columns import belongs_to, workspace_key


class ThanksRow(SQLModel, table=True):
    __tablename__ = "thanks"
    __table_args__ = (
        belongs_to("mentorship", mentorship_id="id"),
        belongs_to("person", user_id="user_id"),
        UniqueConstraint("workspace_id", "mentorship_id", "number", name="uq_thanks_number"),
    )

    workspace_id: str = workspace_key()
    mentorship_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    number: int
    line: int
    said_on: date


class WillingRow(SQLModel, table=True):
    """Somebody who would mentor when a program runs again. A no is not kept."""

    __tablename__ = "willing"
    __table_args__ = (belongs_to("program", program_id="id"), belongs_to("person", user_id="user_id"))

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    said_on: date


thanks: Table = SQLModel.metadata.tables[str(ThanksRow.__tablename__)]
willing: Table = SQLModel.metadata.tables[str(WillingRow.__tablename__)]
