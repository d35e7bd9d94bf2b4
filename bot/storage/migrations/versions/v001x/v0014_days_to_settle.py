"""days to settle"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision: str | None = "0013"
branch_labels: str | None = None
depends_on: str | None = None

# New starters meet in their first week; all others have three, as everybody had before.
OF_NEW_STARTERS = """
UPDATE mentorship SET settling_days = 7 WHERE EXISTS (
  SELECT 1 FROM program
  WHERE program.workspace_id = mentorship.workspace_id
    AND program.id = mentorship.program_id AND program.template_id = 'onboarding'
)
"""


def upgrade() -> None:
    op.add_column("mentorship", sa.Column("settling_days", sa.Integer(), nullable=False, server_default="21"))
    op.execute(OF_NEW_STARTERS)


def downgrade() -> None:
    op.drop_column("mentorship", "settling_days")
