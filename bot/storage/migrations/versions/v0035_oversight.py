"""roles of those who look over programs, and an access log that turns its pages quickly"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision: str | None = "0034"
branch_labels: str | None = None
depends_on: str | None = None

LONGEST_WORD = 20
BY_AGE = "ix_access_event_by_age"


def upgrade() -> None:
    op.create_table(
        "oversight_role",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(LONGEST_WORD), nullable=False),
        sa.Column("program_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "role", "program_id", "user_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
    )
    op.create_index(BY_AGE, "access_event", ["workspace_id", "id"])


def downgrade() -> None:
    op.drop_index(BY_AGE, "access_event")
    op.drop_table("oversight_role")
