"""Which union answers for a place."""

from locator.unions.jurisdictions import Jurisdictions
from locator.unions.union import LEVELS, Level, Union

__all__ = ["LEVELS", "Jurisdictions", "Level", "Union"]
