"""Small extracts, written with osmium."""

from collections.abc import Sequence
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way

from geodata.streets import FollowedStreets
from locator.streets import StreetMode, StreetNetwork

STEP_DEG = 0.001
Tags = dict[str, str]


class Drawing:
    """Collects things and writes them in the order that extracts have."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {}
        self.ways: list[Way] = []
        self.relations: list[Relation] = []

    def node(self, number: int, tags: Tags | None = None) -> int:
        """Put node ``10 * row + column`` on a grid of a thousandth of a degree."""
        row, column = divmod(number, 10)
        place = 120 + column * STEP_DEG, 30 + row * STEP_DEG
        if tags is not None or number not in self.nodes:
            self.nodes[number] = Node(id=number, location=place, tags=tags or {}, version=1)
        return number

    def way(self, nodes: Sequence[int], tags: Tags, *, missing: Sequence[int] = ()) -> None:
        for node in nodes:
            if node not in missing:
                self.node(node)
        number = len(self.ways) + 1
        self.ways.append(Way(id=number, nodes=list(nodes), tags=tags, version=1))

    def relation(self, ways: Sequence[int], tags: Tags) -> None:
        members = [("w", way, "outer") for way in ways]
        self.relations.append(Relation(id=1, members=members, tags=tags, version=1))

    def write(self, path: Path) -> Path:
        with osmium.SimpleWriter(str(path), overwrite=True) as writer:
            for number in sorted(self.nodes):
                writer.add_node(self.nodes[number])
            for way in self.ways:
                writer.add_way(way)
            for relation in self.relations:
                writer.add_relation(relation)
        return path


def block(path: Path) -> Path:
    """Write a block of streets with one through its middle."""
    drawing = Drawing()
    drawing.way([1, 11, 21], {"highway": "residential"})
    drawing.way([0, 1, 2, 12, 22, 21, 20, 10, 0], {"highway": "residential", "name": "示例路"})
    return drawing.write(path)


def streets_in(folder: Path) -> dict[StreetMode, StreetNetwork]:
    """Return the networks of a folder as a server finds them."""
    followed = FollowedStreets(folder)
    followed.look()
    return followed.networks
