"""what is over stands in no index of what is to come"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision: str | None = "0015"
branch_labels: str | None = None
depends_on: str | None = None

KEY = ["workspace_id", "kind", "subject", "cycle", "recipient"]
SUBJECT_FIRST = ["workspace_id", "subject", "kind", "cycle", "recipient"]
SUBJECT = ["workspace_id", "subject"]
TO_RECIPIENT = ["workspace_id", "recipient", "sent_at"]
CYCLE = ["workspace_id", "mentorship_id", "number"]
OF_A_MEETING = "kind IN ('time_question', 'time_set', 'time_off', 'meeting_reminder')"
PLACED = "state = 'pending' AND planned_for IS NOT NULL"
UNFOLLOWED = "outcome IS NOT NULL AND NOT followed"
OVER = {
    "sqlite": "date(starts_on, (7 * COALESCE(weeks, every_weeks)) || ' days')",
    "postgresql": "starts_on + 7 * COALESCE(weeks, every_weeks)",
}
FILL = """
UPDATE cycle SET runs_until = (
  SELECT {over} FROM mentorship
  WHERE mentorship.workspace_id = cycle.workspace_id AND mentorship.id = cycle.mentorship_id
    AND mentorship.state = 'active'
) WHERE NOT followed
"""

ORPHANED = """
UPDATE planned_meeting SET orphaned = true WHERE NOT EXISTS (
  SELECT 1 FROM mentorship
  WHERE mentorship.workspace_id = planned_meeting.workspace_id
    AND mentorship.id = planned_meeting.mentorship_id AND mentorship.state = 'active'
)
"""


def upgrade() -> None:
    op.add_column("cycle", sa.Column("runs_until", sa.Date(), nullable=True))
    op.execute(FILL.format(over=OVER[op.get_bind().dialect.name]))
    op.drop_index("ix_cycle_open", "cycle")
    op.drop_index("ix_cycle_unfollowed", "cycle")
    _index("ix_cycle_running", "cycle", ["runs_until"], "outcome IS NULL AND runs_until IS NOT NULL")
    _index("ix_cycle_unfollowed", "cycle", CYCLE, f"{UNFOLLOWED} AND runs_until IS NOT NULL")
    _index("ix_mentorship_paused", "mentorship", ["paused_until"], "paused_until IS NOT NULL")
    op.add_column(
        "planned_meeting", sa.Column("orphaned", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(ORPHANED)
    _index("ix_planned_meeting_orphaned", "planned_meeting", ["starts_at"], "orphaned")
    _index("ix_enrolment_charter", "enrolment", ["charter_version"], "state = 'active'")
    op.drop_index("ix_outbox_sent", "outbox")
    _rekey(SUBJECT_FIRST)
    op.drop_index("ix_outbox_subject", "outbox")
    _index("ix_outbox_subject", "outbox", SUBJECT, "state IN ('pending', 'claimed')")
    op.create_index("ix_outbox_recipient", "outbox", TO_RECIPIENT)
    # Of two that seem as good to it, SQLite takes the newest.
    op.drop_index("ix_outbox_unplaced", "outbox")
    _index("ix_outbox_unplaced", "outbox", ["due_at"], "state = 'pending' AND planned_for IS NULL")
    op.drop_index("ix_outbox_placed", "outbox")
    _index("ix_outbox_placed", "outbox", ["workspace_id", "recipient"], PLACED)
    _index("ix_outbox_last_question", "outbox", ["sent_at"], "kind = 'still_there' AND state = 'sent'")
    _index("ix_outbox_meeting", "outbox", ["expires_at"], OF_A_MEETING)
    _index(
        "ix_outbox_not_arrived",
        "outbox",
        ["state", "kind", "outcome"],
        "state IN ('failed', 'unknown', 'dropped')",
    )


def downgrade() -> None:
    for name in ("not_arrived", "meeting", "last_question", "recipient"):
        op.drop_index(f"ix_outbox_{name}", "outbox")
    op.drop_index("ix_outbox_subject", "outbox")
    _rekey(KEY)
    _index("ix_outbox_subject", "outbox", SUBJECT, "state = 'pending'")
    _index("ix_outbox_sent", "outbox", TO_RECIPIENT, "sent_at IS NOT NULL")
    op.drop_index("ix_enrolment_charter", "enrolment")
    op.drop_index("ix_planned_meeting_orphaned", "planned_meeting")
    op.drop_column("planned_meeting", "orphaned")
    op.drop_index("ix_mentorship_paused", "mentorship")
    op.drop_index("ix_cycle_unfollowed", "cycle")
    op.drop_index("ix_cycle_running", "cycle")
    op.drop_column("cycle", "runs_until")
    _index("ix_cycle_unfollowed", "cycle", CYCLE, UNFOLLOWED)
    _index("ix_cycle_open", "cycle", ["starts_on"], "outcome IS NULL")


def _rekey(columns: list[str]) -> None:
    with op.batch_alter_table("outbox") as table:
        table.drop_constraint("uq_outbox_key", type_="unique")
        table.create_unique_constraint("uq_outbox_key", columns)


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
