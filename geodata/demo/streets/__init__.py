"""The streets of the made-up city, as plain values for routing and for the base map."""

from geodata.demo.streets.drawing import street_plan
from geodata.demo.streets.plan import (
    Area,
    Node,
    Quarter,
    Rule,
    StreetClass,
    StreetPlan,
    Way,
    Zone,
)

__all__ = [
    "Area",
    "Node",
    "Quarter",
    "Rule",
    "StreetClass",
    "StreetPlan",
    "Way",
    "Zone",
    "street_plan",
]
