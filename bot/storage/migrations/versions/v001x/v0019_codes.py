"""who explains a code, and what a roster's person has yet to look at"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision: str | None = "0018"
branch_labels: str | None = None
depends_on: str | None = None

LONGEST_WORD = 20
OF_A_ROSTER = (("codes", "[]"), ("assumed", "{}"), ("changes", "[]"), ("before", "[]"))


def upgrade() -> None:
    op.create_table(
        "roster_meaning",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("workspace_id", "code", "user_id")),
        sa.Column("work", sa.String(LONGEST_WORD), nullable=False),
        *(sa.Column(name, sa.Time(), nullable=True) for name in ("starts", "ends")),
        sa.PrimaryKeyConstraint("workspace_id", "code", "user_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"], ["person.workspace_id", "person.user_id"], ondelete="CASCADE"
        ),
    )
    # Nobody knows who explained what is there: it goes on to count for everybody.
    settled = sa.Column("settled", sa.String(LONGEST_WORD), nullable=False, server_default="decided")
    op.add_column("roster_code", settled)
    for name, empty in OF_A_ROSTER:
        op.add_column("roster_source", sa.Column(name, sa.JSON(), nullable=False, server_default=empty))
    op.add_column(
        "roster_source", sa.Column("agreed", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.add_column("roster_source", sa.Column("changed", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    for name in ("changed", "agreed", *(name for name, _ in OF_A_ROSTER)):
        op.drop_column("roster_source", name)
    op.drop_column("roster_code", "settled")
    op.drop_table("roster_meaning")
