"""Rows of reviews; as with the other tables, nothing outside bot.storage imports them."""

from datetime import date, datetime

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

from bot.domain.programs.programs import Plan
from bot.domain.review.reviews import Decision, LengthIs, RhythmIs
from bot.storage.columns import PlanColumn, belongs_to, one_of, workspace_key


class ReviewRow(SQLModel, table=True):
    """`by` is empty once that manager had themselves deleted."""

    __tablename__ = "review"
    __table_args__ = (belongs_to("program", program_id="id"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    held_at: datetime
    by: str
    length: LengthIs = Field(sa_type=one_of(LengthIs))
    rhythm: RhythmIs = Field(sa_type=one_of(RhythmIs))
    decision: Decision = Field(sa_type=one_of(Decision))
    note: str
    as_of: date | None
    wave: str
    plan: Plan = Field(sa_type=PlanColumn)
    starts_on: date
    ends_on: date | None
    every_weeks: int
    minutes: int


review: Table = SQLModel.metadata.tables[str(ReviewRow.__tablename__)]
