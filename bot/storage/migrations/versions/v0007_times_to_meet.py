"""times to meet"""

revision = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None: ...


def downgrade() -> None: ...
