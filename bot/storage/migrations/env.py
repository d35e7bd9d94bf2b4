"""Alembic's way in: runs the migrations on the connection it is given."""

from alembic import context
from sqlmodel import SQLModel

from bot.storage import tables

assert tables.workspace.metadata is SQLModel.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
