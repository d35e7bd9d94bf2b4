"""which manager has a mentorship that may need support in hand; the week in which a pause began"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision: str | None = "0032"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "support_taken",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("mentorship_id", sa.String(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "mentorship_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "mentorship_id"],
            ["mentorship.workspace_id", "mentorship.id"],
            ondelete="CASCADE",
        ),
    )
    op.add_column("mentorship", sa.Column("paused_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("mentorship", "paused_on")
    op.drop_table("support_taken")
