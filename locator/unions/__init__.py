"""Which union answers for a place."""

from locator.unions.jurisdictions import Jurisdictions
from locator.unions.naming import area_name
from locator.unions.slips import DatumVerdict, Reading, likely_datum
from locator.unions.staff import ROLES, Member, Role, answers_for, has_role, may_edit
from locator.unions.union import LEVELS, Chain, Level, Union

__all__ = [
    "LEVELS",
    "ROLES",
    "Chain",
    "DatumVerdict",
    "Jurisdictions",
    "Level",
    "Member",
    "Reading",
    "Role",
    "Union",
    "answers_for",
    "area_name",
    "has_role",
    "likely_datum",
    "may_edit",
]
