"""The staff directory's rows; as with the other tables, nothing outside bot.storage imports them."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Index,
    Integer,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Field, SQLModel

from bot.domain.directory import Employment, KnownBy
from bot.domain.staff_numbers import ClaimState
from bot.storage.columns import Strings, one_of, workspace_key

IS_LINKED: ColumnElement[bool] = literal_column("user_id IS NOT NULL")
HAS_MOVED: ColumnElement[bool] = literal_column("moved IS NOT NULL")


class DirectoryEntryRow(SQLModel, table=True):
    """Each import has rows of its own, and only those of the last whole one are shown.

    `row_hash` says whether a row of the next file is new.
    """

    __tablename__ = "directory_entry"
    __table_args__ = (
        Index(
            "uq_directory_entry_user",
            "workspace_id",
            "user_id",
            "import_number",
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
    import_number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
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
    left_on: date | None
    moved: tuple[str, ...] | None = Field(sa_type=Strings, nullable=True)
    released_on: date | None


class DirectoryImportRow(SQLModel, table=True):
    """The last file taken in; the rows with its `number` are the directory."""

    __tablename__ = "directory_import"

    workspace_id: str = workspace_key()
    number: int
    file_key: str
    imported_on: date


class DirectoryStagingRow(SQLModel, table=True):
    """What imports under way know of each other, and of links that change meanwhile.

    Numbers up to `reserved` are given out; what was staged under those up to `over` is of no use.
    """

    __tablename__ = "directory_staging"

    workspace_id: str = workspace_key()
    reserved: int
    over: int
    touched: int


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

staging = SQLModel.metadata.tables["directory_staging"]

# What is known before any file came.
FIRST_NUMBER = 1
LAST_NUMBER = (
    select(last_import.c.number).where(last_import.c.workspace_id == bindparam("ws")).scalar_subquery()
)
CURRENT = func.coalesce(LAST_NUMBER, FIRST_NUMBER)
IN_WORKSPACE = entry.c.workspace_id == bindparam("ws")
# An import under way looks at its own rows; everybody else at those of the last whole one.
STAGED: BindParameter[int | None] = bindparam("staged", None, type_=Integer)
IS_SHOWN = and_(IN_WORKSPACE, entry.c.import_number == func.coalesce(STAGED, LAST_NUMBER, FIRST_NUMBER))
# Said by whoever changes who is whom, before anything else: an import waits for it, and looks again.
TOUCH = update(staging).where(staging.c.workspace_id == bindparam("ws")).values(touched=staging.c.touched + 1)
