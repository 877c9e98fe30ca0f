"""The tables of staff: of every secret only a hash is kept."""

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, Text

from geodata.store.tables import Instant, metadata

users: Final = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("union_id", Text, nullable=False),
    Column("password", Text),  # argon2; none until the invitation is taken
    Column("disabled", Boolean, nullable=False),
)

invitations: Final = Table(
    "invitations",
    metadata,
    Column("secret", Text, primary_key=True),  # a hash, as in the tables below
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("until", Instant, nullable=False),
)

sessions: Final = Table(
    "sessions",
    metadata,
    Column("secret", Text, primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("until", Instant, nullable=False),
)

tokens: Final = Table(
    "tokens",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("secret", Text, nullable=False, unique=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("label", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

# Failed sign-ins by hash of the name given, whether anybody has that name or not.
attempts: Final = Table(
    "attempts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("at", Instant, nullable=False),  # of the last one
)
