"""coming back"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision: str | None = "0011"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.add_column("seen_event", sa.Column("at_work_until", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "uninstalled",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace_id"),
    )
    op.create_index("ix_uninstalled_at", "uninstalled", ["at"])


def downgrade() -> None:
    op.drop_table("uninstalled")
    op.drop_column("seen_event", "at_work_until")
