"""Rows of care for mentors; as with the other tables, nothing outside bot.storage imports them."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from bot.domain.care.advice import AdviceTopic
from bot.domain.care.leads import LeadSays
from bot.storage.columns import belongs_to, one_of, workspace_key


class LeadAnswerRow(SQLModel, table=True):
    __tablename__ = "lead_answer"
    __table_args__ = (belongs_to("program", program_id="id"),)

    workspace_id: str = workspace_key()
    user_id: str = Field(primary_key=True)
    program_id: str = Field(primary_key=True)
    said: LeadSays = Field(sa_type=one_of(LeadSays))
    on: date


class SignOffRow(SQLModel, table=True):
    """`by` is empty once that lead had themselves deleted."""

    __tablename__ = "sign_off"
    __table_args__ = (belongs_to("program", program_id="id"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    version: str
    by: str
    at: datetime


class AdviceRow(SQLModel, table=True):
    """A topic and no story. Neither managers nor counts read it."""

    __tablename__ = "advice"
    __table_args__ = (belongs_to("program", program_id="id"),)

    workspace_id: str = workspace_key()
    user_id: str = Field(primary_key=True)
    program_id: str = Field(primary_key=True)
    topic: AdviceTopic = Field(sa_type=one_of(AdviceTopic))
    asked_on: date
    number: int
    seen_by: str | None
    seen_on: date | None


class NoNewMenteeRow(SQLModel, table=True):
    """A mentor who said that it is a bit or too much; no answer is kept beside it."""

    __tablename__ = "no_new_mentee"
    __table_args__ = (belongs_to("person", user_id="user_id"),)

    workspace_id: str = workspace_key()
    user_id: str = Field(primary_key=True)
    until: date | None


lead_answer = SQLModel.metadata.tables["lead_answer"]
sign_off = SQLModel.metadata.tables["sign_off"]
advice = SQLModel.metadata.tables["advice"]
no_new_mentee = SQLModel.metadata.tables["no_new_mentee"]
