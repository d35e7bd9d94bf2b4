"""who changes what every program shows, who plans a post, and what somebody does only so often in a day"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision: str | None = "0021"
branch_labels: str | None = None
depends_on: str | None = None

LONGEST_WORD = 20
# Nobody knows any more who planned what waits: its program's first manager answers for it.
BY_ITS_MANAGER = """
UPDATE announcement SET by = coalesce((
  SELECT program_manager.user_id FROM program_manager
  WHERE program_manager.workspace_id = announcement.workspace_id
    AND program_manager.program_id = announcement.program_id
  ORDER BY program_manager.position
  LIMIT 1
), '')
"""


def _of_workspace(*keys: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.PrimaryKeyConstraint("workspace_id", *keys),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
    )


def upgrade() -> None:
    op.create_table(
        "hospital_version",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        *_of_workspace("number"),
    )
    op.create_table(
        "allowance",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("what", sa.String(LONGEST_WORD), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        *_of_workspace("who", "what"),
    )
    op.add_column("announcement", sa.Column("by", sa.String(), nullable=False, server_default=""))
    op.execute(BY_ITS_MANAGER)


def downgrade() -> None:
    op.drop_column("announcement", "by")
    op.drop_table("allowance")
    op.drop_table("hospital_version")
