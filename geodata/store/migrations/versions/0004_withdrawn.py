"""Sites whose coming in was undone; what a revision did, found without reading everything."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    withdrawn = sa.Column("withdrawn", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("sites", withdrawn)
    op.create_index("ix_sites_created_in", "sites", ["created_in"])
    op.create_index("ix_site_changes_revision", "site_changes", ["revision"])
