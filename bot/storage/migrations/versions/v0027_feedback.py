"""feedback in waves"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision: str | None = "0025"
branch_labels: str | None = None
depends_on: str | None = None

INTAKE = ["workspace_id", "program_id", "intake"]
WORD = sa.String(length=20)


def upgrade() -> None:
    _create(
        "feedback_key",
        INTAKE,
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("dies_on", sa.Date(), nullable=False),
        _belongs_to("program", ["program_id"], ["id"]),
    )
    _create(
        "wave",
        [*INTAKE, "kind"],
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=True),
        _belongs_to("program", ["program_id"], ["id"]),
    )
    _create(
        "wave_place",
        [*INTAKE, "kind", "user_id"],
        sa.Column("role", WORD, nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("is_early", "is_opened", "is_finished")),
        _belongs_to("wave", ["program_id", "intake", "kind"]),
        _belongs_to("person", ["user_id"]),
    )
    op.create_index("ix_wave_place_user", "wave_place", ["workspace_id", "user_id"])
    _create(
        "answer_blob",
        [*INTAKE, "kind", "key"],
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _belongs_to("feedback_key", ["program_id", "intake"]),
    )


def _create(table: str, keys: list[str], *rest: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        *(sa.Column(name, WORD if name == "kind" else sa.String(), nullable=False) for name in keys),
        *rest,
        sa.PrimaryKeyConstraint(*keys),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
    )


def _belongs_to(table: str, here: list[str], there: list[str] | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", *here],
        [f"{table}.workspace_id", *(f"{table}.{name}" for name in there or here)],
        ondelete="CASCADE",
    )


def downgrade() -> None:
    for table in ("answer_blob", "wave_place", "wave", "feedback_key"):
        op.drop_table(table)
