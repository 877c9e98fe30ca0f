"""Takes streets in one way at a time, compactly, and gives them out as arrays."""

from array import array
from collections.abc import Mapping, Sequence
from math import nan
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.streets.raw import CLOSED, Passage, RawStreets
from locator.streets.network import STREET_MODES, StreetMode


class Lanes(NamedTuple):
    """Class of a way in its own direction and against it; `CLOSED` where one may not go."""

    forward: str
    backward: str


SHUT: Final = Lanes(CLOSED, CLOSED)


class Collector:
    """Collects ways whose nodes have any numbers."""

    def __init__(self) -> None:
        self._nodes = array("q")
        self._starts = array("q", [0])
        self._minutes = array("d")
        self._name_of = array("i")
        self._class_of = {mode: (array("h"), array("h")) for mode in STREET_MODES}
        self._names = {"": 0}
        self._classes = {CLOSED: 0}

    def way(
        self,
        nodes: Sequence[int],
        *,
        lanes: Mapping[StreetMode, Lanes],
        name: str = "",
        minutes: float = nan,
    ) -> None:
        """Take in a way, unless it is closed to everybody.

        Parameters
        ----------
        nodes : sequence of int
            Numbers of its nodes.
        lanes : Mapping
            Classes for each mode.
        name : str
            What it is called, empty for nothing.
        minutes : float
            How long it takes from end to end, if it tells.
        """
        if len(nodes) < 2 or all(each == SHUT for each in lanes.values()):
            return
        self._nodes.extend(nodes)
        self._starts.append(len(self._nodes))
        self._minutes.append(minutes)
        self._name_of.append(self._names.setdefault(name, len(self._names)))
        for mode, classes in self._class_of.items():
            for column, each in zip(classes, lanes[mode], strict=True):
                column.append(self._classes.setdefault(each, len(self._classes)))

    @property
    def node_numbers(self) -> NDArray[np.int64]:
        """Numbers of all nodes of the ways taken in, each once and in order."""
        return np.unique(np.asarray(self._nodes, np.int64))

    def streets(
        self,
        *,
        source: str,
        lons: NDArray[np.float64],
        lats: NDArray[np.float64],
        barred: Mapping[StreetMode, NDArray[np.bool_]],
    ) -> RawStreets:
        """Return the streets.

        Parameters
        ----------
        source : str
            Where they come from.
        lons, lats : array of shape (n,)
            WGS-84 degrees of `node_numbers`.
        barred : Mapping
            For each mode, which of `node_numbers` nobody gets through.
        """
        return RawStreets(
            source=source,
            node_lons=lons,
            node_lats=lats,
            way_start=np.asarray(self._starts, np.int64),
            way_nodes=np.searchsorted(self.node_numbers, self._nodes).astype(np.int32),
            way_name=np.asarray(self._name_of, np.int32),
            way_min=np.asarray(self._minutes, np.float64),
            names=tuple(self._names),
            classes=tuple(self._classes),
            passages={
                mode: Passage(
                    np.asarray(forward, np.int32), np.asarray(backward, np.int32), barred[mode]
                )
                for mode, (forward, backward) in self._class_of.items()
            },
        )
