"""who said that somebody has left"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision: str | None = "0019"
branch_labels: str | None = None
depends_on: str | None = None

LONGEST_WORD = 20
# Who was released because of the staff directory has the day of it there.
SAID_BY = """
UPDATE person SET left_by = CASE WHEN EXISTS (
  SELECT 1 FROM directory_entry
  WHERE directory_entry.workspace_id = person.workspace_id
    AND directory_entry.user_id = person.user_id
    AND directory_entry.released_on IS NOT NULL
) THEN 'directory' ELSE 'slack' END
WHERE left_at IS NOT NULL
"""


def upgrade() -> None:
    op.add_column("person", sa.Column("left_by", sa.String(LONGEST_WORD), nullable=True))
    op.execute(SAID_BY)


def downgrade() -> None:
    op.drop_column("person", "left_by")
