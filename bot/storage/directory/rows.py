"""The staff directory's rows; as with the other tables, nothing outside bot.storage imports them."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Index, MetaData, String, Table, literal_column
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Field, SQLModel

from bot.domain.directory import Employment, KnownBy
from bot.domain.staff_numbers import ClaimState
from bot.storage.columns import Strings, one_of, workspace_key

IS_LINKED: ColumnElement[bool] = literal_column("user_id IS NOT NULL")
HAS_MOVED: ColumnElement[bool] = literal_column("moved IS NOT NULL")


class DirectoryEntryRow(SQLModel, table=True):
    """`row_hash` says whether a row of the next file is new; `import_number` when it last was."""

    __tablename__ = "directory_entry"
    __table_args__ = (
        Index(
            "uq_directory_entry_user",
            "workspace_id",
            "user_id",
            unique=True,
            sqlite_where=IS_LINKED,
            postgresql_where=IS_LINKED,
        ),
        Index(
            "ix_directory_entry_moved",
            "workspace_id",
            sqlite_where=HAS_MOVED,
            postgresql_where=HAS_MOVED,
        ),
        {"sqlite_with_rowid": False},
    )

    workspace_id: str = workspace_key()
    employee_id: str = Field(primary_key=True)
    user_id: str | None
    known_by: KnownBy | None = Field(sa_type=one_of(KnownBy), nullable=True)
    email_key: str | None
    manager_id: str | None
    profession: str | None
    specialty: str | None
    department: str | None
    site: str | None
    career_stage: str | None
    standing: Employment = Field(sa_type=one_of(Employment))
    starts_on: date | None
    ends_on: date | None
    leave_from: date | None
    leave_until: date | None
    row_hash: int = Field(sa_type=BigInteger)
    import_number: int
    left_on: date | None
    moved: tuple[str, ...] | None = Field(sa_type=Strings, nullable=True)
    released_on: date | None


class DirectoryImportRow(SQLModel, table=True):
    """The last file taken in."""

    __tablename__ = "directory_import"

    workspace_id: str = workspace_key()
    number: int
    file_key: str
    imported_on: date


class StaffClaimRow(SQLModel, table=True):
    """Of nobody's row but the workspace's: who types a number need not have joined yet."""

    __tablename__ = "staff_claim"

    workspace_id: str = workspace_key()
    user_id: str = Field(primary_key=True)
    number: str = Field(primary_key=True)
    claimed_at: datetime
    state: ClaimState = Field(sa_type=one_of(ClaimState))


entry = SQLModel.metadata.tables["directory_entry"]
claim = SQLModel.metadata.tables["staff_claim"]
last_import = SQLModel.metadata.tables["directory_import"]

# Lives as long as one import: the numbers that were in the file so far.
seen = Table(
    "directory_seen",
    MetaData(),
    Column("employee_id", String, nullable=False),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)
# Made when all of them are there, which is quicker.
seen_index = Index("ix_directory_seen", seen.c.employee_id)
seen.indexes.clear()
