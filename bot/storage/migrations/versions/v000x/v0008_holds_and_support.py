"""holds and support"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None

LONGEST_WORD = 20


def upgrade() -> None:
    _table(
        "quiet_time",
        "id",
        sa.Column("where", sa.String(LONGEST_WORD), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
    )
    _table("held_kind", "kind")


def downgrade() -> None:
    op.drop_table("held_kind")
    op.drop_table("quiet_time")


def _table(name: str, key: str, *columns: sa.Column[object]) -> None:
    """A program's table, whose rows go with it."""
    op.create_table(
        name,
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("program_id", sa.String(), nullable=False),
        sa.Column(key, sa.String(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("workspace_id", "program_id", key),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "program_id"], ["program.workspace_id", "program.id"], ondelete="CASCADE"
        ),
    )
