"""Rows of who looks over programs; as with the other tables, nothing outside bot.storage imports them."""

from datetime import date

from sqlmodel import Field, SQLModel

from bot.domain.oversight.roles import OversightRole
from bot.storage.columns import one_of, workspace_key


class OversightRoleRow(SQLModel, table=True):
    """`program_id` is empty for a role in the whole workspace. `given_by` is empty once they are deleted."""

    __tablename__ = "oversight_role"

    workspace_id: str = workspace_key()
    role: OversightRole = Field(sa_type=one_of(OversightRole), primary_key=True)
    program_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    given_by: str
    given_on: date


oversight_role = SQLModel.metadata.tables["oversight_role"]
