"""plans, preferences, briefings, nominations"""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

TABLES = ("forgotten", "nomination", "program_version", "briefing", "preferences")
OF_PERSON = ("quiet_from", "quiet_until", "paused_from", "paused_until", "leave_from", "leave_until")
OF_PROGRAM = ("champion", "intake", "signup_ends_on", "plan", "version", "follows")


def upgrade() -> None:
    _people()
    _programs()
    _exclusions()
    with op.batch_alter_table("access_event") as table:
        table.add_column(_text("about", nullable=True))
    op.create_table(
        "nomination",
        _text("workspace_id"),
        _text("program_id"),
        _text("user_id"),
        _word("state"),
        sa.PrimaryKeyConstraint("workspace_id", "program_id", "user_id"),
        _of_workspace(),
        _of("program", "program_id", "id"),
    )
    op.create_table(
        "forgotten",
        _text("workspace_id"),
        _text("key"),
        sa.PrimaryKeyConstraint("workspace_id", "key"),
        _of_workspace(),
    )


def downgrade() -> None:
    """A program without a last day gets one: what was before knew no other."""
    for table in TABLES:
        op.drop_table(table)
    op.execute("UPDATE program SET ends_on = starts_on WHERE ends_on IS NULL")
    _remake_exclusions(
        _exclusion_columns(),
        ("workspace_id", "user_id", "other_id"),
        copied="SELECT DISTINCT workspace_id, user_id, other_id FROM before WHERE kind <> 'cleared'",
    )
    _drop("access_event", ("about",))
    _drop("person", OF_PERSON)
    with op.batch_alter_table("program") as changed:
        for column in OF_PROGRAM:
            changed.drop_column(column)
        changed.alter_column("ends_on", existing_type=sa.Date(), nullable=False)


def _drop(name: str, columns: tuple[str, ...]) -> None:
    with op.batch_alter_table(name) as table:
        for column in columns:
            table.drop_column(column)


def _people() -> None:
    with op.batch_alter_table("person") as table:
        for name in OF_PERSON[:2]:
            table.add_column(sa.Column(name, sa.Time(), nullable=True))
        for name in OF_PERSON[2:]:
            table.add_column(_day(name, nullable=True))
    op.create_table(
        "preferences",
        _text("workspace_id"),
        _text("user_id"),
        *(_json(name) for name in ("languages", "interests", "heading_for", "been_there")),
        _text("patient_setting", nullable=True),
        _text("meets", nullable=True),
        _json("styles"),
        sa.PrimaryKeyConstraint("workspace_id", "user_id"),
        _of_workspace(),
        _of("person", "user_id", "user_id"),
    )
    op.create_table(
        "briefing",
        _text("workspace_id"),
        _text("user_id"),
        _text("briefing_id"),
        sa.Column("pages_read", sa.Integer(), nullable=False),
        _day("finished_on", nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", "briefing_id"),
        _of_workspace(),
        _of("person", "user_id", "user_id"),
    )


def _programs() -> None:
    """Programs that were there had no end of sign-up, and go on without one."""
    with op.batch_alter_table("program") as table:
        table.alter_column("ends_on", existing_type=sa.Date(), nullable=True)
        table.add_column(_text("champion", nullable=True))
        table.add_column(_with_default(_word("intake"), "cohort"))
        table.add_column(_day("signup_ends_on", nullable=True))
        table.add_column(_with_default(_json("plan"), "{}"))
        table.add_column(_with_default(sa.Column("version", sa.Integer(), nullable=False), "1"))
        table.add_column(_text("follows", nullable=True))
    op.create_table(
        "program_version",
        _text("workspace_id"),
        _text("program_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _text("by"),
        _json("changes"),
        sa.PrimaryKeyConstraint("workspace_id", "program_id", "number"),
        _of_workspace(),
        _of("program", "program_id", "id"),
    )


def _exclusions() -> None:
    """Who was named until now was asked for as a manager or assessor."""
    key = ("workspace_id", "user_id", "other_id", "kind")
    copied = "SELECT workspace_id, user_id, other_id, 'manager' FROM before"
    _remake_exclusions((*_exclusion_columns(), _word("kind")), key, copied=copied)
    op.create_index("ix_exclusion_other", "exclusion", ["workspace_id", "other_id"])


def _exclusion_columns() -> tuple[sa.Column[object], ...]:
    return (_text("workspace_id"), _text("user_id"), _text("other_id"))


def _remake_exclusions(columns: Iterable[sa.Column[object]], key: tuple[str, ...], *, copied: str) -> None:
    """Neither database changes a primary key in place under a name both know."""
    op.rename_table("exclusion", "before")
    op.create_table(
        "exclusion",
        *columns,
        sa.PrimaryKeyConstraint(*key),
        _of_workspace(),
        _of("person", "user_id", "user_id"),
    )
    op.execute(f"INSERT INTO exclusion {copied}")
    op.drop_table("before")


def _with_default(column: sa.Column[object], default: str) -> sa.Column[object]:
    """For the rows that are there; the bot always says."""
    column.server_default = sa.DefaultClause(default)
    return column


def _text(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _word(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(20), nullable=False)


def _day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _of_workspace() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE")


def _of(table: str, column: str, key: str) -> sa.ForeignKeyConstraint:
    there = [f"{table}.workspace_id", f"{table}.{key}"]
    return sa.ForeignKeyConstraint(["workspace_id", column], there, ondelete="CASCADE")
