"""The tables of the store, in types that SQLite and PostgreSQL both take."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    false,
)

from geodata.rows import COLUMNS, INTEGERS, NUMBERS
from locator.history import WITHDRAWN

metadata: Final = MetaData()


class Instant(TypeDecorator[datetime]):
    """An instant, kept in UTC: SQLite forgets time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the instant in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the instant with its time zone."""
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC)


def _site_column(name: str) -> Column[str] | Column[float] | Column[int]:
    if name in NUMBERS:
        return Column(name, Float(53))  # all 53 bits, also where Float would mean 4 bytes
    if name in INTEGERS:
        return Column(name, Integer)
    return Column(name, Text, primary_key=name == "id", nullable=name != "id")


# Number 0 is the store's creation; its row is what writers lock.
revisions: Final = Table(
    "revisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("note", Text, nullable=False),
)

# A site as its exchange row: one form for the store, for files and for the history.
# A withdrawn one is there for the history only: its coming in was undone.
sites: Final = Table(
    "sites",
    metadata,
    *(_site_column(name) for name in COLUMNS),
    Column("created_in", Integer, ForeignKey("revisions.number"), nullable=False, index=True),
    Column(WITHDRAWN, Boolean, nullable=False, server_default=false()),
)

site_changes: Final = Table(
    "site_changes",
    metadata,
    Column("site_id", Text, ForeignKey("sites.id"), primary_key=True),
    Column("revision", Integer, ForeignKey("revisions.number"), primary_key=True, index=True),
    Column("field", Text, primary_key=True),
    Column("old", Text),
    Column("new", Text),
)

unions: Final = Table(
    "unions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("parent_id", Text, nullable=False),
    Column("adcode", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("area", LargeBinary),  # WKB, WGS-84
    Column("catch_all", Boolean, nullable=False),
)

# Years that an operator added to the calendar, and their days off and on.
calendar_years: Final = Table(
    "calendar_years", metadata, Column("year", Integer, primary_key=True, autoincrement=False)
)
calendar_days: Final = Table(
    "calendar_days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("year", Integer, ForeignKey("calendar_years.year"), nullable=False),  # of the notice
    Column("kind", Text, nullable=False),  # holiday or workday
)

# What riders reported; nothing of who they are or where they stood.
reports: Final = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("site_id", Text, ForeignKey("sites.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Instant, nullable=False, index=True),  # to the minute
    Column("independent", Boolean, nullable=False),
    Column("state", Text, nullable=False),  # received, done or rejected
    Column("closed_at", Instant),
    Column("reason", Text, nullable=False, server_default=""),
    Column("closed_by", Text, nullable=False, server_default=""),
)

# Photographs of sites, as JPEG without a word about the camera or the place.
photos: Final = Table(
    "photos",
    metadata,
    Column("name", Text, primary_key=True),
    Column("site_id", Text, ForeignKey("sites.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
