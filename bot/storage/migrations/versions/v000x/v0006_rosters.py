"""rosters"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None

LONGEST_WORD = 20


def upgrade() -> None:
    op.create_table(
        "roster_source",
        _text("workspace_id"),
        _text("user_id"),
        _text("kind", length=LONGEST_WORD),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("corrections", sa.Text(), nullable=False),
        _moment("known_from", nullable=True),
        _moment("known_until"),
        _moment("read_at", nullable=True),
        _moment("next_refresh_at"),
        sa.Column("unknown", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("unclear", "failures", "outages")),
        sa.PrimaryKeyConstraint("workspace_id", "user_id"),
        _of_workspace(),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"], ["person.workspace_id", "person.user_id"], ondelete="CASCADE"
        ),
    )
    op.create_index("ix_roster_source_refresh", "roster_source", ["next_refresh_at"])
    op.create_table(
        "roster_code",
        _text("workspace_id"),
        _text("code"),
        _text("work", length=LONGEST_WORD),
        *(sa.Column(name, sa.Time(), nullable=True) for name in ("starts", "ends")),
        sa.PrimaryKeyConstraint("workspace_id", "code"),
        _of_workspace(),
    )


def downgrade() -> None:
    op.drop_table("roster_code")
    op.drop_table("roster_source")


def _of_workspace() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE")


def _text(name: str, *, length: int | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.String(length), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
