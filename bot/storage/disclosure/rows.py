"""Rows of frozen numbers; as with the other tables, nothing outside bot.storage imports them."""

from datetime import date

from sqlmodel import Field, SQLModel

from bot.storage.columns import belongs_to, workspace_key


class CellRow(SQLModel, table=True):
    """`value` has noise in it or is rounded: what was counted is kept nowhere. `week` is its Monday.

    `could` is how many the count is about, and no secret; None of those who take part.
    """

    __tablename__ = "cell"
    __table_args__ = (belongs_to("program", program_id="id"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    week: date = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    group: str = Field(primary_key=True)
    value: int
    could: int | None


cell = SQLModel.metadata.tables["cell"]
