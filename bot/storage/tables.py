"""Rows. Nothing outside bot.storage imports this module.

The keys of a workspace's rows begin with the workspace, primary and foreign: no row points into another one.
"""

from datetime import date, datetime, time

from sqlalchemy import Index, Table, Text, UniqueConstraint, literal_column
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Field, SQLModel

from bot.domain.allowances import Counted
from bot.domain.availability import ShiftKind
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import EnrolmentState, ExclusionKind, NominationState, Role
from bot.domain.managing.requests import RequestState, Topic
from bot.domain.matching.choices import Said
from bot.domain.meetings.meetings import MEETING_KINDS
from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.domain.people import LeftBy
from bot.domain.programs.programs import Intake, Plan
from bot.domain.programs.states import ProgramState
from bot.storage.columns import (
    PlanColumn,
    Strings,
    Words,
    belongs_to,
    clock,
    clock_of_state,
    one_of,
    workspace_key,
)

TAKES_PART: ColumnElement[bool] = literal_column("state = 'active'")
IS_PENDING: ColumnElement[bool] = literal_column("state = 'pending'")
IS_UNPLACED: ColumnElement[bool] = literal_column("state = 'pending' AND planned_for IS NULL")
IS_PLACED: ColumnElement[bool] = literal_column("state = 'pending' AND planned_for IS NOT NULL")
IS_IN_HAND: ColumnElement[bool] = literal_column("state IN ('claimed', 'sending')")
NOT_YET_SENDING: ColumnElement[bool] = literal_column("state IN ('pending', 'claimed')")
IS_SENT: ColumnElement[bool] = literal_column("state = 'sent'")
IS_PROMPT: ColumnElement[bool] = literal_column("kind = 'reflection'")
IS_LAST_QUESTION: ColumnElement[bool] = literal_column("kind = 'still_there' AND state = 'sent'")
IS_OF_A_MEETING: ColumnElement[bool] = literal_column(f"kind IN {MEETING_KINDS}")
IS_STUCK: ColumnElement[bool] = literal_column("state IN ('failed', 'unknown')")
HAS_NOT_ARRIVED: ColumnElement[bool] = literal_column("state IN ('failed', 'unknown', 'dropped')")
IS_UNFOLLOWED: ColumnElement[bool] = literal_column(
    "outcome IS NOT NULL AND NOT followed AND runs_until IS NOT NULL"
)
IS_RUNNING: ColumnElement[bool] = literal_column("outcome IS NULL AND runs_until IS NOT NULL")
IS_WATCHED: ColumnElement[bool] = literal_column("look_on IS NOT NULL")
IS_ASKED: ColumnElement[bool] = literal_column("answer_by IS NOT NULL")
IS_RESTING: ColumnElement[bool] = literal_column("paused_until IS NOT NULL")
IS_SET: ColumnElement[bool] = literal_column("publish_at IS NOT NULL")
IS_UNMARKED: ColumnElement[bool] = literal_column(
    "state IN ('sent', 'dropped', 'failed', 'unknown') AND settled_on IS NULL"
)
IS_SETTLED: ColumnElement[bool] = literal_column("settled_on IS NOT NULL")


def _partial(name: str, *columns: str, where: ColumnElement[bool]) -> Index:
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


class WorkspaceRow(SQLModel, table=True):
    __tablename__ = "workspace"

    id: str = Field(primary_key=True)
    name: str
    signposts: dict[str, str] = Field(sa_type=Words)
    sites: tuple[str, ...] = Field(sa_type=Strings)


class InstallationRow(SQLModel, table=True):
    """`bot_token` is encrypted."""

    __tablename__ = "installation"

    workspace_id: str = workspace_key()
    bot_user_id: str
    bot_id: str
    bot_token: str = Field(sa_type=Text)


class PersonRow(SQLModel, table=True):
    __tablename__ = "person"

    workspace_id: str = workspace_key()
    user_id: str = Field(primary_key=True)
    tz: str
    profession: str | None
    specialty: str | None
    department: str | None
    site: str | None
    career_stage: str | None
    preset_id: str | None
    left_at: datetime | None
    left_by: LeftBy | None = Field(sa_type=one_of(LeftBy), nullable=True)
    quiet_from: time | None
    quiet_until: time | None
    paused_from: date | None
    paused_until: date | None
    leave_from: date | None
    leave_until: date | None
    nights_from: date | None
    nights_until: date | None
    long_recovery: bool
    idle_on: date | None = clock()


