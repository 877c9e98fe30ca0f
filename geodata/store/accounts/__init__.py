"""Staff of the desk: people, their sessions and their tokens."""

from sqlalchemy import Engine

from geodata.store.accounts.people import People
from geodata.store.accounts.sessions import Sessions
from geodata.store.accounts.tokens import Tokens

__all__ = ["Accounts"]


class Accounts:
    """The accounts of a store.

    Attributes
    ----------
    people : People
        Who works at the desk.
    sessions : Sessions
        Who has signed in.
    tokens : Tokens
        Programs that work in somebody's name.
    """

    def __init__(self, engine: Engine) -> None:
        self.people = People(engine)
        self.sessions = Sessions(engine)
        self.tokens = Tokens(engine)
