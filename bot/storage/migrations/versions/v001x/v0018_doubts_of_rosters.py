"""what of a roster has no day, and zones nobody knows"""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Strings

revision = "0018"
down_revision: str | None = "0017"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.add_column("roster_source", sa.Column("undated", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("roster_source", sa.Column("zones", Strings(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("roster_source", "zones")
    op.drop_column("roster_source", "undated")
