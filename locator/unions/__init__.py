"""Which union answers for a place."""

from locator.unions.jurisdictions import Jurisdictions
from locator.unions.naming import area_name
from locator.unions.slips import DatumVerdict, Reading, likely_datum
from locator.unions.union import LEVELS, Level, Union

__all__ = [
    "LEVELS",
    "DatumVerdict",
    "Jurisdictions",
    "Level",
    "Reading",
    "Union",
    "area_name",
    "likely_datum",
]
