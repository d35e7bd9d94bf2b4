"""nights and not now"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision: str | None = "0009"
branch_labels: str | None = None
depends_on: str | None = None

NO = sa.text("false")


def upgrade() -> None:
    op.add_column("person", sa.Column("nights_from", sa.Date(), nullable=True))
    op.add_column("person", sa.Column("nights_until", sa.Date(), nullable=True))
    op.add_column("person", sa.Column("long_recovery", sa.Boolean(), nullable=False, server_default=NO))


def downgrade() -> None:
    for name in ("long_recovery", "nights_until", "nights_from"):
        op.drop_column("person", name)
