"""by when a match was hoped for, and whether three or more were at a circle"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision: str | None = "0031"
branch_labels: str | None = None
depends_on: str | None = None

# Of whoever joined before: from the day of their agreement, which is the day they joined or later.
THREE_WEEKS_AFTER = {
    "sqlite": "date(max(date(charter_accepted_at), coalesce({end}, date(charter_accepted_at))), '+21 days')",
    "postgresql": "greatest(cast(charter_accepted_at AS date), {end}) + 21",
}
SIGNUP_ENDS_ON = """(
    SELECT signup_ends_on FROM program
    WHERE program.workspace_id = enrolment.workspace_id AND program.id = enrolment.program_id
)"""


def upgrade() -> None:
    op.add_column("cycle", sa.Column("turnout", sa.Boolean(), nullable=True))
    op.add_column("enrolment", sa.Column("match_by", sa.Date(), nullable=True))
    day = THREE_WEEKS_AFTER[op.get_bind().dialect.name].format(end=SIGNUP_ENDS_ON)
    op.execute(f"UPDATE enrolment SET match_by = {day} WHERE role IN ('mentee', 'both', 'peer')")


def downgrade() -> None:
    op.drop_column("enrolment", "match_by")
    op.drop_column("cycle", "turnout")
