"""Rows of who had themselves deleted; as with the other tables, nothing outside bot.storage imports them."""

from sqlalchemy import Table
from sqlmodel import Field, SQLModel


class NotedDeletionRow(SQLModel, table=True):
    """A deletion that this database has seen: a random number, which the file beside it has as well.

    What stands in the file alone happened after a backup was made.
    """

    __tablename__ = "noted_deletion"

    id: str = Field(primary_key=True)


noted_deletion: Table = SQLModel.metadata.tables[str(NotedDeletionRow.__tablename__)]
