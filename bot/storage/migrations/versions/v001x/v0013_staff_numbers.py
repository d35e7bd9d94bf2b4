"""staff numbers are confirmed"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision: str | None = "0012"
branch_labels: str | None = None
depends_on: str | None = None

# Nobody knows any more how a link came about. Until the next file or Slack's addresses agree with it, it
# counts as somebody's own word; so that they are asked, every row and an unchanged file are read anew.
FOLLOW_UP = (
    "UPDATE directory_entry SET known_by = 'claimed' WHERE user_id IS NOT NULL",
    "UPDATE directory_entry SET row_hash = 0",
    "UPDATE directory_import SET file_key = ''",
)


def upgrade() -> None:
    op.add_column("directory_entry", sa.Column("known_by", sa.String(20), nullable=True))
    for statement in FOLLOW_UP:
        op.execute(statement)
    op.create_table(
        "staff_claim",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", "number"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
    )


def downgrade() -> None:
    op.drop_table("staff_claim")
    op.drop_column("directory_entry", "known_by")
