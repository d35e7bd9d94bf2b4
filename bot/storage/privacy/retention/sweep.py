"""A sweep: which rows of a table have been kept long enough, and what becomes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Date,
    Delete,
    Executable,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    exists,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.sql.visitors import ExternallyTraversible, iterate, replacement_traverse

WS: BindParameter[str] = bindparam("ws")
TODAY = bindparam("today", type_=Date())
# So long ago as the sweep waits.
DAY = bindparam("day", type_=Date())
MOMENT: BindParameter[Any] = bindparam("moment")


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """Rows of a workspace that are due, and what becomes of them: deleted, or written over with `values`.

    `due` may use WS, TODAY, DAY and MOMENT; the last two lie `after` back. `by` names the columns by which
    rows are taken piece by piece, the primary key unless said. `first` is run before on the same rows. With
    `locks` people are locked by their ids before it is looked again: whoever joins at that moment is in.
    What `has_index` is found by it, in no order. What rows say of silences is remembered first, if they
    `stop_silences`: they are of people.
    """

    table: Table
    due: ColumnElement[bool]
    after: timedelta = timedelta()
    values: Mapping[str, Any] | None = None
    by: tuple[str, ...] = ()
    first: Executable | None = None
    locks: bool = False
    has_index: bool = False
    stop_silences: bool = False

    @property
    def is_of_a_workspace(self) -> bool:
        """Whether the table has a workspace in its rows."""
        return "workspace_id" in self.table.c

    @property
    def keys(self) -> Sequence[Column[Any]]:
        """The columns by which rows are taken."""
        names = self.by or [one.name for one in self.table.primary_key if one.name != "workspace_id"]
        return [self.table.c[name] for name in names]

    @property
    def here(self) -> ColumnElement[bool]:
        """In this workspace, where rows have one."""
        return self.table.c.workspace_id == WS if self.is_of_a_workspace else true()


@cache
def finding(sweep: Sweep, *, goes_on: bool) -> Select[Any]:
    """Build the query for the keys of what is due, in order; when it `goes_on`, from behind a key."""
    if sweep.has_index:
        return select(*sweep.keys).where(sweep.here, sweep.due).limit(bindparam("most"))
    found = select(*sweep.keys).distinct().where(sweep.here, sweep.due)
    if goes_on:
        behind = [bindparam(f"after_{number}", type_=one.type) for number, one in enumerate(sweep.keys)]
        found = found.where(tuple_(*sweep.keys) > tuple_(*behind))
    return found.order_by(*sweep.keys).limit(bindparam("most"))


@cache
def asking(sweeps: tuple[Sweep, ...]) -> Select[Any]:
    """Build the statement that asks of each of these whether anything is due, in their order.

    They wait for different times, so that each has DAY and MOMENT under its number.
    """
    return select().add_columns(*(_is_any_due(one, number) for number, one in enumerate(sweeps)))


def _is_any_due(sweep: Sweep, number: int) -> ColumnElement[bool]:
    def numbered(element: ExternallyTraversible, **_: Any) -> ExternallyTraversible | None:
        if isinstance(element, BindParameter) and element.key in (DAY.key, MOMENT.key):
            return bindparam(f"{element.key}_{number}", type_=element.type)
        return None

    due = replacement_traverse(sweep.due, {}, numbered)
    return exists().select_from(sweep.table).where(sweep.here, due).label(f"is_due_{number}")


@cache
def deciding(sweeps: tuple[Sweep, ...]) -> frozenset[Table]:
    """Find the tables whose rows decide whether rows of another one are due."""
    return frozenset(
        element.table
        for one in sweeps
        for element in iterate(one.due)
        if isinstance(element, Column) and element.table is not one.table
    )


@cache
def taking(sweep: Sweep) -> Delete | Update:
    """Build the statement for some keys. It looks at each again: it may not be due any more."""
    these = (sweep.here, among(sweep.keys), sweep.due)
    if sweep.values is None:
        return delete(sweep.table).where(*these)
    return update(sweep.table).where(*these).values(dict(sweep.values))


def among(keys: Sequence[Column[Any]]) -> ColumnElement[bool]:
    """A condition: these keys are among `found`."""
    found: BindParameter[Any] = bindparam("found", expanding=True)
    return keys[0].in_(found) if len(keys) == 1 else tuple_(*keys).in_(found)
