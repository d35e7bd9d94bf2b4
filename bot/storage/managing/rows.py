"""Rows of what a manager holds or has posted; nothing outside bot.storage imports them."""

from datetime import date

from sqlmodel import Field, SQLModel

from bot.domain.managing.holds import Where
from bot.domain.managing.schedules import Every
from bot.storage.columns import belongs_to, one_of, workspace_key


class HoldRow(SQLModel, table=True):
    """Neither a reason is kept nor who began it."""

    __tablename__ = "quiet_time"
    __table_args__ = (belongs_to("program", program_id="id"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    where: Where = Field(sa_type=one_of(Where))
    place: str
    starts_on: date
    until: date


class HeldKindRow(SQLModel, table=True):
    """A kind of message that a program does not send for now."""

    __tablename__ = "held_kind"
    __table_args__ = (belongs_to("program", program_id="id"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)


class SupportTakenRow(SQLModel, table=True):
    """Which manager has a mentorship that may need support in hand."""

    __tablename__ = "support_taken"
    __table_args__ = (belongs_to("mentorship", mentorship_id="id"),)

    workspace_id: str = workspace_key()
    mentorship_id: str = Field(primary_key=True)
    taken_by: str
    taken_on: date


class SummaryScheduleRow(SQLModel, table=True):
    """How often a program's totals are posted; `set_by` is empty once that manager had themselves deleted."""

    __tablename__ = "summary_schedule"
    __table_args__ = (belongs_to("program", program_id="id"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    channel_id: str
    every: Every = Field(sa_type=one_of(Every))
    starts_on: date
    next_on: date
    set_by: str


hold = SQLModel.metadata.tables["quiet_time"]
held_kind = SQLModel.metadata.tables["held_kind"]
support_taken = SQLModel.metadata.tables[str(SupportTakenRow.__tablename__)]
summary_schedule = SQLModel.metadata.tables["summary_schedule"]
