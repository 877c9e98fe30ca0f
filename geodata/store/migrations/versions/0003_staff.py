"""Staff of the desk, and what they answered reports with."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _of_user() -> sa.Column[int]:
    return sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False)


def _instant(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("union_id", sa.Text, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("disabled", sa.Boolean, nullable=False),
    )
    for name in ("invitations", "sessions"):
        op.create_table(
            name, sa.Column("secret", sa.Text, primary_key=True), _of_user(), _instant("until")
        )
    op.create_table(
        "tokens",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("secret", sa.Text, nullable=False, unique=True),
        _of_user(),
        sa.Column("label", sa.Text, nullable=False),
        _instant("at"),
    )
    op.create_table(
        "attempts",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        _instant("at"),
    )
    for name in ("reason", "closed_by"):
        op.add_column("reports", sa.Column(name, sa.Text, nullable=False, server_default=""))
