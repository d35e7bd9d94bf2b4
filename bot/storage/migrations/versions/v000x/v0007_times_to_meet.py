"""times to meet"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "planned_meeting",
        _text("workspace_id"),
        _text("mentorship_id"),
        _text("uid"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.Column("offered", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("called_off", sa.Boolean(), nullable=False),
        sa.Column("good_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "mentorship_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "mentorship_id"],
            ["mentorship.workspace_id", "mentorship.id"],
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_planned_meeting_good_until", "planned_meeting", ["good_until"])
    op.create_table(
        "slot_pick",
        _text("workspace_id"),
        _text("mentorship_id"),
        _text("user_id"),
        sa.Column("starts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "mentorship_id", "user_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "mentorship_id"],
            ["planned_meeting.workspace_id", "planned_meeting.mentorship_id"],
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table("slot_pick")
    op.drop_table("planned_meeting")


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=False)
