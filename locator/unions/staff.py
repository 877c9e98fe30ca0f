"""Who works at the desk, and which sites they may change."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from locator.unions.union import Union
from locator.words import Words


class Role(StrEnum):
    """What somebody may do at the desk; each role may do what the ones before it may."""

    READER = "reader"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


RANKS: Final = tuple(Role)
ROLES: Final[dict[Role, Words]] = {
    Role.READER: Words("只读", "reader"),
    Role.EDITOR: Words("编辑", "editor"),
    Role.ADMINISTRATOR: Words("管理员", "administrator"),
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the staff.

    Parameters
    ----------
    id : int
        Number that the store knows them by.
    name : str
        What they sign in with.
    role : Role
        What they may do.
    union_id : str
        The union whose sites an editor may change; empty for the others.
    """

    id: int
    name: str
    role: Role
    union_id: str = ""

    @property
    def actor(self) -> str:
        """What the history of a site calls them."""
        return f"user:{self.id}"


def has_role(member: Member, least: Role) -> bool:
    """Tell whether somebody may do what a role may."""
    return RANKS.index(member.role) >= RANKS.index(least)


def answers_for(member: Member, chain: Sequence[Union]) -> bool:
    """Tell whether a chain of unions is somebody's to look after.

    It is everybody's who is not bound to a union.

    Parameters
    ----------
    chain : sequence of Union
        The unions responsible for a site: `Jurisdictions.chain_of_site`.
    """
    return not member.union_id or any(union.id == member.union_id for union in chain)


def may_edit(member: Member, chain: Sequence[Union]) -> bool:
    """Tell whether somebody may change a site that a chain of unions is responsible for.

    An administrator may change every site, an editor those of their union and of the
    unions below it, and nobody else any.
    """
    if member.role is Role.ADMINISTRATOR:
        return True
    bound = bool(member.union_id) and answers_for(member, chain)
    return member.role is Role.EDITOR and bound
