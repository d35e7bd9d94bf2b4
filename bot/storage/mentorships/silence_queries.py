"""The statement that finds who stayed silent although everybody in the mentorship was asked twice."""

from sqlalchemy import bindparam, exists, select, tuple_

from bot.domain.delivery.outbox import DeliveryState
from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.storage.installation.rows import goes_on
from bot.storage.mentorships.reading import members_of_it
from bot.storage.tables import cycle, member, mentorship, outbox

ANSWERS = [one for one in Outcome if one.is_an_answer]
ANSWERED_SINCE = exists().where(
    cycle.c.workspace_id == outbox.c.workspace_id,
    cycle.c.mentorship_id == outbox.c.subject,
    cycle.c.number >= outbox.c.cycle,
    cycle.c.outcome.in_(ANSWERS),
)
ASKED_AGAIN = (
    outbox.c.kind == "still_there",
    outbox.c.state == DeliveryState.SENT,
    outbox.c.sent_at <= bindparam("before"),
    ~ANSWERED_SINCE,
)
SOMEBODY_WAS = exists().where(
    outbox.c.workspace_id == mentorship.c.workspace_id, outbox.c.subject == mentorship.c.id, *ASKED_AGAIN
)
THIS_ONE_WAS = exists().where(
    outbox.c.workspace_id == member.c.workspace_id,
    outbox.c.subject == member.c.mentorship_id,
    outbox.c.recipient == member.c.user_id,
    *ASKED_AGAIN,
)
PLACE = tuple_(mentorship.c.workspace_id, mentorship.c.id)
LIST_ASKED_TWICE = (
    select(mentorship.c.workspace_id, mentorship.c.id)
    .where(
        mentorship.c.state == MentorshipState.ACTIVE,
        goes_on(mentorship.c.workspace_id),
        tuple_(bindparam("after_ws"), bindparam("after_id")) < PLACE,
        SOMEBODY_WAS,
        ~exists().where(members_of_it(member), ~THIS_ONE_WAS),
    )
    .order_by(mentorship.c.workspace_id, mentorship.c.id)
    .limit(bindparam("most"))
)
