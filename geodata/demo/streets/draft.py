"""The drawing board: nodes and ways on the straight sheet, bent when the plan is done."""

from collections.abc import Sequence

from geodata.demo.streets.plan import Node, Rule, StreetClass, Way
from geodata.demo.streets.plane import bent_lonlat
from locator.words import Words, same

UNNAMED = same("")


class Draft:
    """Collects what is drawn; positions are metres on the straight sheet."""

    def __init__(self) -> None:
        self._points: list[tuple[float, float]] = []
        self._gates: set[int] = set()
        self._ways: list[Way] = []

    def node(self, u: float, v: float, *, gate: bool = False) -> int:
        """Put a node down and return its id."""
        self._points.append((u, v))
        if gate:
            self._gates.add(len(self._points) - 1)
        return len(self._points) - 1

    def at(self, node: int) -> tuple[float, float]:
        """Return where a node lies on the straight sheet."""
        return self._points[node]

    def way(
        self,
        nodes: Sequence[int],
        street_class: StreetClass,
        *,
        name: Words = UNNAMED,
        oneway: bool = False,
        foot: Rule = "yes",
        ebike: Rule = "yes",
        bridge: bool = False,
    ) -> None:
        """Draw a way through nodes."""
        self._ways.append(
            Way(
                id=len(self._ways),
                nodes=tuple(nodes),
                name=name,
                street_class=street_class,
                oneway=oneway,
                foot=foot,
                ebike=ebike,
                bridge=bridge,
            )
        )

    def nodes(self) -> tuple[Node, ...]:
        """Return every node where it lands on the bent sheet."""
        bent = (bent_lonlat(u, v) for u, v in self._points)
        return tuple(
            Node(id=i, lon=lon, lat=lat, gate=i in self._gates) for i, (lon, lat) in enumerate(bent)
        )

    def ways(self) -> tuple[Way, ...]:
        """Return every way."""
        return tuple(self._ways)
