"""frozen numbers"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision: str | None = "0022"
branch_labels: str | None = None
depends_on: str | None = None

KEY = ["workspace_id", "program_id", "week", "kind", "group"]


def upgrade() -> None:
    op.create_table(
        "cell",
        *(sa.Column(name, sa.String(), nullable=False) for name in KEY[:2]),
        sa.Column("week", sa.Date(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in KEY[3:]),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("could", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint(*KEY),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "program_id"], ["program.workspace_id", "program.id"], ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table("cell")
