"""A hospital with plenty of pairs, old and new, and all that was ever sent to them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    DateTime,
    FromClause,
    Integer,
    Select,
    String,
    Table,
    case,
    cast,
    insert,
    literal,
    select,
    text,
    true,
)

from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.meetings.rows import planned
from tests.people import CHARTER, PROGRAM, WS

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = NOW.date()
PROGRAMS = 20
CYCLES, EVERY_WEEKS = 6, 4
MESSAGES = 20
# A statement may not take long.
AT_A_TIME = 5_000
DAY = timedelta(days=1)
Instant = DateTime(timezone=True)


async def fill(db: Database, *, pairs: int) -> None:
    """So many pairs in 20 programs, each with six cycles and twenty messages; nothing of it is due at NOW.

    Of ten pairs three have ended, one is paused and one was asked twice, long ago, and has answered since.
    """
    async with db.transaction() as repos:
        await repos.workspaces.ensure(WS, "Hospital")
        for number in range(PROGRAMS):
            ends = TODAY + 200 * DAY
            await repos.programs.add(replace(PROGRAM, id=f"P{number}", ends_on=ends, created_by="UMANAGER"))
    for first in range(0, pairs, AT_A_TIME):
        async with db.transaction() as repos:
            for table, rows in _statements(_numbers("pair", first, min(first + AT_A_TIME, pairs))):
                await repos.work._run(insert(table).from_select([*rows.selected_columns.keys()], rows))
        # Early enough for the checks of keys to know how much there is.
        async with db.statement() as repos:
            await repos.work._run(text("ANALYZE"))


def mentee(number: int) -> str:
    return f"UE{number}"


def _statements(pair: CTE) -> list[tuple[Table, Select[Any]]]:
    """In the order of their keys."""
    one = pair.c.n
    cycle, message, side = (
        _numbers(name, 0, count) for name, count in (("number", CYCLES), ("message", MESSAGES), ("side", 2))
    )
    meets = (one % 4 == 0) & (_state(one) == MentorshipState.ACTIVE)
    return [
        (tables.person, _of(tables.person, _person(one, side.c.n), pair, side)),
        (tables.mentorship, _of(tables.mentorship, _mentorship(one), pair)),
        (tables.member, _of(tables.member, _member(one, side.c.n), pair, side)),
        (tables.enrolment, _of(tables.enrolment, _enrolment(one, side.c.n), pair, side)),
        (tables.cycle, _of(tables.cycle, _cycle(one, cycle.c.n + 1), pair, cycle)),
        (tables.outbox, _of(tables.outbox, _message(one, message.c.n), pair, message)),
        (planned, _of(planned, _meeting(one), pair).where(meets)),
    ]


def _numbers(name: str, first: int, end: int) -> CTE:
    """As a range has them."""
    found = select(literal(first).label("n")).cte(name, recursive=True)
    return found.union_all(select(found.c.n + 1).where(found.c.n < end - 1))


def _of(table: Table, values: Mapping[str, Any], each: CTE, *others: CTE) -> Select[Any]:
    """A row of the table for each combination of numbers; columns that are left out stay empty."""
    rows = select(*(_typed(table, name, value).label(name) for name, value in values.items()))
    combined: FromClause = each
    for other in others:
        combined = combined.join(other, true())
    return rows.select_from(combined)


def _typed(table: Table, name: str, value: Any) -> ColumnElement[Any]:
    return value if isinstance(value, ColumnElement) else literal(value, type_=table.c[name].type)


def _text(prefix: str, number: ColumnElement[int]) -> ColumnElement[str]:
    return literal(prefix) + cast(number, String)


def _one_of(
    table: Table, column: str, number: ColumnElement[int], values: Mapping[int, Any], other: Any
) -> Any:
    kept = table.c[column].type
    return case(
        *((number == each, literal(value, type_=kept)) for each, value in values.items()),
        else_=literal(other, type_=kept),
    )


def _user(pair: ColumnElement[int], side: ColumnElement[int]) -> ColumnElement[str]:
    return case((side == 0, literal("UE")), else_=literal("UO")) + cast(pair, String)


def _state(pair: ColumnElement[int]) -> Any:
    ended = dict.fromkeys((1, 2, 3), MentorshipState.ENDED)
    return _one_of(
        tables.mentorship, "state", pair % 10, ended | {4: MentorshipState.PAUSED}, MentorshipState.ACTIVE
    )


def _person(pair: ColumnElement[int], side: ColumnElement[int]) -> dict[str, Any]:
    return {
        "workspace_id": WS,
        "user_id": _user(pair, side),
        "tz": "Europe/London",
        "profession": "nurse",
        "long_recovery": False,
    }


def _mentorship(pair: ColumnElement[int]) -> dict[str, Any]:
    is_paused = (pair % 10) == 4
    return {
        "workspace_id": WS,
        "id": _text("M", pair),
        "program_id": _text("P", pair % PROGRAMS),
        "state": _state(pair),
        "score": 80.0,
        "reasons": ("You both know nights.",),
        "every_weeks": EVERY_WEEKS,
        "channel_id": _text("G", pair),
        "introduced_on": _monday(1),
        "paused_until": case((is_paused, literal(TODAY + 9 * DAY)), else_=cast(literal(None), Date)),
        "locked": False,
        "rematched": False,
        "settling_days": 21,
    }


def _member(pair: ColumnElement[int], side: ColumnElement[int]) -> dict[str, Any]:
    return {
        "workspace_id": WS,
        "mentorship_id": _text("M", pair),
        "user_id": _user(pair, side),
        "role": _one_of(tables.member, "role", side, {0: Role.MENTEE}, Role.MENTOR),
        "position": side,
    }


def _enrolment(pair: ColumnElement[int], side: ColumnElement[int]) -> dict[str, Any]:
    return {
        "workspace_id": WS,
        "program_id": _text("P", pair % PROGRAMS),
        "user_id": _user(pair, side),
        "role": _one_of(tables.enrolment, "role", side, {0: Role.MENTEE}, Role.MENTOR),
        "capacity": side,
        "topics_offered": (),
        "topics_wanted": ("leadership",),
        "charter_version": CHARTER,
        "charter_accepted_at": NOW - 200 * DAY,
        "state": EnrolmentState.ACTIVE,
        "on_hold": False,
    }


def _monday(number: int) -> date:
    """On which a cycle began: the last one a week ago."""
    monday = TODAY - timedelta(days=TODAY.weekday())
    return monday - timedelta(weeks=EVERY_WEEKS * (CYCLES - number) + 1)


def _cycle(pair: ColumnElement[int], number: ColumnElement[int]) -> dict[str, Any]:
    """All but the last are answered, and the last of a pause; what goes on runs into the next weeks."""
    is_last, is_paused = number == CYCLES, (pair % 10) == 4
    outcome = tables.cycle.c.outcome.type
    none = cast(literal(None), outcome)
    over = _monday(CYCLES) + timedelta(weeks=EVERY_WEEKS)
    goes_on, no_day = is_last & (_state(pair) == MentorshipState.ACTIVE), cast(literal(None), Date)
    return {
        "workspace_id": WS,
        "mentorship_id": _text("M", pair),
        "number": number,
        "starts_on": case({each: literal(_monday(each)) for each in range(1, CYCLES + 1)}, value=number),
        "outcome": case(
            (is_last & is_paused, literal(Outcome.PAUSED, type_=outcome)),
            (is_last, none),
            else_=literal(Outcome.MET, type_=outcome),
        ),
        "followed": ~is_last,
        "look_on": case((goes_on, literal(TODAY + 30 * DAY)), else_=no_day),
        "runs_until": case((goes_on, literal(over)), else_=no_day),
    }


def _message(pair: ColumnElement[int], which: ColumnElement[int]) -> dict[str, Any]:
    """Two questions a cycle, some that were dropped, prompts, two last questions, and one that waits."""
    number, is_last, is_dropped = which // 2 % CYCLES + 1, which == MESSAGES - 1, (which >= 12) & (which < 15)
    is_about_silence = ((which == 17) | (which == 18)) & (pair % 10 == 0)
    at = case({each: literal(_sent_at(each), Instant) for each in range(1, CYCLES + 1)}, value=number)
    none = cast(literal(None), Instant)
    state = tables.outbox.c.state.type
    ahead = literal(NOW + 9 * DAY, Instant)
    return {
        "workspace_id": WS,
        "kind": case(
            (which < 12, literal("check_in")),
            (is_dropped, literal("quiet_check")),
            (is_about_silence, literal("still_there")),
            else_=literal("reflection"),
        ),
        "subject": _text("M", pair),
        "cycle": case((is_about_silence, literal(1)), else_=cast(which, Integer)),
        "recipient": _user(pair, which % 2),
        "due_at": case((is_last, ahead), else_=at),
        "expires_at": case((is_last, ahead), else_=at),
        "budgeted": True,
        "state": case(
            (is_last, literal(DeliveryState.PENDING, type_=state)),
            (is_dropped, literal(DeliveryState.DROPPED, type_=state)),
            else_=literal(DeliveryState.SENT, type_=state),
        ),
        "attempts": 1,
        "sent_at": case((is_last | is_dropped, none), else_=at),
        "refusals": 0,
    }


def _sent_at(number: int) -> datetime:
    return datetime.combine(_monday(number), time(12), UTC) - timedelta(weeks=2)


def _meeting(pair: ColumnElement[int]) -> dict[str, Any]:
    return {
        "workspace_id": WS,
        "mentorship_id": _text("M", pair),
        "uid": _text("meeting", pair),
        "number": 1,
        "sequence": 0,
        "slots": (),
        "offered": (),
        "starts_at": NOW + 3 * DAY,
        "minutes": 45,
        "called_off": False,
        "good_until": NOW + 4 * DAY,
        "orphaned": False,
    }
