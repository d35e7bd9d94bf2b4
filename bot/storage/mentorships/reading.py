"""How a mentorship is read: one row per member, put together again."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, RowMapping, Select, select

from bot.domain.mentorships.mentorships import Member, Mentorship
from bot.storage.repository import columns_of
from bot.storage.tables import member, mentorship

MEMBER_COLUMNS = frozenset({"member_id", "member_role"})


def members_of_it(members: FromClause) -> ColumnElement[bool]:
    """The join from a mentorship to its members."""
    return (members.c.workspace_id == mentorship.c.workspace_id) & (
        members.c.mentorship_id == mentorship.c.id
    )


def select_mentorships(*conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            *columns_of(mentorship),
            member.c.user_id.label("member_id"),
            member.c.role.label("member_role"),
        )
        .join_from(mentorship, member, members_of_it(member))
        .where(*conditions)
        .order_by(mentorship.c.workspace_id, mentorship.c.id, member.c.position)
    )


def mentorships_of(rows: Iterable[Row[Any]]) -> list[Mentorship]:
    by_id = groupby((row._mapping for row in rows), key=lambda row: (row["workspace_id"], row["id"]))
    return [_mentorship(list(group)) for _, group in by_id]


def _mentorship(rows: list[RowMapping]) -> Mentorship:
    values = {name: value for name, value in rows[0].items() if name not in MEMBER_COLUMNS}
    members = tuple(Member(row["member_id"], row["member_role"]) for row in rows)
    return Mentorship(**values, members=members)
