"""The statements of the outbox. States are spelt out where a partial index must be found."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    Select,
    Update,
    and_,
    bindparam,
    case,
    cast,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from bot.domain.delivery.outbox import WAITING, DeliveryState
from bot.domain.not_now import KIND as ASKED_AGAIN
from bot.storage.delivery.place_again import SUBJECTS
from bot.storage.installation.rows import goes_on
from bot.storage.repository import add_new
from bot.storage.tables import (
    IS_IN_HAND,
    IS_PENDING,
    IS_SENT,
    IS_UNPLACED,
    NOT_YET_SENDING,
    member,
    outbox,
)

IN_WORKSPACE = outbox.c.workspace_id == bindparam("ws")
OF_SUBJECT = and_(IN_WORKSPACE, outbox.c.subject == bindparam("about"))
OF_RECIPIENT = and_(IN_WORKSPACE, outbox.c.recipient == bindparam("to"))
OF_KINDS = outbox.c.kind.in_(bindparam("kinds", expanding=True))

PLAN = add_new(outbox).returning(outbox.c.subject, outbox.c.kind)
_due = (
    select(outbox.c.id)
    .where(IS_PENDING, outbox.c.due_at <= bindparam("now"), goes_on(outbox.c.workspace_id))
    .order_by(outbox.c.due_at, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
LIST_UNPLACED = (
    select(outbox)
    .where(IS_UNPLACED, outbox.c.due_at <= bindparam("now"), goes_on(outbox.c.workspace_id))
    .order_by(outbox.c.due_at, outbox.c.id)
    .limit(bindparam("most"))
)
PLACE = (
    update(outbox)
    .where(outbox.c.workspace_id == bindparam("ws"), outbox.c.id == bindparam("message"), IS_UNPLACED)
    .values(planned_for=outbox.c.due_at, due_at=bindparam("moment"))
)


def _claim(due: Select[Any]) -> ReturningUpdate[Any]:
    ours = due.cte("due")
    return (
        update(outbox)
        .where(outbox.c.id.in_(select(ours.c.id)))
        .values(state=DeliveryState.CLAIMED, attempts=outbox.c.attempts + 1, lease_until=bindparam("until"))
        .returning(*outbox.c)
    )


# Nearly always nobody is blocked, and a list of values costs as much as the rest.
CLAIM = _claim(_due)
CLAIM_BUT_OF = _claim(_due.where(outbox.c.workspace_id.not_in(bindparam("blocked", expanding=True))))


def _if_still_mine() -> Update:
    """Only while nobody claimed the message after us, and it is neither back in the queue nor done."""
    return update(outbox).where(
        outbox.c.id == bindparam("message"),
        outbox.c.workspace_id == bindparam("ws"),
        outbox.c.attempts == bindparam("token"),
        IS_IN_HAND,
    )


START = (
    _if_still_mine()
    .where(outbox.c.state == DeliveryState.CLAIMED, outbox.c.lease_until > bindparam("now"))
    .values(state=DeliveryState.SENDING, sent_at=bindparam("now"), lease_until=bindparam("until"))
)
other = outbox.alias("other")
START_COUNTED = START.where(
    ~exists().where(
        other.c.workspace_id == bindparam("ws"),
        other.c.recipient == bindparam("to"),
        other.c.sent_at > bindparam("since"),
        other.c.budgeted,
        other.c.id.not_in(bindparam("known", expanding=True)),
    )
)
FINISH = _if_still_mine().values(
    state=bindparam("into"),
    outcome=bindparam("why"),
    sent_at=bindparam("sent"),
    channel_id=bindparam("channel"),
    message_ts=bindparam("ts"),
    lease_until=None,
)
MAY_HAVE_LEFT = _if_still_mine().values(
    state=DeliveryState.UNKNOWN, outcome=bindparam("why"), lease_until=None
)
RESCHEDULE = _if_still_mine().values(
    state=DeliveryState.PENDING,
    due_at=bindparam("due"),
    planned_for=bindparam("planned"),
    refusals=outbox.c.refusals + bindparam("more"),
    sent_at=None,
    lease_until=None,
)
PUT_AT = (
    update(outbox)
    .where(
        OF_SUBJECT,
        OF_RECIPIENT,
        NOT_YET_SENDING,
        outbox.c.kind == bindparam("of_kind"),
        outbox.c.cycle == bindparam("at"),
    )
    .values(
        state=DeliveryState.PENDING,
        lease_until=None,
        due_at=bindparam("due"),
        planned_for=None,
        expires_at=bindparam("expires"),
    )
)
# A lease that ends later than any could was given by a clock that ran ahead.
LIST_STALE = (
    select(outbox)
    .where(
        IS_IN_HAND,
        or_(outbox.c.lease_until <= bindparam("now"), outbox.c.lease_until > bindparam("latest")),
    )
    .order_by(outbox.c.lease_until, outbox.c.id)
    .limit(bindparam("most"))
)
NEXT_DUE = select(func.min(outbox.c.due_at)).where(IS_PENDING, goes_on(outbox.c.workspace_id))
NEXT_DUE_AFTER = NEXT_DUE.where(outbox.c.due_at > bindparam("after"))
IN_HAND_FOR = select(outbox.c.id).where(OF_RECIPIENT, IS_IN_HAND).order_by(outbox.c.id).with_for_update()
BUDGETED_SENT = (
    select(outbox.c.recipient, outbox.c.id, outbox.c.sent_at)
    .where(
        IN_WORKSPACE,
        outbox.c.recipient.in_(bindparam("users", expanding=True)),
        outbox.c.sent_at > bindparam("since"),
        outbox.c.budgeted,
    )
    .order_by(outbox.c.sent_at)
)
WAITS_UNTIL = select(func.max(outbox.c.expires_at)).where(OF_SUBJECT, or_(IS_PENDING, IS_IN_HAND))
OF_PROGRAM = and_(IN_WORKSPACE, outbox.c.subject.in_(SUBJECTS))
THEIR_MENTORSHIPS = select(member.c.mentorship_id).where(
    member.c.workspace_id == bindparam("ws"), member.c.user_id == bindparam("to")
)
READ_BY = and_(
    IN_WORKSPACE, or_(outbox.c.recipient == bindparam("to"), outbox.c.recipient.in_(THEIR_MENTORSHIPS))
)


def _locked(*where: ColumnElement[bool]) -> Select[tuple[int]]:
    """What is not on its way yet, in the order in which everybody locks rows: nobody waits in a circle."""
    found = select(outbox.c.id).where(*where, NOT_YET_SENDING).correlate(None)
    return found.order_by(outbox.c.id).with_for_update()


def _drop(*where: ColumnElement[bool]) -> Update:
    dropped = {"state": DeliveryState.DROPPED, "outcome": "no longer needed", "lease_until": None}
    return update(outbox).where(outbox.c.id.in_(_locked(*where))).values(dropped)


def _forget(*where: ColumnElement[bool]) -> Delete:
    return delete(outbox).where(outbox.c.id.in_(_locked(*where)))


def _let_go(*where: ColumnElement[bool]) -> Update:
    """What is claimed goes back into the queue, and is asked anew whether it is true."""
    waits_again = {"state": DeliveryState.PENDING, "lease_until": None}
    return update(outbox).where(outbox.c.id.in_(_locked(*where, IS_IN_HAND))).values(waits_again)


DROP = _drop(OF_SUBJECT)
DROP_TO = _drop(OF_SUBJECT, OF_RECIPIENT)
DROP_ALL_TO = _drop(OF_RECIPIENT)
DROP_KINDS = _drop(OF_SUBJECT, OF_KINDS)
DROP_KINDS_TO = _drop(OF_RECIPIENT, OF_KINDS)
DROP_OF_PROGRAM = _drop(OF_PROGRAM)
FORGET_KINDS = _forget(OF_SUBJECT, OF_KINDS)
FORGET = _forget(OF_SUBJECT, OF_KINDS, outbox.c.cycle == bindparam("at"))
_of_cycles = and_(OF_SUBJECT, OF_KINDS, outbox.c.cycle.in_(bindparam("cycles", expanding=True)))
FORGET_OF_CYCLES = delete(outbox).where(_of_cycles)
# What its reader put off names it by its id.
FORGET_AGAIN_OF_CYCLES = delete(outbox).where(
    IN_WORKSPACE,
    outbox.c.kind == ASKED_AGAIN,
    outbox.c.subject.in_(select(cast(outbox.c.id, outbox.c.subject.type)).where(_of_cycles)),
)
LET_GO = _let_go(OF_SUBJECT)
LET_GO_TO = _let_go(READ_BY)
LET_GO_OF_PROGRAM = _let_go(OF_PROGRAM)
LIST_IN_MESSAGE = select(outbox).where(OF_RECIPIENT, outbox.c.message_ts == bindparam("ts"))
FIND = select(outbox).where(IN_WORKSPACE, outbox.c.id == bindparam("message"))
LIST_BY_IDS = select(outbox).where(IN_WORKSPACE, outbox.c.id.in_(bindparam("messages", expanding=True)))
LAST_SENT = (
    select(outbox.c.subject, func.max(outbox.c.sent_at).label("at"))
    .where(
        outbox.c.workspace_id == bindparam("ws"),
        outbox.c.kind == bindparam("of_kind"),
        outbox.c.subject.in_(bindparam("subjects", expanding=True)),
        IS_SENT,
    )
    .group_by(outbox.c.subject)
)
_is_waiting = outbox.c.state.in_(sorted(WAITING))
LAST_ASKED = (
    select(
        outbox.c.subject,
        outbox.c.kind,
        func.max(
            case((IS_SENT, outbox.c.sent_at), else_=func.coalesce(outbox.c.planned_for, outbox.c.due_at))
        ).label("at"),
    )
    .where(
        outbox.c.workspace_id == bindparam("ws"),
        outbox.c.kind.in_(bindparam("kinds", expanding=True)),
        outbox.c.subject.in_(bindparam("subjects", expanding=True)),
        or_(IS_SENT, and_(_is_waiting, outbox.c.kind.in_(bindparam("begun", expanding=True)))),
    )
    .group_by(outbox.c.subject, outbox.c.kind)
)
NUMBERS_OF = (
    select(
        outbox.c.recipient,
        func.min(outbox.c.cycle).label("first"),
        func.max(case((IS_SENT, outbox.c.cycle))).label("last_sent"),
    )
    .where(
        outbox.c.workspace_id == bindparam("ws"),
        outbox.c.kind == bindparam("of_kind"),
        outbox.c.recipient.in_(bindparam("recipients", expanding=True)),
    )
    .group_by(outbox.c.recipient)
)
LIST_ABOUT = (
    select(outbox)
    .where(
        outbox.c.workspace_id == bindparam("ws"),
        outbox.c.kind == bindparam("of_kind"),
        outbox.c.subject.in_(bindparam("subjects", expanding=True)),
    )
    .order_by(outbox.c.due_at, outbox.c.id)
)
COUNTS = (
    select(outbox.c.state, func.count().label("messages"))
    .where(outbox.c.workspace_id == bindparam("ws"))
    .group_by(outbox.c.state)
)
