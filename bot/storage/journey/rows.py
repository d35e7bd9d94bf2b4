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


class GivenPromptRow(SQLModel, table=True):
    """A reflection prompt that somebody was given longer ago than its message is kept; not when."""

    __tablename__ = "given_prompt"
    __table_args__ = (belongs_to("person", user_id="user_id"),)

    workspace_id: str = workspace_key()
    user_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


no_prompts: Table = SQLModel.metadata.tables[str(NoPromptsRow.__tablename__)]
given_prompt: Table = SQLModel.metadata.tables[str(GivenPromptRow.__tablename__)]
