"""the staff directory"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

TEXTS = (
    "user_id",
    "email_key",
    "manager_id",
    "profession",
    "specialty",
    "department",
    "site",
    "career_stage",
)
DAYS = ("starts_on", "ends_on", "leave_from", "leave_until")


def upgrade() -> None:
    op.create_table(
        "directory_entry",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in TEXTS),
        sa.Column("standing", sa.String(20), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=True) for name in DAYS),
        sa.Column("row_hash", sa.BigInteger(), nullable=False),
        sa.Column("import_number", sa.Integer(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("moved", sa.JSON(), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "employee_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    _index("uq_directory_entry_user", ["workspace_id", "user_id"], "user_id IS NOT NULL", unique=True)
    _index("ix_directory_entry_moved", ["workspace_id"], "moved IS NOT NULL")
    op.create_table(
        "directory_import",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_key", sa.String(), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
    )


def downgrade() -> None:
    op.drop_table("directory_import")
    op.drop_table("directory_entry")


def _index(name: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(
        name,
        "directory_entry",
        columns,
        unique=unique,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
