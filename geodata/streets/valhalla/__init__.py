"""Valhalla, where an operator prefers it to our own search on streets."""

from geodata.streets.valhalla.engine import Engine, open_engine
from geodata.streets.valhalla.streets import ValhallaStreets, ready_streets
from geodata.streets.valhalla.trouble import ValhallaRefusal, ValhallaTrouble

__all__ = [
    "Engine",
    "ValhallaRefusal",
    "ValhallaStreets",
    "ValhallaTrouble",
    "open_engine",
    "ready_streets",
]