class PreferencesRow(SQLModel, table=True):
    __tablename__ = "preferences"
    __table_args__ = (belongs_to("person", user_id="user_id"),)

    workspace_id: str = workspace_key()
    user_id: str = Field(primary_key=True)
    languages: tuple[str, ...] = Field(sa_type=Strings)
    interests: tuple[str, ...] = Field(sa_type=Strings)
    heading_for: tuple[str, ...] = Field(sa_type=Strings)
    been_there: tuple[str, ...] = Field(sa_type=Strings)
    patient_setting: str | None
    meets: str | None
    styles: dict[str, str] = Field(sa_type=Words)
    mixes_stages: bool


class BriefingRow(SQLModel, table=True):
    __tablename__ = "briefing"
    __table_args__ = (belongs_to("person", user_id="user_id"),)

    workspace_id: str = workspace_key()
    user_id: str = Field(primary_key=True)
    briefing_id: str = Field(primary_key=True)
    pages_read: int
    finished_on: date | None


class ShiftRow(SQLModel, table=True):
    __tablename__ = "shift"
    __table_args__ = (belongs_to("person", user_id="user_id"),)

    workspace_id: str = workspace_key()
    user_id: str = Field(primary_key=True)
    starts_at: datetime = Field(primary_key=True)
    ends_at: datetime = Field(primary_key=True)
    kind: ShiftKind = Field(sa_type=one_of(ShiftKind), primary_key=True)


class ProgramRow(SQLModel, table=True):
    __tablename__ = "program"

    workspace_id: str = workspace_key()
    id: str = Field(primary_key=True)
    template_id: str
    name: str
    state: ProgramState = Field(sa_type=one_of(ProgramState))
    starts_on: date
    ends_on: date | None
    every_weeks: int
    minutes: int
    channel_id: str
    created_by: str
    signposts: dict[str, str] = Field(sa_type=Words)
    champion: str | None
    intake: Intake = Field(sa_type=one_of(Intake))
    signup_ends_on: date | None
    plan: Plan = Field(sa_type=PlanColumn)
    version: int
    follows: str | None
    look_again_on: date | None
    lead: str | None
    deputy: str | None
    over_on: date | None = clock()


