"""announcements"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "announcement",
        _text("workspace_id"),
        _text("id"),
        _text("program_id"),
        _text("channel_id"),
        sa.Column("text", sa.Text(), nullable=False),
        _text("tz"),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("post_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("repeat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "program_id"], ["program.workspace_id", "program.id"], ondelete="CASCADE"
        ),
    )
    op.create_index("ix_announcement_program", "announcement", ["workspace_id", "program_id"])


def downgrade() -> None:
    op.drop_table("announcement")


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=False)
