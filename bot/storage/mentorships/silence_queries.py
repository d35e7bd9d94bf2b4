"""The statement that finds who stayed silent although everybody in the mentorship was asked twice."""

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, literal_column, select, tuple_

from bot.domain.delivery.outbox import DeliveryState
from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.storage.installation.rows import goes_on
from bot.storage.tables import cycle, member, mentorship, outbox

ANSWERS = [one for one in Outcome if one.is_an_answer]
# Spelt out, so that the index of these few is found; a mentorship has a state as well.
IS_LAST_QUESTION: ColumnElement[bool] = literal_column(
    "outbox.kind = 'still_there' AND outbox.state = 'sent'"
)
theirs = outbox.alias("theirs")


def _still_open(asked: FromClause) -> ColumnElement[bool]:
    """Asked again before then, and nobody has answered since."""
    answered_since = exists().where(
        cycle.c.workspace_id == asked.c.workspace_id,
        cycle.c.mentorship_id == asked.c.subject,
        cycle.c.number >= asked.c.cycle,
        cycle.c.outcome.in_(ANSWERS),
    )
    return and_(asked.c.sent_at <= bindparam("before"), ~answered_since)


THIS_ONE_WAS_ASKED = exists().where(
    theirs.c.workspace_id == member.c.workspace_id,
    theirs.c.subject == member.c.mentorship_id,
    theirs.c.recipient == member.c.user_id,
    theirs.c.kind == "still_there",
    theirs.c.state == DeliveryState.SENT,
    _still_open(theirs),
)
KEY = (outbox.c.workspace_id, outbox.c.subject)
# A value and no join: planners were seen to begin with the mentorships, of which there are many more.
ITS_STATE = (
    select(mentorship.c.state)
    .where(mentorship.c.workspace_id == outbox.c.workspace_id, mentorship.c.id == outbox.c.subject)
    .scalar_subquery()
)
LIST_ASKED_TWICE = (
    select(outbox.c.workspace_id, outbox.c.subject.label("id"))
    .distinct()
    .where(
        IS_LAST_QUESTION,
        outbox.c.sent_at > bindparam("since"),
        _still_open(outbox),
        ITS_STATE == MentorshipState.ACTIVE,
        goes_on(outbox.c.workspace_id),
        tuple_(bindparam("after_ws"), bindparam("after_id")) < tuple_(*KEY),
        ~exists().where(
            member.c.workspace_id == outbox.c.workspace_id,
            member.c.mentorship_id == outbox.c.subject,
            ~THIS_ONE_WAS_ASKED,
        ),
    )
    .order_by(*KEY)
    .limit(bindparam("most"))
)
