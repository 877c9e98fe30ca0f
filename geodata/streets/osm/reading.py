"""Reads an extract in one pass: nodes are remembered, ways sorted out as they come by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from math import nan
from typing import Any, Final, NamedTuple

import numpy as np
import osmium
from numpy.typing import NDArray
from osmium.filter import IdFilter, KeyFilter
from osmium.index import LocationTable
from osmium.osm import WAY

from geodata.streets.candidates import NAMED_IN, Candidate, is_named_like_a_station
from geodata.streets.collecting import SHUT, Collector, Lanes
from geodata.streets.osm.access import barred_modes, lanes_of
from geodata.streets.osm.naming import duration_min, street_name
from geodata.streets.raw import RawStreets
from locator.streets.network import STREET_MODES, StreetMode

KEYS: Final = ("highway", "route", "barrier", *NAMED_IN)
ADDRESS: Final = ("addr:city", "addr:district", "addr:street", "addr:housenumber")


class Extract(NamedTuple):
    """What an extract holds of streets, and the places named like a station."""

    streets: RawStreets
    candidates: tuple[Candidate, ...]


class _Square(NamedTuple):
    """An area that people walk on, drawn as a relation: its outline becomes ways."""

    lanes: Mapping[StreetMode, Lanes]
    name: str


class _Reader:
    def __init__(self, places: LocationTable) -> None:
        self.collector = Collector()
        self.candidates: list[Candidate] = []
        self.squares: dict[int, _Square] = {}
        self.barred: dict[StreetMode, list[int]] = {mode: [] for mode in STREET_MODES}
        self._places = places

    def take(self, thing: Any) -> None:  # noqa: ANN401 (osmium's classes share no base)
        """Take in a node, way or relation with tags."""
        tags = dict(thing.tags)
        if thing.is_node():
            if "barrier" in tags:
                for mode in barred_modes(tags):
                    self.barred[mode].append(thing.id)
            self._consider(tags, "node", thing.id, [thing.id])
        elif thing.is_way():
            nodes = [node.ref for node in thing.nodes]
            self._way(nodes, lanes_of(tags), street_name(tags), duration_min(tags))
            self._consider(tags, "way", thing.id, nodes)
        elif "highway" in tags and tags.get("type") == "multipolygon":
            square = _Square(lanes_of(tags), street_name(tags))
            self.squares |= {each.ref: square for each in thing.members if each.type == "w"}

    def outline(self, way: Any) -> None:  # noqa: ANN401 (osmium's classes share no base)
        """Take in a way along a square, unless it is a street of its own."""
        if "highway" not in way.tags:
            square = self.squares[way.id]
            self._way([node.ref for node in way.nodes], square.lanes, square.name)

    def _way(
        self,
        nodes: Sequence[int],
        lanes: Mapping[StreetMode, Lanes],
        name: str,
        minutes: float = nan,
    ) -> None:
        if all(each == SHUT for each in lanes.values()):
            return
        for is_here, piece in groupby(nodes, self._is_here):
            if is_here:
                there = list(piece)
                told = minutes if len(there) == len(nodes) else nan  # they are those of all of it
                self.collector.way(there, lanes=lanes, name=name, minutes=told)

    def _is_here(self, node: int) -> bool:
        """Tell whether a node is in the extract: ways are cut off at its edge."""
        try:
            return bool(self._places.get(node).valid())
        except KeyError:
            return False

    def _consider(self, tags: Mapping[str, str], kind: str, number: int, nodes: list[int]) -> None:
        names = [tags[key] for key in NAMED_IN if key in tags]
        if not is_named_like_a_station(names):
            return
        lons, lats = self.places([node for node in nodes if self._is_here(node)])
        if len(lons):
            self.candidates.append(
                Candidate(
                    name=tags.get("name") or names[0],
                    lon=round(float(lons.mean()), 7),
                    lat=round(float(lats.mean()), 7),
                    datum="wgs84",
                    address="".join(tags.get(key, "") for key in ADDRESS),
                    opening_hours=tags.get("opening_hours", ""),
                    phone=tags.get("phone") or tags.get("contact:phone", ""),
                    source=f"OpenStreetMap {kind} {number}",
                )
            )

    def places(self, nodes: Iterable[int]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return degrees of nodes of the extract."""
        found = [self._places.get(int(node)) for node in nodes]
        lons, lats = [place.lon for place in found], [place.lat for place in found]
        return np.array(lons, np.float64), np.array(lats, np.float64)


def read_streets(open_file: Callable[[], osmium.io.File], *, source: str) -> Extract:
    """Return the streets of an extract.

    Parameters
    ----------
    open_file : callable
        Gives the file from its beginning: nodes before ways before relations. It is
        read twice only where squares are drawn as relations, whose outlines come first.
    source : str
        What to call it.

    Raises
    ------
    RuntimeError
        The file is damaged or of another kind.
    """
    stream = osmium.FileProcessor(open_file()).with_locations()
    places = stream.node_location_storage
    assert places is not None  # noqa: S101 (for the type checker: asked for above)
    reader = _Reader(places)
    for thing in stream.with_filter(KeyFilter(*KEYS)):
        reader.take(thing)
    if reader.squares:
        outlines = osmium.FileProcessor(open_file(), WAY).with_filter(IdFilter(reader.squares))
        for way in outlines:
            reader.outline(way)
    numbers = reader.collector.node_numbers
    lons, lats = reader.places(numbers)
    streets = reader.collector.streets(
        source=source,
        lons=lons,
        lats=lats,
        barred={mode: np.isin(numbers, nodes) for mode, nodes in reader.barred.items()},
    )
    return Extract(streets, tuple(reader.candidates))
