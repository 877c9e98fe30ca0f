"""Demand: where workers are and when, gathered from files so that no position is kept."""

from geodata.demand.cells import DEFAULT_SIZE, cell_rings
from geodata.demand.files import demand_path, load_demand, save_demand
from geodata.demand.following import FollowedDemand
from geodata.demand.reading.any_file import MIN_COUNT, ReadDemand, read_demand
from geodata.demand.streets import street_demand, street_pieces

__all__ = [
    "DEFAULT_SIZE",
    "MIN_COUNT",
    "FollowedDemand",
    "ReadDemand",
    "cell_rings",
    "demand_path",
    "load_demand",
    "read_demand",
    "save_demand",
    "street_demand",
    "street_pieces",
]
