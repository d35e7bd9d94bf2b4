"""Rows of goals; as with the other tables, nothing outside bot.storage imports them."""

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from bot.storage.columns import belongs_to, workspace_key


class GoalsRow(SQLModel, table=True):
    """All goals of one mentee in one mentorship. `secret` is encrypted, and as long for everybody."""

    __tablename__ = "goals"
    __table_args__ = (
        belongs_to("mentorship", mentorship_id="id"),
        Index("ix_goals_user", "workspace_id", "user_id"),
    )

    workspace_id: str = workspace_key()
    mentorship_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    secret: str = Field(sa_type=Text)


goals = SQLModel.metadata.tables["goals"]
