"""Which stretches of a local grid are built: gaps and dead ends, yet all in one piece."""

from random import Random
from typing import Final

Spot = tuple[int, int]  # column and row of the local grid, edges of the quarter included
Edge = tuple[Spot, Spot]

RIM: Final[Spot] = (-1, -1)  # stands for the main streets, which hang together anyhow


class Grid:
    """A local grid between main streets.

    Parameters
    ----------
    columns, rows : int
        Blocks from west to east and from south to north; streets run between them.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows

    def lines(self) -> tuple[tuple[Edge, ...], ...]:
        """Return each local street as its stretches: those running north, then east."""
        north = tuple(
            tuple(((i, j), (i, j + 1)) for j in range(self.rows)) for i in range(1, self.columns)
        )
        east = tuple(
            tuple(((i, j), (i + 1, j)) for i in range(self.columns)) for j in range(1, self.rows)
        )
        return north + east

    def on_rim(self, spot: Spot) -> bool:
        """Tell whether a spot lies on a main street."""
        return spot[0] in (0, self.columns) or spot[1] in (0, self.rows)

    def touches_rim(self, edge: Edge) -> bool:
        """Tell whether a stretch ends on a main street."""
        return any(self.on_rim(spot) for spot in edge)

    def tree(self, dice: Random) -> frozenset[Edge]:
        """Return stretches that keep every corner in reach (Kruskal's random tree).

        The inner corners hang together without the rim, which is joined once.
        """
        edges = [edge for line in self.lines() for edge in line]
        dice.shuffle(edges)
        edges.sort(key=self.touches_rim)
        leader: dict[Spot, Spot] = {}

        def head(spot: Spot) -> Spot:
            spot = RIM if self.on_rim(spot) else spot
            while spot in leader:
                spot = leader[spot]
            return spot

        chosen = set()
        for edge in edges:
            a, b = head(edge[0]), head(edge[1])
            if a != b:
                leader[a] = b
                chosen.add(edge)
        return frozenset(chosen)

    def gates(self) -> frozenset[Edge]:
        """Return the two stretches by which a walled quarter meets the outside."""
        middle_row, middle_column = self.rows // 2, self.columns // 2
        return frozenset(
            {
                ((0, middle_row), (1, middle_row)),
                ((middle_column, 0), (middle_column, 1)),
            }
        )


def runs(line: tuple[Edge, ...], built: frozenset[Edge]) -> list[tuple[Edge, ...]]:
    """Return the unbroken parts of one street."""
    parts: list[list[Edge]] = [[]]
    for edge in line:
        if edge in built:
            parts[-1].append(edge)
        elif parts[-1]:
            parts.append([])
    return [tuple(part) for part in parts if part]
