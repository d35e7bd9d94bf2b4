"""What retention asks of rows: whether something is over, and whether somebody still needs it."""

from typing import Any

from sqlalchemy import ColumnElement, Table, Text, and_, case, cast, exists, func, or_, select

from bot.domain.delivery.outbox import WAITING
from bot.domain.joining.enrolments import EnrolmentState, NominationState
from bot.domain.mentorships.mentorships import CURRENT, MentorshipState, Outcome
from bot.domain.programs.states import OVER
from bot.storage.ending.rows import willing
from bot.storage.managing.rows import support_taken
from bot.storage.mentorships.rows import stopped_days
from bot.storage.mentorships.stopped_days import may_be_silent_on
from bot.storage.oversight.rows import oversight_role
from bot.storage.privacy.retention.sweep import DAY, TODAY
from bot.storage.tables import (
    cycle,
    enrolment,
    member,
    mentorship,
    nomination,
    outbox,
    person,
    program,
    program_manager,
)

WITH_A_PLACE = sorted(state for state in EnrolmentState if state.has_a_place)
ANSWERS = [one for one in Outcome if one.is_an_answer]
# Asked after a meeting, or about a silence: how often nobody answered is known by these alone.
QUESTIONS = ("check_in", "quiet_check", "still_there")

IS_OVER = program.c.state.in_(sorted(OVER))
GOES_ON = program.c.state.not_in(sorted(OVER))
# The last day; today where it has none, or ended before it.
LAST_DAY: ColumnElement[Any] = case((program.c.ends_on < TODAY, program.c.ends_on), else_=TODAY)


