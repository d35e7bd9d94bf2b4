"""Everything kept about one person, from every table there is: a new table is looked through as well."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, time
from enum import Enum as PythonEnum
from typing import Any

from sqlalchemy import BindParameter, Column, Row, Select, String, Table, bindparam, or_, select
from sqlalchemy import Enum as EnumColumn
from sqlmodel import AutoString, SQLModel

from bot.domain.privacy.visible_to_managers import NAMED
from bot.storage import tables
from bot.storage.directory.rows import IS_SHOWN, entry
from bot.storage.meetings.rows import planned
from bot.storage.repository import Repository

PersonalData = Mapping[str, list[dict[str, Any]]]

# Tables that name nobody by themselves, and why a copy holds nothing of them, or finds them in another way.
PEOPLELESS: Mapping[str, str] = {
    "workspace": "the hospital's own words",
    "installation": "the app itself; its token is shown to nobody",
    "uninstalled": "when the app was taken out",
    "seen_event": "ids of Slack's events",
    "noted_deletion": "random numbers",
    "directory_import": "when the last file of the directory came",
    "directory_staging": "how far an import of the directory is",
    "forgotten": "hashes of those who are gone",
    "allowance": "counts under a hash, for a day",
    "roster_code": "the hospital's own codes; who explained them is not kept",
    "quiet_time": "a ward or a site, and days",
    "cell": "totals of a program, with noise or rounded",
    "wave": "questions and days",
    "feedback_key": "a secret that nobody reads",
    "answer_blob": "hashes and what is sealed; the answers are found with the key, by the person alone",
    "held_kind": "kinds of message a program does not send",
    "mentorship": "found by its members",
    "cycle": "found by its mentorship",
    "planned_meeting": "found by its mentorship",
    "stopped_days": "days of a mentorship: of two, each would be told when the other had nights",
}
# What somebody else said in private about this person.
ONLY_OWN: Mapping[str, str] = {"exclusion": "user_id", "suggestion": "user_id"}
# Text that is no person's id, in the tables that grow: to look through these would take an index for each.
NAMELESS: Mapping[str, frozenset[str]] = {
    "outbox": frozenset({"kind", "channel_id", "message_ts", "outcome"}),
    "person": frozenset({"tz", "profession", "specialty", "department", "site", "career_stage", "preset_id"}),
    "enrolment": frozenset({"program_id", "charter_version"}),
    "mentorship_member": frozenset({"mentorship_id"}),
    "goals": frozenset({"mentorship_id", "secret"}),
}
# Columns that are nobody's to read.
SECRETS: Mapping[str, frozenset[str]] = {
    "installation": frozenset({"bot_token"}),
    "roster_source": frozenset({"link"}),
    "goals": frozenset({"secret"}),
    "feedback_key": frozenset({"secret"}),
    "sign_in_link": frozenset({"key"}),
    "dashboard_session": frozenset({"key"}),
}

WS: BindParameter[str] = bindparam("ws")
USER: BindParameter[str] = bindparam("user")
MINE = select(tables.member.c.mentorship_id).where(
    tables.member.c.workspace_id == WS, tables.member.c.user_id == USER
)
MENTORSHIPS = select(tables.mentorship).where(
    tables.mentorship.c.workspace_id == WS, tables.mentorship.c.id.in_(MINE)
)
CYCLES = select(tables.cycle).where(tables.cycle.c.workspace_id == WS, tables.cycle.c.mentorship_id.in_(MINE))
MEETINGS = select(planned).where(planned.c.workspace_id == WS, planned.c.mentorship_id.in_(MINE))
PARTNERS = (
    select(tables.member)
    .join_from(
        tables.member,
        tables.mentorship,
        (tables.mentorship.c.workspace_id == tables.member.c.workspace_id)
        & (tables.mentorship.c.id == tables.member.c.mentorship_id),
    )
    .where(
        tables.member.c.workspace_id == WS,
        tables.member.c.mentorship_id.in_(MINE),
        tables.mentorship.c.state.in_(NAMED),
        # A mentee is not told which mentor is being asked.
        tables.mentorship.c.answer_by.is_(None),
    )
    .order_by(tables.member.c.mentorship_id, tables.member.c.position)
)


class PersonalDataRows(Repository):
    async def of_person(self, workspace_id: str, user_id: str) -> PersonalData:
        """By table, tables without anything left out. The other in a suggested pair is not told before it is
        approved.
        """
        asked = {table.name: _naming(table) for table in naming_tables()}
        asked |= {"mentorship": MENTORSHIPS, "cycle": CYCLES, "planned_meeting": MEETINGS}
        found = {name: await self._rows(ask, workspace_id, user_id) for name, ask in asked.items()}
        partners = await self._rows(PARTNERS, workspace_id, user_id)
        found["mentorship_member"] = _without_doubles([*found["mentorship_member"], *partners])
        return {name: rows for name, rows in found.items() if rows}

    async def list_ids(self, workspace_id: str) -> set[str]:
        """Whatever may be a person's id, in every table that may name somebody."""
        found: set[str] = set()
        for table in naming_tables():
            for column in _id_columns(table):
                ask = select(column).distinct().where(table.c.workspace_id == WS, column.is_not(None))
                found.update(row[0] for row in await self._all(ask, {"ws": workspace_id}))
        return found

    async def _rows(self, ask: Select[Any], workspace_id: str, user_id: str) -> list[dict[str, Any]]:
        rows = await self._all(ask, {"ws": workspace_id, "user": user_id})
        return [_plain(row) for row in rows]


def naming_tables() -> list[Table]:
    """Those whose rows may hold a person's id."""
    everything = SQLModel.metadata.sorted_tables
    return [table for table in everything if table.name not in PEOPLELESS]


def _naming(table: Table) -> Select[Any]:
    own = ONLY_OWN.get(table.name)
    columns = [table.c[own]] if own else list(_id_columns(table))
    secret = SECRETS.get(table.name, frozenset())
    shown = [column for column in table.c if column.name not in secret]
    condition = IS_SHOWN if table is entry else table.c.workspace_id == WS
    return (
        select(*shown)
        .where(condition, or_(False, *(column == USER for column in columns)))
        .order_by(*table.primary_key)
    )


def _id_columns(table: Table) -> Iterator[Column[Any]]:
    for column in table.c:
        if column.name in NAMELESS.get(table.name, ()):
            continue
        is_text = isinstance(column.type, (String, AutoString)) and not isinstance(column.type, EnumColumn)
        if is_text and column.name != "workspace_id":
            yield column


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in row._mapping.items()}


def plain(value: Any) -> Any:
    """As JSON has it."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    if isinstance(value, PythonEnum):
        return value.value
    return value.isoformat() if isinstance(value, (datetime, date, time)) else value


def _without_doubles(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({tuple(row.items()): row for row in rows}.values())
