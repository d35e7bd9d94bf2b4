"""which manager has taken a request for a hand, and since when"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision: str | None = "0024"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.add_column("request", sa.Column("taken_by", sa.String(), nullable=True))
    op.add_column("request", sa.Column("taken_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("request", "taken_on")
    op.drop_column("request", "taken_by")
