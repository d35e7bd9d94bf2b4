"""Workspaces that the app was taken out of, and what stands still there until it is back or all is deleted.

As with the other tables, nothing outside bot.storage imports them.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Table, select
from sqlmodel import Field, SQLModel

from bot.storage.columns import workspace_key


class UninstalledRow(SQLModel, table=True):
    """`at` is when the app was taken out."""

    __tablename__ = "uninstalled"

    workspace_id: str = workspace_key()
    at: datetime = Field(index=True)


uninstalled: Table = SQLModel.metadata.tables[str(UninstalledRow.__tablename__)]


def goes_on(workspace_id: ColumnElement[str]) -> ColumnElement[bool]:
    """A condition for whatever looks over all workspaces and acts: the app is not taken out there."""
    return workspace_id.not_in(select(uninstalled.c.workspace_id))
