"""Draws the main streets, with a joint wherever a local street meets them."""

from itertools import pairwise
from typing import Final, Literal, NamedTuple

from geodata.demo.streets.draft import Draft
from geodata.demo.streets.lattice import BRIDGES, COLUMNS, ROWS, SOUTH_BANK, Cell, MainStreet, cells
from geodata.demo.streets.plan import Zone

JOIN_WITHIN_M: Final = 35.0  # street ends this close share one joint
BEND_EVERY_M: Final = 160.0  # a main street longer than this without a joint gets a bend


class Side(NamedTuple):
    """One main street between two crossings.

    ``line`` counts COLUMNS or ROWS; ``after`` is the crossing that it starts from.
    """

    runs: Literal["north", "east"]
    line: int
    after: int


def sides_of(cell: Cell) -> dict[str, Side]:
    """Return the main streets round a quarter by point of the compass."""
    south = cell.south_line
    return {
        "west": Side("north", cell.column, south),
        "east": Side("north", cell.column + 1, south),
        "south": Side("east", south, cell.column),
        "north": Side("east", south + 1, cell.column),
    }


def drawn_sides() -> set[Side]:
    """Return the stretches that exist: beside built-up quarters, bridges, and country roads."""
    every = cells()
    built = {side for c in every if c.zone is not Zone.FIELDS for side in sides_of(c).values()}
    country = {side for c in every for side in sides_of(c).values() if _street(side).leads_out}
    return built | country | {Side("north", column, SOUTH_BANK) for column in BRIDGES}


def _street(side: Side) -> MainStreet:
    return (COLUMNS if side.runs == "north" else ROWS)[side.line]


class MainStreets:
    """Joints and crossings of the main streets on one drawing board."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._sides = drawn_sides()
        self._crossings: dict[tuple[int, int], int] = {}
        self._joints: dict[Side, list[tuple[float, int]]] = {side: [] for side in self._sides}

    def crossing(self, column: int, row: int) -> int:
        """Return the node where two main streets cross."""
        key = (column, row)
        if key not in self._crossings:
            self._crossings[key] = self._draft.node(COLUMNS[column].at, ROWS[row].at)
        return self._crossings[key]

    def joint(self, side: Side, at: float) -> int:
        """Return the node of a side at a coordinate along it, shared with one close by."""
        for known, node in self._joints[side]:
            if abs(known - at) < JOIN_WITHIN_M:
                return node
        line = _street(side).at
        node = self._draft.node(line, at) if side.runs == "north" else self._draft.node(at, line)
        self._joints[side].append((at, node))
        return node

    def draw(self) -> None:
        """Draw all main streets once every local street has its joints."""
        for side in sorted(self._sides):
            is_bridge = side.runs == "north" and side.after == SOUTH_BANK
            street = _street(side)
            self._draft.way(
                self._ends(side) if is_bridge else self._stops(side),
                street.street_class,
                name=BRIDGES[side.line] if is_bridge else street.name,
                bridge=is_bridge,
            )

    def _ends(self, side: Side) -> tuple[int, int]:
        if side.runs == "north":
            return (
                self.crossing(side.line, side.after),
                self.crossing(side.line, side.after + 1),
            )
        return self.crossing(side.after, side.line), self.crossing(side.after + 1, side.line)

    def _stops(self, side: Side) -> list[int]:
        across = ROWS if side.runs == "north" else COLUMNS
        start, end = across[side.after].at, across[side.after + 1].at
        known = [start, *sorted(at for at, _ in self._joints[side]), end]
        for a, b in pairwise(known):
            pieces = int((b - a) // BEND_EVERY_M)
            for i in range(1, pieces + 1):
                self.joint(side, a + (b - a) * i / (pieces + 1))
        first, last = self._ends(side)
        return [first, *(node for _, node in sorted(self._joints[side])), last]
