"""The statements of the cycles' repository."""

from sqlalchemy import and_, bindparam, delete, exists, func, select, tuple_, update

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.storage.columns import weeks_later
from bot.storage.installation.rows import goes_on
from bot.storage.mentorships.reading import select_mentorships
from bot.storage.repository import add_new
from bot.storage.tables import IS_RUNNING, IS_UNFOLLOWED, IS_WATCHED, cycle, member, mentorship

IN_WORKSPACE = cycle.c.workspace_id == bindparam("ws")
OF_MENTORSHIP = and_(IN_WORKSPACE, cycle.c.mentorship_id == bindparam("mentorship"))
OF_MENTORSHIPS = and_(IN_WORKSPACE, cycle.c.mentorship_id.in_(bindparam("mentorships", expanding=True)))
THIS = and_(OF_MENTORSHIP, cycle.c.number == bindparam("at"))
IS_CLOSED = cycle.c.outcome.is_not(None)
COLUMNS = (
    cycle.c.mentorship_id,
    cycle.c.number,
    cycle.c.starts_on,
    cycle.c.outcome,
    cycle.c.iso_week,
    cycle.c.weeks,
)
ITS_MENTORSHIP = and_(
    mentorship.c.workspace_id == cycle.c.workspace_id, mentorship.c.id == cycle.c.mentorship_id
)
IS_ACTIVE = mentorship.c.state == MentorshipState.ACTIVE

# The day on which the rhythm of a cycle is over, by its own first day and weeks, or the mentorship's. None
# while that rests or when it has ended: what is over stands in no index of what is to come.
RUNS_UNTIL = (
    select(weeks_later(cycle.c.starts_on, func.coalesce(cycle.c.weeks, mentorship.c.every_weeks)))
    .where(ITS_MENTORSHIP, IS_ACTIVE)
    .correlate(cycle)
    .scalar_subquery()
)
RUNS_FROM, LONGER = (
    bindparam("day", type_=cycle.c.starts_on.type),
    bindparam("longer", type_=cycle.c.weeks.type),
)
NEW_RUNS_UNTIL = (
    select(weeks_later(RUNS_FROM, func.coalesce(LONGER, mentorship.c.every_weeks)))
    .where(
        mentorship.c.workspace_id == bindparam("ws"), mentorship.c.id == bindparam("mentorship"), IS_ACTIVE
    )
    .scalar_subquery()
)
OPEN = add_new(cycle).values(runs_until=NEW_RUNS_UNTIL)
GET = select(*COLUMNS).where(THIS)
GET_CLOSED_LOCKED = GET.where(IS_CLOSED).with_for_update()
CURRENT = select(*COLUMNS).where(OF_MENTORSHIP).order_by(cycle.c.number.desc()).limit(1)
LIST_FOR_MENTORSHIPS = select(*COLUMNS).where(OF_MENTORSHIPS).order_by(cycle.c.mentorship_id, cycle.c.number)


ANSWERED = (mentorship.c.workspace_id == bindparam("ws"), mentorship.c.id == bindparam("mentorship"))
IS_ITS_MEMBER = exists().where(
    member.c.workspace_id == bindparam("ws"),
    member.c.mentorship_id == bindparam("mentorship"),
    member.c.user_id == bindparam("user"),
)
ANSWER = (
    update(cycle)
    .where(THIS, cycle.c.outcome.is_(None), exists().where(*ANSWERED, IS_ACTIVE), IS_ITS_MEMBER)
    .values(outcome=bindparam("answer"), iso_week=bindparam("week"), look_on=None)
    .returning(select(mentorship.c.every_weeks).where(*ANSWERED).scalar_subquery().label("every_weeks"))
)
# By the pairs alone SQLite would look through every cycle there is.
THESE = and_(
    OF_MENTORSHIPS, tuple_(cycle.c.mentorship_id, cycle.c.number).in_(bindparam("keys", expanding=True))
)
# By a host of theirs, once; it is of a talk that took place.
IS_ITS_HOST = IS_ITS_MEMBER.where(member.c.role == Role.HOST)
TELL_TURNOUT = (
    update(cycle)
    .where(THIS, cycle.c.outcome == Outcome.MET, cycle.c.turnout.is_(None), IS_ITS_HOST)
    .values(turnout=bindparam("enough"))
)
FIND_TURNOUT = select(cycle.c.turnout, cycle.c.outcome).where(THIS)
CLOSE_UNANSWERED = update(cycle).where(THESE, cycle.c.outcome.is_(None)).values(outcome=bindparam("why"))
DELETE_OPEN = delete(cycle).where(THIS, cycle.c.outcome.is_(None))
later = cycle.alias("later")
REOPEN = (
    update(cycle)
    .where(
        THIS,
        IS_CLOSED,
        ~exists().where(
            later.c.workspace_id == bindparam("ws"),
            later.c.mentorship_id == bindparam("mentorship"),
            later.c.number > bindparam("at"),
        ),
    )
    .values(
        outcome=None,
        iso_week=None,
        turnout=None,
        followed=False,
        look_on=cycle.c.starts_on,
        runs_until=RUNS_UNTIL,
    )
)
FOLLOW = (
    update(cycle)
    .where(THESE, IS_CLOSED, ~cycle.c.followed)
    .values(followed=True)
    .returning(cycle.c.mentorship_id)
)
KEEP_TIME = update(cycle).where(OF_MENTORSHIP, ~cycle.c.followed).values(runs_until=RUNS_UNTIL)


# Of mentorships that are active: only of those a cycle has a day until which it runs.
IN_ACTIVE = (
    select(cycle.c.workspace_id, *COLUMNS)
    .where(goes_on(cycle.c.workspace_id))
    .order_by(cycle.c.workspace_id, cycle.c.mentorship_id, cycle.c.number)
    .limit(bindparam("most"))
)
LIST_TO_LOOK_AT = (
    select(cycle.c.workspace_id, *COLUMNS)
    .where(IS_WATCHED, cycle.c.look_on <= bindparam("day"), goes_on(cycle.c.workspace_id))
    .order_by(cycle.c.look_on, cycle.c.workspace_id, cycle.c.mentorship_id, cycle.c.number)
    .limit(bindparam("most"))
)
LOOK_ON = update(cycle).where(THIS).values(look_on=bindparam("day"))
UNFOLLOWED = IN_ACTIVE.where(IS_UNFOLLOWED)
LAPSED = IN_ACTIVE.where(IS_RUNNING, cycle.c.runs_until <= bindparam("over"))
MENTORSHIPS = select_mentorships(
    mentorship.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
    mentorship.c.id.in_(bindparam("mentorships", expanding=True)),
    tuple_(mentorship.c.workspace_id, mentorship.c.id).in_(bindparam("keys", expanding=True)),
)
LAST_WEEK_MET = (
    select(cycle.c.mentorship_id, func.max(cycle.c.iso_week).label("week"))
    .where(OF_MENTORSHIPS, cycle.c.iso_week.is_not(None))
    .group_by(cycle.c.mentorship_id)
)
