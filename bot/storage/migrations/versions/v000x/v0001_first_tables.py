"""the first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

TABLES = (
    "seen_event",
    "access_event",
    "outbox",
    "cycle",
    "mentorship_member",
    "mentorship",
    "exclusion",
    "enrolment",
    "program_manager",
    "program",
    "shift",
    "person",
    "installation",
    "workspace",
)


def upgrade() -> None:
    _workspaces()
    _people()
    _programs()
    _enrolments()
    _mentorships()
    _cycles()
    _outbox()
    _logs()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _workspaces() -> None:
    op.create_table(
        "workspace",
        _text("id"),
        _text("name"),
        _json("signposts"),
        _json("sites"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "installation",
        _text("workspace_id"),
        _text("bot_user_id"),
        _text("bot_id"),
        sa.Column("bot_token", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id"),
        _of_workspace(),
    )


def _people() -> None:
    op.create_table(
        "person",
        _text("workspace_id"),
        _text("user_id"),
        _text("tz"),
        _text("profession", nullable=True),
        _text("specialty", nullable=True),
        _text("department", nullable=True),
        _text("site", nullable=True),
        _text("career_stage", nullable=True),
        _text("preset_id", nullable=True),
        _instant("left_at", nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "user_id"),
        _of_workspace(),
    )
    op.create_table(
        "shift",
        _text("workspace_id"),
        _text("user_id"),
        _instant("starts_at"),
        _instant("ends_at"),
        _word("kind"),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", "starts_at", "ends_at", "kind"),
        _of_workspace(),
        _of("person", "user_id", "user_id"),
    )


def _programs() -> None:
    op.create_table(
        "program",
        _text("workspace_id"),
        _text("id"),
        _text("template_id"),
        _text("name"),
        _word("state"),
        _day("starts_on"),
        _day("ends_on"),
        _number("every_weeks"),
        _number("minutes"),
        _text("channel_id"),
        _text("created_by"),
        _json("signposts"),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        _of_workspace(),
    )
    op.create_table(
        "program_manager",
        _text("workspace_id"),
        _text("program_id"),
        _text("user_id"),
        _number("position"),
        sa.PrimaryKeyConstraint("workspace_id", "program_id", "user_id"),
        _of_workspace(),
        _of("program", "program_id", "id"),
    )
    op.create_index("ix_program_manager_user", "program_manager", ["workspace_id", "user_id"])


def _enrolments() -> None:
    op.create_table(
        "enrolment",
        _text("workspace_id"),
        _text("program_id"),
        _text("user_id"),
        _word("role"),
        _number("capacity"),
        _json("topics_offered"),
        _json("topics_wanted"),
        _text("charter_version"),
        _instant("charter_accepted_at"),
        _word("state"),
        sa.PrimaryKeyConstraint("workspace_id", "program_id", "user_id"),
        _of_workspace(),
        _of("program", "program_id", "id"),
        _of("person", "user_id", "user_id"),
    )
    op.create_index("ix_enrolment_user", "enrolment", ["workspace_id", "user_id"])
    op.create_table(
        "exclusion",
        _text("workspace_id"),
        _text("user_id"),
        _text("other_id"),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", "other_id"),
        _of_workspace(),
        _of("person", "user_id", "user_id"),
    )


def _mentorships() -> None:
    op.create_table(
        "mentorship",
        _text("workspace_id"),
        _text("id"),
        _text("program_id"),
        _word("state"),
        sa.Column("score", sa.Float(), nullable=False),
        _json("reasons"),
        _number("every_weeks"),
        _text("channel_id", nullable=True),
        _day("introduced_on", nullable=True),
        _day("paused_until", nullable=True),
        _day("ended_on", nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        _of_workspace(),
        _of("program", "program_id", "id"),
    )
    op.create_index("ix_mentorship_program", "mentorship", ["workspace_id", "program_id", "state"])
    op.create_table(
        "mentorship_member",
        _text("workspace_id"),
        _text("mentorship_id"),
        _text("user_id"),
        _word("role"),
        _number("position"),
        sa.PrimaryKeyConstraint("workspace_id", "mentorship_id", "user_id"),
        _of_workspace(),
        _of("mentorship", "mentorship_id", "id"),
    )
    op.create_index("ix_mentorship_member_user", "mentorship_member", ["workspace_id", "user_id"])


def _cycles() -> None:
    op.create_table(
        "cycle",
        _text("workspace_id"),
        _text("mentorship_id"),
        _number("number"),
        _day("starts_on"),
        _word("outcome", nullable=True),
        _text("iso_week", nullable=True),
        sa.Column("followed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "mentorship_id", "number"),
        _of_workspace(),
        _of("mentorship", "mentorship_id", "id"),
    )
    _partial_index("ix_cycle_open", "cycle", ["starts_on"], "outcome IS NULL")
    unfollowed = "outcome IS NOT NULL AND NOT followed"
    _partial_index("ix_cycle_unfollowed", "cycle", ["workspace_id", "mentorship_id", "number"], unfollowed)


def _outbox() -> None:
    op.create_table(
        "outbox",
        _number("id"),
        _text("workspace_id"),
        _text("kind"),
        _text("subject"),
        _number("cycle"),
        _text("recipient"),
        _instant("due_at"),
        _instant("expires_at"),
        sa.Column("budgeted", sa.Boolean(), nullable=False),
        _word("state"),
        _number("attempts"),
        _instant("lease_until", nullable=True),
        _instant("sent_at", nullable=True),
        _text("channel_id", nullable=True),
        _text("message_ts", nullable=True),
        _text("outcome", nullable=True),
        sa.PrimaryKeyConstraint("id"),
        _of_workspace(),
        sa.UniqueConstraint("workspace_id", "kind", "subject", "cycle", "recipient", name="uq_outbox_key"),
    )
    _partial_index("ix_outbox_due", "outbox", ["due_at"], "state = 'pending'")
    _partial_index("ix_outbox_subject", "outbox", ["workspace_id", "subject"], "state = 'pending'")
    _partial_index("ix_outbox_lease", "outbox", ["lease_until"], "state IN ('claimed', 'sending')")
    _partial_index("ix_outbox_sent", "outbox", ["workspace_id", "recipient", "sent_at"], "state = 'sent'")


def _logs() -> None:
    op.create_table("seen_event", _text("event_id"), _instant("seen_at"), sa.PrimaryKeyConstraint("event_id"))
    op.create_index("ix_seen_event_seen_at", "seen_event", ["seen_at"])
    op.create_table(
        "access_event",
        _number("id"),
        _text("workspace_id"),
        _text("user_id"),
        _text("what"),
        _text("program_id"),
        _instant("at"),
        sa.PrimaryKeyConstraint("id"),
        _of_workspace(),
    )
    op.create_index("ix_access_event_program", "access_event", ["workspace_id", "program_id"])


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _word(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(20), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _of_workspace() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE")


def _of(table: str, column: str, key: str) -> sa.ForeignKeyConstraint:
    there = [f"{table}.workspace_id", f"{table}.{key}"]
    return sa.ForeignKeyConstraint(["workspace_id", column], there, ondelete="CASCADE")


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