def in_program(table: Table, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """A condition about the program that a row is of."""
    its_program = (program.c.workspace_id == table.c.workspace_id, program.c.id == table.c.program_id)
    return exists().where(*its_program, *conditions).correlate(table)


def of_person(table: Table, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """A condition about the person that a row is of."""
    its_person = (person.c.workspace_id == table.c.workspace_id, person.c.user_id == table.c.user_id)
    return exists().where(*its_person, *conditions).correlate(table)


def of_mentorship(table: Table, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """A condition about the mentorship that a row is of."""
    its = (mentorship.c.workspace_id == table.c.workspace_id, mentorship.c.id == table.c.mentorship_id)
    return exists().where(*its, *conditions).correlate(table)


LONG_OVER = program.c.over_on <= DAY
next_one = program.alias("next_one")
IS_FOLLOWED_BY_ONE_THAT_IS_OVER = (
    exists()
    .where(
        next_one.c.workspace_id == willing.c.workspace_id,
        next_one.c.follows == willing.c.program_id,
        next_one.c.state.in_(sorted(OVER)),
    )
    .correlate(willing)
)

_THEIRS = (enrolment.c.workspace_id == person.c.workspace_id, enrolment.c.user_id == person.c.user_id)
_IN_IT = and_(program.c.workspace_id == enrolment.c.workspace_id, program.c.id == enrolment.c.program_id)
HAS_A_PLACE = exists().where(*_THEIRS, enrolment.c.state.in_(WITH_A_PLACE), _IN_IT, GOES_ON).correlate(person)
HAD_A_PLACE = exists().where(*_THEIRS).correlate(person)
IS_ASKED = (
    exists()
    .where(
        nomination.c.workspace_id == person.c.workspace_id,
        nomination.c.user_id == person.c.user_id,
        nomination.c.state == NominationState.ASKED,
        program.c.workspace_id == nomination.c.workspace_id,
        program.c.id == nomination.c.program_id,
        GOES_ON,
    )
    .correlate(person)
)
MANAGES = (
    exists()
    .where(
        program_manager.c.workspace_id == person.c.workspace_id,
        program_manager.c.user_id == person.c.user_id,
        program.c.workspace_id == program_manager.c.workspace_id,
        program.c.id == program_manager.c.program_id,
        GOES_ON,
    )
    .correlate(person)
)
SPEAKS_FOR_ONE = (
    exists()
    .where(program.c.workspace_id == person.c.workspace_id, program.c.champion == person.c.user_id, GOES_ON)
    .correlate(person)
)
IS_WILLING = (
    exists()
    .where(willing.c.workspace_id == person.c.workspace_id, willing.c.user_id == person.c.user_id)
    .correlate(person)
)
LEADS_ONE = (
    exists()
    .where(
        program.c.workspace_id == person.c.workspace_id,
        or_(program.c.lead == person.c.user_id, program.c.deputy == person.c.user_id),
        GOES_ON,
    )
    .correlate(person)
)
LOOKS_OVER_SOME = (
    exists()
    .where(
        oversight_role.c.workspace_id == person.c.workspace_id, oversight_role.c.user_id == person.c.user_id
    )
    .correlate(person)
)
IS_NEEDED = or_(HAS_A_PLACE, IS_ASKED, MANAGES, SPEAKS_FOR_ONE, LEADS_ONE, IS_WILLING, LOOKS_OVER_SOME)
_LEFT_FIRST = and_(
    enrolment.c.over_on.is_not(None),
    or_(program.c.over_on.is_(None), enrolment.c.over_on < program.c.over_on),
)
# The day on which somebody's last place came to its end; today for whoever never had one.
IDLE_SINCE = func.coalesce(
    select(func.max(case((_LEFT_FIRST, enrolment.c.over_on), else_=program.c.over_on)))
    .where(*_THEIRS, _IN_IT)
    .correlate(person)
    .scalar_subquery(),
    TODAY,
)
# Of whoever stands in an ended mentorship without being in its program any more.
HAS_LEFT_IT = (
    exists()
    .where(
        mentorship.c.workspace_id == member.c.workspace_id,
        mentorship.c.id == member.c.mentorship_id,
        mentorship.c.state.not_in(sorted(CURRENT)),
        enrolment.c.workspace_id == mentorship.c.workspace_id,
        enrolment.c.program_id == mentorship.c.program_id,
        enrolment.c.user_id == member.c.user_id,
        enrolment.c.over_on <= DAY,
    )
    .correlate(member)
)

MAY_STOP_A_SILENCE = (
    exists()
    .where(
        mentorship.c.workspace_id == stopped_days.c.workspace_id,
        mentorship.c.id == stopped_days.c.mentorship_id,
        may_be_silent_on(stopped_days.c.ends_on),
    )
    .correlate(stopped_days)
)

later = cycle.alias("later")
# Nobody has answered since it was taken in hand, or before that about the silence of then.
IS_STILL_SILENT = (
    exists()
    .where(
        mentorship.c.workspace_id == support_taken.c.workspace_id,
        mentorship.c.id == support_taken.c.mentorship_id,
        mentorship.c.state == MentorshipState.ACTIVE,
        cycle.c.workspace_id == support_taken.c.workspace_id,
        cycle.c.mentorship_id == support_taken.c.mentorship_id,
        cycle.c.starts_on <= support_taken.c.taken_on,
        ~exists().where(
            later.c.workspace_id == cycle.c.workspace_id,
            later.c.mentorship_id == cycle.c.mentorship_id,
            later.c.number >= cycle.c.number,
            later.c.outcome.in_(ANSWERS),
        ),
    )
    .correlate(support_taken)
)

IS_DROPPED = mentorship.c.state == MentorshipState.DROPPED
WAS_DECIDED = mentorship.c.state.in_([MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED])
# Kept as JSON in both databases.
HAS_REASONS = or_(mentorship.c.score != 0, cast(mentorship.c.reasons, Text) != "[]")

IS_WAITING = outbox.c.state.in_(sorted(WAITING))
# A question of a mentorship that goes on, which nobody has answered since.
IS_UNANSWERED = and_(
    outbox.c.kind.in_(QUESTIONS),
    exists()
    .where(
        mentorship.c.workspace_id == outbox.c.workspace_id,
        mentorship.c.id == outbox.c.subject,
        mentorship.c.state.in_(sorted(CURRENT)),
    )
    .correlate(outbox),
    ~exists()
    .where(
        cycle.c.workspace_id == outbox.c.workspace_id,
        cycle.c.mentorship_id == outbox.c.subject,
        cycle.c.number >= outbox.c.cycle,
        cycle.c.outcome.in_(ANSWERS),
    )
    .correlate(outbox),
)
