"""goals of mentees, encrypted"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision: str | None = "0025"
branch_labels: str | None = None
depends_on: str | None = None

KEY = ["workspace_id", "mentorship_id", "user_id"]


def upgrade() -> None:
    op.create_table(
        "goals",
        *(sa.Column(name, sa.String(), nullable=False) for name in KEY),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(*KEY),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "mentorship_id"],
            ["mentorship.workspace_id", "mentorship.id"],
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_goals_user", "goals", ["workspace_id", "user_id"])


def downgrade() -> None:
    op.drop_index("ix_goals_user", table_name="goals")
    op.drop_table("goals")
