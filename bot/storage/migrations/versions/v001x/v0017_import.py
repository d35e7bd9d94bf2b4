"""an import stages its rows"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision: str | None = "0016"
branch_labels: str | None = None
depends_on: str | None = None

IS_LINKED, HAS_MOVED = "user_id IS NOT NULL", "moved IS NOT NULL"
CURRENT = """
coalesce(
  (SELECT number FROM directory_import AS last WHERE last.workspace_id = directory_entry.workspace_id), 1
)
"""
TEXTS = ("email_key", "manager_id", "profession", "specialty", "department", "site", "career_stage")
DAYS = ("starts_on", "ends_on", "leave_from", "leave_until")


def upgrade() -> None:
    op.execute(f"UPDATE directory_entry SET import_number = {CURRENT}")
    _remake(
        key=["workspace_id", "employee_id", "import_number"],
        user=["workspace_id", "user_id", "import_number"],
    )
    op.create_table(
        "directory_staging",
        sa.Column("workspace_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("reserved", "over", "touched")),
        sa.PrimaryKeyConstraint("workspace_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
    )


def downgrade() -> None:
    op.drop_table("directory_staging")
    op.execute(f"DELETE FROM directory_entry WHERE import_number <> {CURRENT}")
    _remake(key=["workspace_id", "employee_id"], user=["workspace_id", "user_id"])


def _remake(*, key: Sequence[str], user: Sequence[str]) -> None:
    """With another key, which SQLite cannot give to a table that is there."""
    op.drop_index("uq_directory_entry_user", "directory_entry")
    op.drop_index("ix_directory_entry_moved", "directory_entry")
    if op.get_context().dialect.name == "sqlite":
        made = _create(key)
        names = ", ".join(column.name for column in made.c)
        op.execute(f"INSERT INTO directory_entry_new ({names}) SELECT {names} FROM directory_entry")
        op.drop_table("directory_entry")
        op.rename_table("directory_entry_new", "directory_entry")
    else:
        op.drop_constraint("directory_entry_pkey", "directory_entry")
        op.create_primary_key("directory_entry_pkey", "directory_entry", list(key))
    _index("uq_directory_entry_user", user, IS_LINKED, unique=True)
    _index("ix_directory_entry_moved", ["workspace_id"], HAS_MOVED)


def _create(key: Sequence[str]) -> sa.Table:
    return op.create_table(
        "directory_entry_new",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("import_number", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.Column("known_by", sa.String(20), nullable=True),
        *(sa.Column(name, sa.String(), nullable=True) for name in TEXTS),
        sa.Column("standing", sa.String(20), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=True) for name in DAYS),
        sa.Column("row_hash", sa.BigInteger(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("moved", sa.JSON(), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint(*key),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )


def _index(name: str, columns: Sequence[str], where: str, *, unique: bool = False) -> None:
    shown = sa.text(where)
    op.create_index(
        name, "directory_entry", list(columns), unique=unique, sqlite_where=shown, postgresql_where=shown
    )
