"""Street tables for phones: made in the background, kept beside the network files."""

from geodata.streets.near_tables.files import NearTables, tables_path
from geodata.streets.near_tables.following import FollowedTables
from geodata.streets.near_tables.making import RankedSites, make_tables

__all__ = ["FollowedTables", "NearTables", "RankedSites", "make_tables", "tables_path"]
