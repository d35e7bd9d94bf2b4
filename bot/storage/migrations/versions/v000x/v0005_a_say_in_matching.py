"""a say in matching"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

LONGEST_WORD = 20
NO = sa.text("false")
PROGRAM = (["workspace_id", "program_id"], ["program.workspace_id", "program.id"])
ENROLMENT = (
    ["workspace_id", "program_id", "user_id"],
    ["enrolment.workspace_id", "enrolment.program_id", "enrolment.user_id"],
)


def upgrade() -> None:
    _add_columns()
    _table(
        "suggestion",
        ENROLMENT,
        _text("user_id"),
        _text("mentor_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=False),
        _text("said", length=LONGEST_WORD, nullable=True),
        key=("user_id", "mentor_id"),
    )
    op.create_index("ix_suggestion_mentor", "suggestion", ["workspace_id", "mentor_id"])
    _table(
        "request",
        ENROLMENT,
        _text("user_id"),
        _text("topic", length=LONGEST_WORD),
        sa.Column("asked_on", sa.Date(), nullable=False),
        _text("state", length=LONGEST_WORD),
        key=("user_id", "topic"),
    )
    _table(
        "proposal",
        PROGRAM,
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("would_help", sa.JSON(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True),
        _text("publish_by", nullable=True),
    )
    _partial_index("ix_proposal_publish", "proposal", "publish_at")
    _table("left_over", ENROLMENT, _text("user_id"), _text("why"), _text("help"), key=("user_id",))


def downgrade() -> None:
    for name in ("left_over", "proposal", "request", "suggestion"):
        op.drop_table(name)
    op.drop_index("ix_mentorship_answer", "mentorship")
    for name, columns in (
        ("mentorship", ("rematched", "answer_by", "locked")),
        ("program", ("look_again_on",)),
        ("enrolment", ("on_hold",)),
        ("preferences", ("mixes_stages",)),
    ):
        with op.batch_alter_table(name) as changed:
            for column in columns:
                changed.drop_column(column)


def _add_columns() -> None:
    with op.batch_alter_table("mentorship") as changed:
        changed.add_column(_flag("locked"))
        changed.add_column(sa.Column("answer_by", sa.Date(), nullable=True))
        changed.add_column(_flag("rematched"))
    _partial_index("ix_mentorship_answer", "mentorship", "answer_by")
    with op.batch_alter_table("enrolment") as changed:
        changed.add_column(_flag("on_hold"))
    with op.batch_alter_table("program") as changed:
        changed.add_column(sa.Column("look_again_on", sa.Date(), nullable=True))
    with op.batch_alter_table("preferences") as changed:
        changed.add_column(_flag("mixes_stages"))


def _table(
    name: str,
    owner: tuple[list[str], list[str]],
    *columns: sa.Column[object],
    key: tuple[str, ...] = (),
) -> None:
    """A workspace's table, whose rows go with their owner."""
    here, there = owner
    op.create_table(
        name,
        _text("workspace_id"),
        _text("program_id"),
        *columns,
        sa.PrimaryKeyConstraint("workspace_id", "program_id", *key),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(here, there, ondelete="CASCADE"),
    )


def _partial_index(name: str, table: str, column: str) -> None:
    is_set = sa.text(f"{column} IS NOT NULL")
    op.create_index(name, table, [column], sqlite_where=is_set, postgresql_where=is_set)


def _flag(name: str) -> sa.Column[object]:
    """Rows from before it say no."""
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=NO)


def _text(name: str, *, length: int | None = None, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.String(length), nullable=nullable)
