"""Outlines on the bent sheet: quarters, parks and the ponds in them."""

from itertools import pairwise
from math import cos, pi, sin
from typing import Final

from geodata.demo.streets.lattice import Cell
from geodata.demo.streets.plan import Area, LonLat, Quarter
from geodata.demo.streets.plane import bent_lonlat
from geodata.demo.streets.quarters import LocalStreets
from locator.words import Words

PIECES: Final = 8  # of each side, so that a straight side follows the bend
HEDGE_M: Final = 16.0  # from the middle of the main street to the grass
SHORE_M: Final = 48.0  # from the paths round a pond to its water


def bent_ring(west: float, south: float, east: float, north: float) -> tuple[LonLat, ...]:
    """Return the outline of a rectangle of the straight sheet, counter-clockwise.

    Rectangles that share a whole side share its points to the last digit.
    """
    us = [west + (east - west) * i / PIECES for i in range(PIECES)] + [east]
    vs = [south + (north - south) * i / PIECES for i in range(PIECES)] + [north]
    corners = [(u, south) for u in us] + [(east, v) for v in vs[1:]]
    corners += [(u, north) for u in us[-2::-1]] + [(west, v) for v in vs[-2:0:-1]]
    return tuple(bent_lonlat(u, v) for u, v in corners)


def quarter_of(cell: Cell) -> Quarter:
    """Return a quarter as it lies on the bent sheet."""
    ring = bent_ring(cell.west, cell.south, cell.east, cell.north)
    return Quarter(column=cell.column, row=cell.row, zone=cell.zone, ring=ring)


def park_of(cell: Cell, name: Words) -> Area:
    """Return the green of a quarter that is a park."""
    ring = bent_ring(
        cell.west + HEDGE_M, cell.south + HEDGE_M, cell.east - HEDGE_M, cell.north - HEDGE_M
    )
    return Area(kind="park", name=name, ring=ring)


def pond_of(streets: LocalStreets, name: Words) -> Area:
    """Return a pond in the widest block between the paths of a park."""
    west, east = _widest(streets.us)
    south, north = _widest(streets.vs)
    u, v = (west + east) / 2, (south + north) / 2
    wide, high = (east - west) / 2 - SHORE_M, (north - south) / 2 - SHORE_M
    ring = []
    for step in range(48):
        angle = 2 * pi * step / 48
        shore = 1 + 0.10 * sin(3 * angle + 1) + 0.06 * sin(5 * angle)
        ring.append(bent_lonlat(u + wide * shore * cos(angle), v + high * shore * sin(angle)))
    return Area(kind="water", name=name, ring=tuple(ring))


def _widest(lines: list[float]) -> tuple[float, float]:
    return max(pairwise(lines), key=lambda pair: pair[1] - pair[0])
