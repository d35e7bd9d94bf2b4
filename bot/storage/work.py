"""What waits for a tick: one statement asks for every step whether there is anything to do."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, literal_column, or_, select

from bot.storage.delivery.outbox import LONGEST_LEASE
from bot.storage.delivery.outbox_queries import LIST_STALE, LIST_UNPLACED
from bot.storage.matching.proposals import LIST_DUE
from bot.storage.meetings.meetings import LIST_ORPHANED, LIST_PAST
from bot.storage.meetings.rows import planned
from bot.storage.mentorships.cycle_queries import LAPSED, LIST_TO_LOOK_AT, UNFOLLOWED
from bot.storage.mentorships.mentorships import PAUSED_PAST, UNANSWERED
from bot.storage.mentorships.silence_queries import LIST_ASKED_TWICE
from bot.storage.programs.programs import LIST_PAST_THEIR_END
from bot.storage.repository import Repository
from bot.storage.tables import cycle, mentorship, outbox, program, proposal


class Work(StrEnum):
    """One step of a tick."""

    PROGRAMS = "programs"
    RHYTHM = "rhythm"
    WATCHED = "watched"
    PROPOSALS = "proposals"
    MEETINGS = "meetings"
    REQUESTS = "requests"
    SILENCE = "silence"
    LEFT_BEHIND = "left_behind"
    UNPLACED = "unplaced"


# The very statements with which each step finds what it has to do, by which columns of an index.
FOUND_BY: Mapping[Work, Sequence[tuple[Select[Any], Sequence[Column[Any]]]]] = {
    Work.PROGRAMS: ((LIST_PAST_THEIR_END, [program.c.ends_on]),),
    Work.RHYTHM: (
        (PAUSED_PAST, [mentorship.c.paused_until]),
        (LAPSED, [cycle.c.runs_until]),
        (UNFOLLOWED, [cycle.c.workspace_id, cycle.c.mentorship_id, cycle.c.number]),
    ),
    Work.WATCHED: ((LIST_TO_LOOK_AT, [cycle.c.look_on]),),
    Work.PROPOSALS: ((LIST_DUE, [proposal.c.publish_at]),),
    Work.MEETINGS: ((LIST_ORPHANED, [planned.c.starts_at]), (LIST_PAST, [planned.c.good_until])),
    Work.REQUESTS: ((UNANSWERED, [mentorship.c.answer_by]),),
    Work.SILENCE: ((LIST_ASKED_TWICE, [outbox.c.sent_at]),),
    Work.LEFT_BEHIND: ((LIST_STALE, [outbox.c.lease_until]),),
    Work.UNPLACED: ((LIST_UNPLACED, [outbox.c.due_at]),),
}


def _finds_any(statement: Select[Any], by: Sequence[Column[Any]]) -> ColumnElement[bool]:
    """In the order of the index.

    In any order, PostgreSQL would look through a whole table for the first of many that it expects and that
    are not there.
    """
    first = statement.with_only_columns(by[0], maintain_column_froms=True).order_by(None).order_by(*by)
    return first.limit(literal_column("1")).scalar_subquery().is_not(None)


WAITING = select(
    *(or_(*(_finds_any(*each) for each in statements)).label(work) for work, statements in FOUND_BY.items())
)


class WaitingWork(Repository):
    async def list_waiting(
        self,
        now: datetime,
        *,
        closing_until: date,
        lapsed_by: date,
        asked_since: datetime,
        asked_before: datetime,
    ) -> frozenset[Work]:
        """Over all workspaces: the steps that have something to do by now."""
        values = {
            "now": now,
            "when": now,
            "today": now.date(),
            "day": now.date(),
            "closing_until": closing_until,
            "over": lapsed_by,
            "since": asked_since,
            "before": asked_before,
            "after_ws": "",
            "after_id": "",
            "latest": now + LONGEST_LEASE,
        }
        row = await self._first(WAITING, values)
        return frozenset(work for work in Work if row is not None and row._mapping[work])
