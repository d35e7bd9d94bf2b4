"""How a mentorship is read: one row per member, put together again."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, select

from bot.domain.mentorships.mentorships import Member, Mentorship
from bot.storage.repository import columns_of
from bot.storage.tables import member, mentorship

OWN_COLUMNS = columns_of(mentorship)
OWN_NAMES = tuple(column.name for column in OWN_COLUMNS)
KEY = itemgetter(OWN_NAMES.index("workspace_id"), OWN_NAMES.index("id"))


def members_of_it(members: FromClause) -> ColumnElement[bool]:
    """The join from a mentorship to its members."""
    return (members.c.workspace_id == mentorship.c.workspace_id) & (
        members.c.mentorship_id == mentorship.c.id
    )


def select_mentorships(*conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            *OWN_COLUMNS,
            member.c.user_id.label("member_id"),
            member.c.role.label("member_role"),
        )
        .join_from(mentorship, member, members_of_it(member))
        .where(*conditions)
        .order_by(mentorship.c.workspace_id, mentorship.c.id, member.c.position)
    )


def mentorships_of(rows: Sequence[Row[Any]]) -> list[Mentorship]:
    """Put them together by where their columns stand: there may be thousands."""
    return [_mentorship(list(group)) for _, group in groupby(rows, key=KEY)]


def _mentorship(rows: Sequence[Row[Any]]) -> Mentorship:
    members = tuple(Member(row.member_id, row.member_role) for row in rows)
    # Behind its own columns stand those of a member.
    return Mentorship(**dict(zip(OWN_NAMES, rows[0], strict=False)), members=members)
