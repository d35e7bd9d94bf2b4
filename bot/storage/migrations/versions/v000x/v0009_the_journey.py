"""the journey"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision: str | None = "0008"
branch_labels: str | None = None
depends_on: str | None = None

IS_PROMPT = sa.text("kind = 'reflection'")
PERSON = (["workspace_id", "user_id"], ["person.workspace_id", "person.user_id"])


def upgrade() -> None:
    with op.batch_alter_table("mentorship") as changed:
        changed.add_column(sa.Column("own_rhythm_on", sa.Date(), nullable=True))
    with op.batch_alter_table("cycle") as changed:
        changed.add_column(sa.Column("weeks", sa.Integer(), nullable=True))
    keys = ["workspace_id", "recipient"]
    op.create_index("ix_outbox_prompt", "outbox", keys, sqlite_where=IS_PROMPT, postgresql_where=IS_PROMPT)
    op.create_table(
        "no_prompts",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "user_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(*PERSON, ondelete="CASCADE"),
    )


def downgrade() -> None:
    op.drop_table("no_prompts")
    op.drop_index("ix_outbox_prompt", "outbox")
    with op.batch_alter_table("cycle") as changed:
        changed.drop_column("weeks")
    with op.batch_alter_table("mentorship") as changed:
        changed.drop_column("own_rhythm_on")
