"""Signing in: sessions that end by themselves, and a lock-out after repeated failures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Engine, delete, insert, select

from geodata.store.accounts.hashing import hashed, is_password, new_secret
from geodata.store.accounts.people import member_of
from geodata.store.accounts.tables import attempts, sessions, users
from geodata.store.engine import lock_schema, reading, writing
from locator.unions import Member

LASTS: Final = timedelta(hours=12)  # a session; a working day
MOST_FAILURES: Final = 5
LOCKED_FOR: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SignIn:
    """How signing in went.

    Parameters
    ----------
    secret : str or None
        Of the new session; None where there is none.
    locked_until : datetime or None
        Until when nobody can sign in with this name, after too many failures.
    """

    secret: str | None = None
    locked_until: datetime | None = None


class Sessions:
    """The sessions of a store's staff."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sign_in(self, name: str, password: str, *, at: datetime) -> SignIn:
        """Sign somebody in.

        A name that nobody has is answered as one whose password is wrong: as late,
        and locked as soon. An attempt counts before the password is tried, so that
        many at once are no way round.
        """
        name = " ".join(name.split())
        locked_until = self._count(hashed(name), at)
        if locked_until is not None:
            return SignIn(locked_until=locked_until)
        with reading(self._engine) as connection:
            row = connection.execute(select(users).where(users.c.name == name)).one_or_none()
        if not is_password(password, row.password if row else None) or row is None or row.disabled:
            return SignIn()
        secret = new_secret()
        with writing(self._engine) as connection:
            connection.execute(delete(attempts).where(attempts.c.name == hashed(name)))
            connection.execute(delete(sessions).where(sessions.c.until <= at))
            session = {"secret": hashed(secret), "user_id": row.id, "until": at + LASTS}
            connection.execute(insert(sessions).values(session))
        return SignIn(secret=secret)

    def _count(self, name: str, at: datetime) -> datetime | None:
        """Count an attempt; return until when the name is locked, if it is."""
        with writing(self._engine) as connection:
            lock_schema(connection)
            connection.execute(delete(attempts).where(attempts.c.at <= at - LOCKED_FOR))
            last = connection.execute(select(attempts).where(attempts.c.name == name)).one_or_none()
            failures = last.failures if last else 0
            if last and failures >= MOST_FAILURES:
                until: datetime = last.at + LOCKED_FOR
                return until
            connection.execute(delete(attempts).where(attempts.c.name == name))
            row = {"name": name, "failures": failures + 1, "at": at}
            connection.execute(insert(attempts).values(row))
        return None

    def member(self, secret: str, *, at: datetime) -> Member | None:
        """Return whose session a secret opens; None where it has ended."""
        query = select(users).join(sessions)
        this = (sessions.c.secret == hashed(secret)) & (sessions.c.until > at)
        with reading(self._engine) as connection:
            row = connection.execute(query.where(this, users.c.disabled.is_(False))).one_or_none()
        return None if row is None else member_of(row)

    def end(self, secret: str) -> None:
        """End a session."""
        with writing(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.secret == hashed(secret)))
