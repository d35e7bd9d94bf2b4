"""the clocks of retention"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision: str | None = "0020"
branch_labels: str | None = None
depends_on: str | None = None

CLOCKS = {
    "outbox": "settled_on",
    "person": "idle_on",
    "program": "over_on",
    "enrolment": "over_on",
    "mentorship": "dropped_on",
}
OF_A_MEETING = "kind IN ('time_question', 'time_set', 'time_off', 'meeting_reminder')"
UNMARKED = "state IN ('sent', 'dropped', 'failed', 'unknown') AND settled_on IS NULL"
# Of everything else the first night says that it is over: when it came to its end is not known.
SENT = (
    "UPDATE outbox SET settled_on = date(sent_at) WHERE sent_at IS NOT NULL AND state IN ('sent', 'unknown')"
)
ENDED = (
    "UPDATE program SET over_on = ends_on WHERE state IN ('closed', 'archived') AND ends_on < CURRENT_DATE"
)


def upgrade() -> None:
    for table, name in CLOCKS.items():
        op.add_column(table, sa.Column(name, sa.Date(), nullable=True))
    op.execute(SENT)
    op.execute(ENDED)
    _index("ix_outbox_unmarked", ["workspace_id", "id"], UNMARKED)
    _index("ix_outbox_settled", ["workspace_id", "settled_on"], "settled_on IS NOT NULL")
    op.drop_index("ix_outbox_meeting", "outbox")
    _index("ix_outbox_meeting", ["workspace_id", "expires_at"], OF_A_MEETING)
    op.create_table(
        "given_prompt",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", "number"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"], ["person.workspace_id", "person.user_id"], ondelete="CASCADE"
        ),
    )
    op.create_table(
        "noted_deletion",
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("noted_deletion")
    op.drop_table("given_prompt")
    op.drop_index("ix_outbox_meeting", "outbox")
    _index("ix_outbox_meeting", ["expires_at"], OF_A_MEETING)
    op.drop_index("ix_outbox_settled", "outbox")
    op.drop_index("ix_outbox_unmarked", "outbox")
    for table, name in CLOCKS.items():
        op.drop_column(table, name)


def _index(name: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, "outbox", columns, sqlite_where=condition, postgresql_where=condition)
