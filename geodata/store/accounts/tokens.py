"""Tokens by which programs work at the desk in somebody's name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Engine, delete, insert, select

from geodata.store.accounts.hashing import hashed, new_secret
from geodata.store.accounts.people import member_of
from geodata.store.accounts.tables import tokens, users
from geodata.store.engine import reading, writing
from locator.errors import InvalidInput, problem
from locator.unions import Member
from locator.words import Words

MARK: Final = "yz_"  # so that a token found in a file is known for one
LONGEST_LABEL: Final = 60


@dataclass(frozen=True, slots=True)
class Token:
    """A token as its owner sees it: number, what it is for, and since when."""

    number: int
    label: str
    at: datetime


class Tokens:
    """The tokens of a store's staff."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def make(self, user_id: int, label: str, *, at: datetime) -> str:
        """Make a token and return it; it cannot be shown again.

        Raises
        ------
        InvalidInput
            It is not said what the token is for.
        """
        label = " ".join(label.split())
        if not 1 <= len(label) <= LONGEST_LABEL or not label.isprintable():
            allowed = Words(f"1–{LONGEST_LABEL} 个字", f"1 to {LONGEST_LABEL} characters")
            message = Words("请写用途", "say what the token is for")
            raise InvalidInput(problem("label", label, allowed, message))
        token = MARK + new_secret()
        row = {"secret": hashed(token), "user_id": user_id, "label": label, "at": at}
        with writing(self._engine) as connection:
            connection.execute(insert(tokens).values(row))
        return token

    def of(self, user_id: int) -> tuple[Token, ...]:
        """Return somebody's tokens, oldest first."""
        query = select(tokens).where(tokens.c.user_id == user_id).order_by(tokens.c.number)
        with reading(self._engine) as connection:
            rows = connection.execute(query)
            return tuple(Token(row.number, row.label, row.at) for row in rows)

    def revoke(self, user_id: int, number: int) -> None:
        """Revoke a token of somebody's own."""
        this = (tokens.c.number == number) & (tokens.c.user_id == user_id)
        with writing(self._engine) as connection:
            connection.execute(delete(tokens).where(this))

    def member(self, token: str) -> Member | None:
        """Return in whose name a token works; None: it is none."""
        query = select(users).join(tokens).where(tokens.c.secret == hashed(token))
        with reading(self._engine) as connection:
            row = connection.execute(query.where(users.c.disabled.is_(False))).one_or_none()
        return None if row is None else member_of(row)
