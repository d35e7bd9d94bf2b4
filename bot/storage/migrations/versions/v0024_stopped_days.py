"""days on which a silence is not counted"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision: str | None = "0023"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "stopped_days",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("mentorship_id", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "mentorship_id", "starts_on"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "mentorship_id"],
            ["mentorship.workspace_id", "mentorship.id"],
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table("stopped_days")
