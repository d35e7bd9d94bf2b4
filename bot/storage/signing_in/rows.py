"""Rows of signing in; as with the other tables, nothing outside bot.storage imports them."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Table
from sqlmodel import Field, SQLModel


class SignInLinkRow(SQLModel, table=True):
    """`key` is a hash; the link itself is kept nowhere. Gone with the first use."""

    __tablename__ = "sign_in_link"
    __table_args__ = (ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),)

    key: str = Field(primary_key=True)
    workspace_id: str
    user_id: str
    made_at: datetime


class DashboardSessionRow(SQLModel, table=True):
    """`key` is a hash; what a browser carries is kept nowhere."""

    __tablename__ = "dashboard_session"
    __table_args__ = (ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),)

    key: str = Field(primary_key=True)
    workspace_id: str
    user_id: str
    started_at: datetime
    seen_at: datetime


sign_in_link: Table = SQLModel.metadata.tables[str(SignInLinkRow.__tablename__)]
dashboard_session: Table = SQLModel.metadata.tables[str(DashboardSessionRow.__tablename__)]