class ProgramVersionRow(SQLModel, table=True):
    """What changed with each saving; `by` is empty once that manager had themselves deleted."""

    __tablename__ = "program_version"
    __table_args__ = (belongs_to("program", program_id="id"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: datetime
    by: str
    changes: dict[str, str] = Field(sa_type=Words)


class HospitalVersionRow(SQLModel, table=True):
    """What changed of what every program shows; `by` is empty once that admin had themselves deleted."""

    __tablename__ = "hospital_version"

    workspace_id: str = workspace_key()
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    by: str
    before: dict[str, str] = Field(sa_type=Words)
    after: dict[str, str] = Field(sa_type=Words)


class AllowanceRow(SQLModel, table=True):
    """How often somebody did what may be done only so often in a day; `who` is a hash of their id."""

    __tablename__ = "allowance"

    workspace_id: str = workspace_key()
    who: str = Field(primary_key=True)
    what: Counted = Field(sa_type=one_of(Counted), primary_key=True)
    since: datetime
    used: int


class ProgramManagerRow(SQLModel, table=True):
    __tablename__ = "program_manager"
    __table_args__ = (
        belongs_to("program", program_id="id"),
        Index("ix_program_manager_user", "workspace_id", "user_id"),
    )

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    position: int


class EnrolmentRow(SQLModel, table=True):
    __tablename__ = "enrolment"
    __table_args__ = (
        belongs_to("program", program_id="id"),
        belongs_to("person", user_id="user_id"),
        Index("ix_enrolment_user", "workspace_id", "user_id"),
        _partial("ix_enrolment_charter", "charter_version", where=TAKES_PART),
    )

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    role: Role = Field(sa_type=one_of(Role))
    capacity: int
    topics_offered: tuple[str, ...] = Field(sa_type=Strings)
    topics_wanted: tuple[str, ...] = Field(sa_type=Strings)
    charter_version: str
    charter_accepted_at: datetime
    state: EnrolmentState = Field(sa_type=one_of(EnrolmentState))
    on_hold: bool
    match_by: date | None
    over_on: date | None = clock_of_state()


class ExclusionRow(SQLModel, table=True):
    """`user_id` asked never to be matched with `other_id`; no reason is kept."""

    __tablename__ = "exclusion"
    __table_args__ = (
        belongs_to("person", user_id="user_id"),
        Index("ix_exclusion_other", "workspace_id", "other_id"),
    )

    workspace_id: str = workspace_key()
    user_id: str = Field(primary_key=True)
    other_id: str = Field(primary_key=True)
    kind: ExclusionKind = Field(sa_type=one_of(ExclusionKind), primary_key=True)


class NominationRow(SQLModel, table=True):
    """By whom is not kept."""

    __tablename__ = "nomination"
    __table_args__ = (belongs_to("program", program_id="id"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    state: NominationState = Field(sa_type=one_of(NominationState))


class SuggestionRow(SQLModel, table=True):
    """A mentor shown to a mentee, `user_id`."""

    __tablename__ = "suggestion"
    __table_args__ = (
        belongs_to("enrolment", program_id="program_id", user_id="user_id"),
        Index("ix_suggestion_mentor", "workspace_id", "mentor_id"),
    )

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    mentor_id: str = Field(primary_key=True)
    position: int
    reasons: tuple[str, ...] = Field(sa_type=Strings)
    shown_on: date
    said: Said | None = Field(sa_type=one_of(Said), nullable=True)


class RequestRow(SQLModel, table=True):
    __tablename__ = "request"
    __table_args__ = (belongs_to("enrolment", program_id="program_id", user_id="user_id"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    topic: Topic = Field(sa_type=one_of(Topic), primary_key=True)
    asked_on: date
    state: RequestState = Field(sa_type=one_of(RequestState))
    taken_by: str | None
    taken_on: date | None


class ProposalRow(SQLModel, table=True):
    __tablename__ = "proposal"
    __table_args__ = (
        belongs_to("program", program_id="id"),
        _partial("ix_proposal_publish", "publish_at", where=IS_SET),
    )

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    made_at: datetime
    would_help: tuple[str, ...] = Field(sa_type=Strings)
    remarks: tuple[str, ...] = Field(sa_type=Strings)
    publish_at: datetime | None
    publish_by: str | None


class LeftOverRow(SQLModel, table=True):
    __tablename__ = "left_over"
    __table_args__ = (belongs_to("enrolment", program_id="program_id", user_id="user_id"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    why: str
    help: str


class AnnouncementRow(SQLModel, table=True):
    """The manager's own words, until they are posted and as long as their program is kept.

    `by` is who has them posted, empty once they had themselves deleted.
    """

    __tablename__ = "announcement"
    __table_args__ = (
        belongs_to("program", program_id="id"),
        Index("ix_announcement_program", "workspace_id", "program_id"),
    )

    workspace_id: str = workspace_key()
    id: str = Field(primary_key=True)
    program_id: str
    channel_id: str
    text: str = Field(sa_type=Text)
    tz: str
    saved_at: datetime
    post_at: datetime | None
    repeat_at: datetime | None
    confirmed: bool
    by: str


class ForgottenRow(SQLModel, table=True):
    """Who had themselves deleted, as a hash: the directory must not bring them back."""

    __tablename__ = "forgotten"

    workspace_id: str = workspace_key()
    key: str = Field(primary_key=True)


class MentorshipRow(SQLModel, table=True):
    __tablename__ = "mentorship"
    __table_args__ = (
        belongs_to("program", program_id="id"),
        Index("ix_mentorship_program", "workspace_id", "program_id", "state"),
        _partial("ix_mentorship_answer", "answer_by", where=IS_ASKED),
        _partial("ix_mentorship_paused", "paused_until", where=IS_RESTING),
    )

    workspace_id: str = workspace_key()
    id: str = Field(primary_key=True)
    program_id: str
    state: MentorshipState = Field(sa_type=one_of(MentorshipState))
    score: float
    reasons: tuple[str, ...] = Field(sa_type=Strings)
    every_weeks: int
    channel_id: str | None
    introduced_on: date | None
    paused_until: date | None
    ended_on: date | None
    locked: bool
    answer_by: date | None
    rematched: bool
    own_rhythm_on: date | None
    settling_days: int
    paused_on: date | None
    dropped_on: date | None = clock_of_state()


class MentorshipMemberRow(SQLModel, table=True):
    __tablename__ = "mentorship_member"
    __table_args__ = (
        belongs_to("mentorship", mentorship_id="id"),
        Index("ix_mentorship_member_user", "workspace_id", "user_id", "mentorship_id"),
    )

    workspace_id: str = workspace_key()
    mentorship_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    role: Role = Field(sa_type=one_of(Role))
    position: int


class CycleRow(SQLModel, table=True):
    """Neither who answered nor when is kept, here or anywhere.

    `look_on` is the next day on which it is looked whether a silence that began with it is to be asked about.
    `runs_until` is the day on which its rhythm is over, while its mentorship is active and none follows it.
    `turnout` is of a circle: whether three or more were there, as its host tapped; None while nobody did.
    """

    __tablename__ = "cycle"
    __table_args__ = (
        belongs_to("mentorship", mentorship_id="id"),
        _partial("ix_cycle_unfollowed", "workspace_id", "mentorship_id", "number", where=IS_UNFOLLOWED),
        _partial("ix_cycle_running", "runs_until", where=IS_RUNNING),
        _partial("ix_cycle_look", "look_on", where=IS_WATCHED),
    )

    workspace_id: str = workspace_key()
    mentorship_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    starts_on: date
    outcome: Outcome | None = Field(sa_type=one_of(Outcome), nullable=True)
    iso_week: str | None
    weeks: int | None
    followed: bool
    look_on: date | None
    runs_until: date | None
    turnout: bool | None


class OutboxRow(SQLModel, table=True):
    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("workspace_id", "subject", "kind", "cycle", "recipient", name="uq_outbox_key"),
        _partial("ix_outbox_due", "due_at", where=IS_PENDING),
        _partial("ix_outbox_unplaced", "due_at", where=IS_UNPLACED),
        _partial("ix_outbox_placed", "workspace_id", "recipient", where=IS_PLACED),
        _partial("ix_outbox_subject", "workspace_id", "subject", where=NOT_YET_SENDING),
        _partial("ix_outbox_lease", "lease_until", where=IS_IN_HAND),
        _partial("ix_outbox_in_hand", "workspace_id", "recipient", where=IS_IN_HAND),
        _partial("ix_outbox_prompt", "workspace_id", "recipient", where=IS_PROMPT),
        Index("ix_outbox_recipient", "workspace_id", "recipient", "sent_at"),
        _partial("ix_outbox_stuck", "workspace_id", "subject", where=IS_STUCK),
        _partial("ix_outbox_last_question", "sent_at", where=IS_LAST_QUESTION),
        _partial("ix_outbox_meeting", "workspace_id", "expires_at", where=IS_OF_A_MEETING),
        _partial("ix_outbox_not_arrived", "state", "kind", "outcome", where=HAS_NOT_ARRIVED),
        _partial("ix_outbox_unmarked", "workspace_id", "id", where=IS_UNMARKED),
        _partial("ix_outbox_settled", "workspace_id", "settled_on", where=IS_SETTLED),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", ondelete="CASCADE")
    kind: str
    subject: str
    cycle: int
    recipient: str
    due_at: datetime
    planned_for: datetime | None
    expires_at: datetime
    budgeted: bool
    state: DeliveryState = Field(sa_type=one_of(DeliveryState))
    attempts: int
    lease_until: datetime | None
    sent_at: datetime | None
    channel_id: str | None
    message_ts: str | None
    outcome: str | None
    refusals: int
    settled_on: date | None


class SeenEventRow(SQLModel, table=True):
    """Slack's event ids are unique over all workspaces. Handled, unless somebody is `at_work_until`."""

    __tablename__ = "seen_event"

    event_id: str = Field(primary_key=True)
    seen_at: datetime = Field(index=True)
    at_work_until: datetime | None


class AccessEventRow(SQLModel, table=True):
    """Not tied to its program by a key: the log of who looked outlives what was looked at."""

    __tablename__ = "access_event"
    __table_args__ = (
        Index("ix_access_event_program", "workspace_id", "program_id"),
        Index("ix_access_event_by_age", "workspace_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", ondelete="CASCADE")
    user_id: str
    what: str
    program_id: str
    at: datetime
    about: str | None


def _table(row: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(row.__tablename__)]


workspace = _table(WorkspaceRow)
installation = _table(InstallationRow)
person = _table(PersonRow)
preferences = _table(PreferencesRow)
briefing = _table(BriefingRow)
shift = _table(ShiftRow)
program = _table(ProgramRow)
program_version = _table(ProgramVersionRow)
hospital_version = _table(HospitalVersionRow)
allowance = _table(AllowanceRow)
program_manager = _table(ProgramManagerRow)
enrolment = _table(EnrolmentRow)
exclusion = _table(ExclusionRow)
nomination = _table(NominationRow)
suggestion = _table(SuggestionRow)
request = _table(RequestRow)
proposal = _table(ProposalRow)
left_over = _table(LeftOverRow)
announcement = _table(AnnouncementRow)
forgotten = _table(ForgottenRow)
mentorship = _table(MentorshipRow)
member = _table(MentorshipMemberRow)
cycle = _table(CycleRow)
outbox = _table(OutboxRow)
seen_event = _table(SeenEventRow)
access_event = _table(AccessEventRow)
