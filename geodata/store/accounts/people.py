"""Staff and their invitations."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Engine, Row, Table, delete, insert, select, update

from geodata.store.accounts.hashing import LONGEST_PASSWORD, hash_password, hashed, new_secret
from geodata.store.accounts.tables import attempts, invitations, sessions, tokens, users
from geodata.store.engine import lock_schema, reading, writing
from locator.errors import InvalidInput, NotFound, problem
from locator.unions import Member, Role
from locator.words import Words, same

INVITED_FOR: Final = timedelta(days=7)
SHORTEST_PASSWORD: Final = 10
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff, as administrators see them.

    Parameters
    ----------
    member : Member
        Who they are.
    joined : bool
        Whether they have taken their invitation.
    disabled : bool
        Whether they are kept out.
    """

    member: Member
    joined: bool
    disabled: bool


class People:
    """The staff of a store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> tuple[Person, ...]:
        """Return everybody by name, those who are kept out too."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(users).order_by(users.c.name))
            return tuple(
                Person(member_of(row), row.password is not None, row.disabled) for row in rows
            )

    def invite(self, name: str, *, role: Role, union_id: str = "", at: datetime) -> str:
        """Add somebody, or give them a new password; return the secret of their invitation.

        Earlier invitations of theirs end, and so does a lock-out.

        Raises
        ------
        InvalidInput
            The name is empty or too long, or no administrator would be left.
        """
        name = checked_name(name)
        secret = new_secret()
        with writing(self._engine) as connection:
            lock_schema(connection)
            run = _is_run(connection)
            facts = {"role": role, "union_id": union_id, "disabled": False}
            user_id = connection.scalar(select(users.c.id).where(users.c.name == name))
            if user_id is None:
                new = insert(users).values(name=name, **facts).returning(users.c.id)
                user_id = connection.scalars(new).one()
            else:
                connection.execute(update(users).where(users.c.id == user_id).values(facts))
            _check_that_it_is_run(connection, before=run)
            _drop(connection, user_id, invitations)
            connection.execute(delete(attempts).where(attempts.c.name == hashed(name)))
            invitation = {"secret": hashed(secret), "user_id": user_id, "until": at + INVITED_FOR}
            connection.execute(insert(invitations).values(invitation))
        return secret

    def invited(self, secret: str, *, at: datetime) -> Member:
        """Return whom an invitation is for.

        Raises
        ------
        NotFound
            There is no such invitation, or not any more.
        """
        with reading(self._engine) as connection:
            return _invited(connection, secret, at)

    def accept(self, secret: str, password: str, *, at: datetime) -> Member:
        """Take an invitation with a password; it can be taken once.

        All sessions of the person end.

        Raises
        ------
        InvalidInput
            The password is too short or too long.
        NotFound
            There is no such invitation, or not any more.
        """
        check_password(password)
        self.invited(secret, at=at)  # hashing is dear: not for everybody who asks
        kept = hash_password(password)
        with writing(self._engine) as connection:
            member = _invited(connection, secret, at)
            this = users.c.id == member.id
            connection.execute(update(users).where(this).values(password=kept))
            _drop(connection, member.id, invitations)
            _drop(connection, member.id, sessions)
        return member

    def change(self, user_id: int, *, role: Role, union_id: str, disabled: bool) -> None:
        """Change what somebody may do; who is kept out loses sessions, tokens, invitations.

        Raises
        ------
        NotFound
            Nobody has the number.
        InvalidInput
            No administrator would be left.
        """
        with writing(self._engine) as connection:
            lock_schema(connection)
            run = _is_run(connection)
            facts = {"role": role, "union_id": union_id, "disabled": disabled}
            found = connection.execute(update(users).where(users.c.id == user_id).values(facts))
            if not found.rowcount:
                raise NotFound(Words("没有这位人员。", "Nobody here has this number."))
            _check_that_it_is_run(connection, before=run)
            if disabled:
                for table in (sessions, tokens, invitations):
                    _drop(connection, user_id, table)


def _is_run(connection: Connection) -> bool:
    """Tell whether some administrator can sign in."""
    administrators = users.c.role == Role.ADMINISTRATOR.value
    working = users.c.disabled.is_(False) & users.c.password.is_not(None)
    return (
        connection.execute(select(users.c.id).where(administrators & working)).first() is not None
    )


def _check_that_it_is_run(connection: Connection, *, before: bool) -> None:
    if before and not _is_run(connection):
        message = Words("至少要留一位管理员", "at least one administrator has to stay")
        raise InvalidInput(problem("role", "", same(Role.ADMINISTRATOR), message))


def _drop(connection: Connection, user_id: int, table: Table) -> None:
    connection.execute(delete(table).where(table.c.user_id == user_id))


def _invited(connection: Connection, secret: str, at: datetime) -> Member:
    query = select(users).join(invitations)
    this = (invitations.c.secret == hashed(secret)) & (invitations.c.until > at)
    row = connection.execute(query.where(this, users.c.disabled.is_(False))).one_or_none()
    if row is None:
        message = "这个邀请已用过或已过期，请管理员重新邀请。"
        raise NotFound(
            Words(message, "This invitation is used or too old: ask an administrator for another.")
        )
    return member_of(row)


def member_of(row: Row[tuple[object, ...]]) -> Member:
    """Return the member that a row of the users holds."""
    return Member(id=row.id, name=row.name, role=Role(row.role), union_id=row.union_id)


def checked_name(name: str) -> str:
    """Return a name to sign in with, without spaces around it. InvalidInput: none."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        allowed = Words(f"1–{LONGEST_NAME} 个字", f"1 to {LONGEST_NAME} characters")
        raise InvalidInput(problem("name", name, allowed, Words("请写姓名", "give a name")))
    return name


def check_password(password: str) -> None:
    """Raise InvalidInput unless a password can be taken; it is not repeated."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or not _is_text(password):
        allowed = Words(
            f"{SHORTEST_PASSWORD}–{LONGEST_PASSWORD} 个字符",
            f"{SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters",
        )
        message = Words(
            f"密码至少 {SHORTEST_PASSWORD} 个字符",
            f"a password has at least {SHORTEST_PASSWORD} characters",
        )
        raise InvalidInput(problem("password", "", allowed, message))


def _is_text(password: str) -> bool:
    try:
        password.encode()
    except UnicodeEncodeError:
        return False
    return True
