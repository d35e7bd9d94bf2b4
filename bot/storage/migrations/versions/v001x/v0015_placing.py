"""messages wait where they may leave, and a silence is asked about when it is there"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision: str | None = "0014"
branch_labels: str | None = None
depends_on: str | None = None

UNPLACED = sa.text("state = 'pending' AND planned_for IS NULL")
PLACED = sa.text("state = 'pending' AND planned_for IS NOT NULL")
WATCHED = sa.text("look_on IS NOT NULL")
# What waited for a silence that may never come is planned when it is there.
LOOK = """
UPDATE cycle SET look_on = starts_on WHERE EXISTS (
  SELECT 1 FROM outbox
  WHERE outbox.workspace_id = cycle.workspace_id AND outbox.subject = cycle.mentorship_id
    AND outbox.cycle = cycle.number AND outbox.kind = 'quiet_check' AND outbox.state = 'pending'
)
"""
FORGET = "DELETE FROM outbox WHERE kind = 'quiet_check' AND state = 'pending'"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("planned_for", sa.DateTime(timezone=True), nullable=True))
    op.add_column("cycle", sa.Column("look_on", sa.Date(), nullable=True))
    _partial("ix_outbox_unplaced", "outbox", ["due_at"], where=UNPLACED)
    _partial("ix_outbox_placed", "outbox", ["workspace_id", "recipient"], where=PLACED)
    _partial("ix_cycle_look", "cycle", ["look_on"], where=WATCHED)
    # By its primary key SQLite would read everybody of a workspace to find the mentorships of one.
    op.drop_index("ix_mentorship_member_user", table_name="mentorship_member")
    op.create_index(
        "ix_mentorship_member_user", "mentorship_member", ["workspace_id", "user_id", "mentorship_id"]
    )
    op.execute(LOOK)
    op.execute(FORGET)


def downgrade() -> None:
    op.drop_index("ix_mentorship_member_user", table_name="mentorship_member")
    op.create_index("ix_mentorship_member_user", "mentorship_member", ["workspace_id", "user_id"])
    op.drop_index("ix_cycle_look", table_name="cycle")
    op.drop_index("ix_outbox_placed", table_name="outbox")
    op.drop_index("ix_outbox_unplaced", table_name="outbox")
    op.drop_column("cycle", "look_on")
    op.drop_column("outbox", "planned_for")


def _partial(name: str, table: str, columns: list[str], *, where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
