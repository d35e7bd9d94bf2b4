"""Rows of measures; as with the other tables, nothing outside bot.storage imports them."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from bot.storage.columns import belongs_to, workspace_key


class ExternalResultRow(SQLModel, table=True):
    """A share of ten people or more. `by` is empty once who typed it had themselves deleted."""

    __tablename__ = "external_result"
    __table_args__ = (belongs_to("program", program_id="id"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    measure_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    percent: int
    people: int
    as_of: date
    comparable: int | None
    by: str
    at: datetime


external_result = SQLModel.metadata.tables["external_result"]
