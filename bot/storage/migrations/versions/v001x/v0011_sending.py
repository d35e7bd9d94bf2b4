"""sending"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision: str | None = "0010"
branch_labels: str | None = None
depends_on: str | None = None

SENT = ("ix_outbox_sent", ["workspace_id", "recipient", "sent_at"])


def upgrade() -> None:
    op.add_column("outbox", sa.Column("refusals", sa.Integer(), nullable=False, server_default="0"))
    _index(*SENT, "sent_at IS NOT NULL", instead=True)
    _index("ix_outbox_stuck", ["workspace_id", "subject"], "state IN ('failed', 'unknown')")
    _index("ix_outbox_in_hand", ["workspace_id", "recipient"], "state IN ('claimed', 'sending')")


def downgrade() -> None:
    op.drop_index("ix_outbox_in_hand", "outbox")
    op.drop_index("ix_outbox_stuck", "outbox")
    _index(*SENT, "state = 'sent'", instead=True)
    op.drop_column("outbox", "refusals")


def _index(name: str, columns: list[str], where: str, *, instead: bool = False) -> None:
    if instead:
        op.drop_index(name, "outbox")
    condition = sa.text(where)
    op.create_index(name, "outbox", columns, sqlite_where=condition, postgresql_where=condition)
