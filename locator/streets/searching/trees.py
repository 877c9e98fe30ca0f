"""Shortest ways between one point on an edge and all nodes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import NamedTuple

import numpy as np

from locator.geodesy import Floats, Ints
from locator.streets.network import NodeIds
from locator.streets.placed import Pair, Stand
from locator.streets.searching.arcs import Arcs


class Way(NamedTuple):
    """A way by street, between two points on edges."""

    seconds: float
    metres: float


class Course(NamedTuple):
    """How a way goes by nodes.

    Parameters
    ----------
    first : {0, 1}
        The end of the root's edge that it passes.
    nodes : list of int
        All nodes, from the root's to the far point's.
    last : {0, 1}
        The end of the far point's edge that it passes.
    """

    first: int
    nodes: list[int]
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The shortest ways from a point to nodes; towards it, where the arcs are turned round.

    Parameters
    ----------
    arcs : Arcs
        What it grew on.
    root : Stand
        The point.
    seconds : numpy.ndarray of float64, shape (n + 1,)
        To each node; infinity beyond the limit. The last is the point's own.
    before : numpy.ndarray of int32, shape (n + 1,)
        The node before each on the way from the point; n where that is the point itself.
    """

    arcs: Arcs
    root: Stand
    seconds: Floats
    before: NodeIds

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return self.seconds.nbytes + self.before.nbytes

    def seconds_to(self, far: Stand) -> float:
        """Return how long the way to another point takes."""
        return min(self._by_node(far)[0], self._along(far).seconds)

    def way(self, far: Stand) -> Way:
        """Return the way to another point within the limit."""
        return self.ways([far])[0]

    def ways(self, fars: Sequence[Stand]) -> list[Way]:
        """Return the ways to several points within the limit."""
        courses = [self.course(far) for far in fars]
        paths = [course.nodes if course else [] for course in courses]
        metres = self.arcs.metres[self.arcs_of(paths)].tolist()
        found, begin = [], 0
        for far, course in zip(fars, courses, strict=True):
            if course is None:
                found.append(self._along(far))
                continue
            end = begin + len(course.nodes) - 1
            ends_m = self.root.metres[course.first] + far.metres[course.last]
            found.append(Way(self._by_node(far)[0], ends_m + sum(metres[begin:end])))
            begin = end
        return found

    def course(self, far: Stand) -> Course | None:
        """Return how one comes to another point, None where it goes along the edge of both."""
        seconds, last = self._by_node(far)
        if self._along(far).seconds <= seconds:
            return None
        before, root = self.before.data, self.before.size - 1
        nodes, node = list[int](), far.nodes[last]
        while node != root:
            nodes.append(node)
            node = before[node]
        (one, other), (one_s, other_s) = self.root.nodes, root_s(self.arcs, self.root)
        first = 0 if nodes[-1] == one and (one != other or one_s <= other_s) else 1
        return Course(first, nodes[::-1], last)

    def arcs_of(self, paths: Iterable[list[int]]) -> Ints:
        """Return the arcs between the nodes of paths, one path after the other."""
        pairs = [pair for path in paths for pair in pairwise(path)]
        tails, heads = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return self.arcs.between(tails, heads)

    def _by_node(self, far: Stand) -> tuple[float, int]:
        """Return how long it takes by a node, and by which one of the point's two."""
        far_s = far.leaving_s if self.arcs.towards else far.arriving_s
        seconds = self.seconds.data
        one, other = seconds[far.nodes[0]] + far_s[0], seconds[far.nodes[1]] + far_s[1]
        return (one, 0) if one <= other else (other, 1)

    def _along(self, far: Stand) -> Way:
        return along(far, self.root) if self.arcs.towards else along(self.root, far)


def grow(arcs: Arcs, root: Stand, *, limit_s: float = inf) -> Tree:
    """Return the shortest ways from a point, or towards it, within so many seconds."""
    seconds, before = arcs.search(root.nodes, root_s(arcs, root), limit_s=limit_s)
    return Tree(arcs, root, seconds, before)


def root_s(arcs: Arcs, root: Stand) -> Pair:
    """Return seconds between a point and the nodes at both ends of its edge."""
    return root.arriving_s if arcs.towards else root.leaving_s


def along(one: Stand, other: Stand) -> Way:
    """Return the way along an edge that two points share; endless where they share none."""
    if one.edge != other.edge:
        return Way(inf, inf)
    metres = other.metres[0] - one.metres[0]
    if metres == 0.0:
        return Way(0.0, 0.0)
    end = 1 if metres > 0 else 0  # the end that one goes towards
    return Way(one.leaving_s[end] * abs(metres) / one.metres[end], abs(metres))
