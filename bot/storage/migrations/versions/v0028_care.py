"""who mentors can turn to, what a lead signs off, requests for advice, and mentors who take no new mentee"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision: str | None = "0027"
branch_labels: str | None = None
depends_on: str | None = None

LONGEST_WORD = 20


def _of_workspace(*keys: str, **owner: str) -> tuple[sa.Constraint, ...]:
    [(table, column)] = owner.items()
    there = "id" if table == "program" else column
    return (
        sa.PrimaryKeyConstraint("workspace_id", *keys),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id", column], [f"{table}.workspace_id", f"{table}.{there}"], ondelete="CASCADE"
        ),
    )


def upgrade() -> None:
    op.add_column("program", sa.Column("lead", sa.String(), nullable=True))
    op.add_column("program", sa.Column("deputy", sa.String(), nullable=True))
    op.create_table(
        "lead_answer",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("program_id", sa.String(), nullable=False),
        sa.Column("said", sa.String(LONGEST_WORD), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        *_of_workspace("user_id", "program_id", program="program_id"),
    )
    op.create_table(
        "sign_off",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("program_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_of_workspace("program_id", "number", program="program_id"),
    )
    op.create_table(
        "advice",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("program_id", sa.String(), nullable=False),
        sa.Column("topic", sa.String(LONGEST_WORD), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seen_by", sa.String(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        *_of_workspace("user_id", "program_id", program="program_id"),
    )
    op.create_table(
        "no_new_mentee",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        *_of_workspace("user_id", person="user_id"),
    )


def downgrade() -> None:
    op.drop_table("no_new_mentee")
    op.drop_table("advice")
    op.drop_table("sign_off")
    op.drop_table("lead_answer")
    op.drop_column("program", "deputy")
    op.drop_column("program", "lead")
