"""The statements of the outbox. States are spelt out where a partial index must be found."""

from sqlalchemy import Update, and_, bindparam, delete, func, or_, select, update

from bot.domain.delivery.outbox import DeliveryState
from bot.storage.installation.rows import goes_on
from bot.storage.repository import add_new
from bot.storage.tables import HAS_LEFT, IS_IN_HAND, IS_PENDING, IS_SENT, IS_UNPLACED, mentorship, outbox

OF_SUBJECT = and_(outbox.c.workspace_id == bindparam("ws"), outbox.c.subject == bindparam("about"))
OF_KINDS = outbox.c.kind.in_(bindparam("kinds", expanding=True))

PLAN = add_new(outbox).returning(outbox.c.id)
_due = (
    select(outbox.c.id)
    .where(
        IS_PENDING,
        outbox.c.due_at <= bindparam("now"),
        outbox.c.workspace_id.not_in(bindparam("blocked", expanding=True)),
        goes_on(outbox.c.workspace_id),
    )
    .order_by(outbox.c.due_at, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")
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
CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(select(_due.c.id)))
    .values(state=DeliveryState.CLAIMED, attempts=outbox.c.attempts + 1, lease_until=bindparam("until"))
    .returning(*outbox.c)
)


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
        IS_PENDING,
        outbox.c.kind == bindparam("of_kind"),
        outbox.c.cycle == bindparam("at"),
        outbox.c.recipient == bindparam("to"),
    )
    .values(due_at=bindparam("due"), planned_for=None, expires_at=bindparam("expires"))
)
FORGET_SETTLED = delete(outbox).where(
    outbox.c.kind.in_(bindparam("kinds", expanding=True)),
    outbox.c.expires_at < bindparam("before"),
    ~or_(IS_PENDING, IS_IN_HAND),
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
IN_HAND_FOR = (
    select(outbox.c.id)
    .where(outbox.c.workspace_id == bindparam("ws"), outbox.c.recipient == bindparam("to"), IS_IN_HAND)
    .order_by(outbox.c.id)
    .with_for_update()
)
# What went out in one message has one moment.
BUDGETED_SENT = (
    select(outbox.c.recipient, outbox.c.sent_at)
    .distinct()
    .where(
        outbox.c.workspace_id == bindparam("ws"),
        outbox.c.recipient.in_(bindparam("users", expanding=True)),
        outbox.c.sent_at > bindparam("since"),
        HAS_LEFT,
        outbox.c.budgeted,
    )
    .order_by(outbox.c.sent_at)
)
DROP = (
    update(outbox)
    .where(OF_SUBJECT, IS_PENDING)
    .values(state=DeliveryState.DROPPED, outcome="no longer needed")
)
DROP_TO = DROP.where(outbox.c.recipient == bindparam("to"))
DROP_ALL_TO = (
    update(outbox)
    .where(outbox.c.workspace_id == bindparam("ws"), outbox.c.recipient == bindparam("to"), IS_PENDING)
    .values(state=DeliveryState.DROPPED, outcome="no longer needed")
)
DROP_KINDS = DROP.where(OF_KINDS)
WAITS_UNTIL = select(func.max(outbox.c.expires_at)).where(OF_SUBJECT, or_(IS_PENDING, IS_IN_HAND))
DROP_OF_PROGRAM = (
    update(outbox)
    .where(
        outbox.c.workspace_id == bindparam("ws"),
        or_(
            outbox.c.subject == bindparam("program"),
            outbox.c.subject.in_(
                select(mentorship.c.id).where(
                    mentorship.c.workspace_id == bindparam("ws"),
                    mentorship.c.program_id == bindparam("program"),
                )
            ),
        ),
        IS_PENDING,
    )
    .values(state=DeliveryState.DROPPED, outcome="no longer needed")
)
DROP_KINDS_TO = DROP_ALL_TO.where(OF_KINDS)
FORGET_KINDS = delete(outbox).where(OF_SUBJECT, IS_PENDING, OF_KINDS)
FORGET = FORGET_KINDS.where(outbox.c.cycle == bindparam("at"))
FIND = select(outbox).where(outbox.c.workspace_id == bindparam("ws"), outbox.c.id == bindparam("message"))
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
