"""Rows of the journey; as with the other tables, nothing outside bot.storage imports them."""

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

from bot.storage.columns import belongs_to, workspace_key


class NoPromptsRow(SQLModel, table=True):
    """Somebody who wants no reflection prompts."""

    __tablename__ = "no_prompts"
    __table_args__ = (belongs_to("person", user_id="user_id"),)

    workspace_id: str = workspace_key()
    user_id: str = Field(primary_key=True)


no_prompts: Table = SQLModel.metadata.tables[str(NoPromptsRow.__tablename__)]
