"""Sites with their history, unions, and years of the calendar."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SITE_TEXTS = (
    "name",
    "kind",
    "code",
    "host",
    "address",
    "adcode",
    "district",
    "street",
    "given_datum",
    "accuracy",
    "entrance_given_datum",
    "entrance_accuracy",
    "hours",
    "opening_hours",
    "workdays",
    "access",
    "welcome",
    "amenities",
    "services",
    "tier",
    "parent_id",
    "members",
    "phone",
    "manager",
    "level",
    "awards",
    "photos",
    "operation",
    "note",
    "source",
    "source_date",
    "verified_on",
    "active",
    "extra",
)
SITE_NUMBERS = (
    "lon",
    "lat",
    "given_lon",
    "given_lat",
    "entrance_lon",
    "entrance_lat",
    "entrance_given_lon",
    "entrance_given_lat",
)


def upgrade() -> None:
    revisions = op.create_table(
        "revisions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "sites",
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text) for name in SITE_TEXTS),
        *(sa.Column(name, sa.Float(53)) for name in SITE_NUMBERS),
        sa.Column("capacity", sa.Integer),
        sa.Column("created_in", sa.Integer, sa.ForeignKey("revisions.number"), nullable=False),
    )
    op.create_table(
        "site_changes",
        sa.Column("site_id", sa.Text, sa.ForeignKey("sites.id"), primary_key=True),
        sa.Column("revision", sa.Integer, sa.ForeignKey("revisions.number"), primary_key=True),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("old", sa.Text),
        sa.Column("new", sa.Text),
    )
    op.create_table(
        "unions",
        sa.Column("id", sa.Text, primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("name", "level", "parent_id", "adcode", "phone", "address")
        ),
        sa.Column("area", sa.LargeBinary),
        sa.Column("catch_all", sa.Boolean, nullable=False),
    )
    op.create_table(
        "calendar_years", sa.Column("year", sa.Integer, primary_key=True, autoincrement=False)
    )
    op.create_table(
        "calendar_days",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("year", sa.Integer, sa.ForeignKey("calendar_years.year"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
    )
    created = {"number": 0, "at": datetime.now(UTC), "actor": "", "source": "", "note": ""}
    op.bulk_insert(revisions, [created])
