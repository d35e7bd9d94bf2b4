"""thanks told at the end, and who would mentor when a program runs again"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision: str | None = "0028"
branch_labels: str | None = None
depends_on: str | None = None


def _of(table: str, column: str, there: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column], [f"{table}.workspace_id", f"{table}.{there}"], ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "thanks",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("mentorship_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "mentorship_id", "user_id"),
        sa.UniqueConstraint("workspace_id", "mentorship_id", "number", name="uq_thanks_number"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        _of("mentorship", "mentorship_id", "id"),
        _of("person", "user_id", "user_id"),
    )
    op.create_table(
        "willing",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("program_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "program_id", "user_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        _of("program", "program_id", "id"),
        _of("person", "user_id", "user_id"),
    )


def downgrade() -> None:
    op.drop_table("willing")
    op.drop_table("thanks")
