"""Streets: from an extract of OpenStreetMap to network files, one for each mode."""

from geodata.streets.building import build_streets
from geodata.streets.files import network_path, read_network, streets_folder
from geodata.streets.following import FollowedStreets
from geodata.streets.raw import RawStreets, Segments, segments

__all__ = [
    "FollowedStreets",
    "RawStreets",
    "Segments",
    "build_streets",
    "network_path",
    "read_network",
    "segments",
    "streets_folder",
]
