"""Arcs between nodes, and what Dijkstra's algorithm finds on them."""

from math import inf
from threading import local

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from locator.geodesy import Floats, Ints
from locator.streets.network import NodeIds, StreetNetwork


class Arcs:
    """Ways from node to node in one direction; immutable, for any number of threads.

    Of parallel edges the fastest is kept, of loops none: no shortest way between nodes
    needs them.

    Parameters
    ----------
    network : StreetNetwork
        The streets.
    towards : bool
        Arcs are turned round, so that ways are found towards a place.

    Attributes
    ----------
    towards : bool
        Whether they are turned round.
    node_count : int
        How many nodes there are.
    indptr, heads : numpy.ndarray of int32
        Compressed sparse rows: where a node's arcs begin, and where each leads.
    seconds, metres : numpy.ndarray of float64
        How long each arc is.
    edge : numpy.ndarray of int32
        The edge that it runs along.
    """

    def __init__(self, network: StreetNetwork, *, towards: bool = False) -> None:
        ends = network.edge_from, network.edge_to
        tails, heads = (np.concatenate(pair) for pair in (ends, ends[::-1]))
        if towards:
            tails, heads = heads, tails
        seconds = np.concatenate((network.forward_s, network.backward_s))
        key = tails.astype(np.int64) * network.node_count + heads
        used = np.flatnonzero(np.isfinite(seconds) & (tails != heads))
        used = used[np.lexsort((seconds[used], key[used]))]
        used = used[np.flatnonzero(np.diff(key[used], prepend=-1))]
        self.towards = towards
        self.node_count = network.node_count
        self.heads: NodeIds = heads[used]
        self.seconds: Floats = seconds[used]
        self.edge: NodeIds = (used % network.edge_count).astype(np.int32)
        self.metres: Floats = network.edge_m[self.edge]
        self._keys = key[used]
        nodes = np.arange(self.node_count + 1, dtype=np.int64)
        self.indptr = np.searchsorted(self._keys, nodes * self.node_count).astype(np.int32)
        self._root = _Root(self)

    @property
    def connected(self) -> bool:
        """Whether every node reaches every other."""
        size = self.node_count
        graph = csr_array((self.seconds, self.heads, self.indptr), shape=(size, size))
        return bool(connected_components(graph, connection="strong")[0] == 1)

    def search(
        self, nodes: tuple[int, int], seconds: tuple[float, float], *, limit_s: float
    ) -> tuple[Floats, NodeIds]:
        """Return the shortest ways from a place that lies so many seconds before two nodes.

        Parameters
        ----------
        nodes : (int, int)
            Nodes that one comes to from the place.
        seconds : (float, float)
            After how long; infinity: not there.
        limit_s : float
            How far to look.

        Returns
        -------
        seconds : numpy.ndarray of float64, shape (n + 1,)
            To each node; infinity beyond the limit. The last is the place itself.
        before : numpy.ndarray of int32, shape (n + 1,)
            The node before each; n where that is the place.
        """
        graph = self._root.planted(nodes, seconds)
        found, before = dijkstra(
            graph, indices=[self.node_count], limit=limit_s, return_predecessors=True
        )
        return found[0], before[0]

    def many(self, nodes: NodeIds, seconds: Floats) -> csr_array:
        """Return a graph of the arcs with a place more for every pair of nodes.

        Parameters
        ----------
        nodes, seconds : numpy.ndarray, shape (s, 2)
            As for `search`; the places are the nodes from `node_count` on.
        """
        nodes, seconds = _doubled(nodes, seconds)
        size = self.node_count + len(nodes)
        rows = self.heads.size + 2 * np.arange(1, len(nodes) + 1)
        return csr_array(
            (
                np.concatenate((self.seconds, seconds.ravel())),
                np.concatenate((self.heads, nodes.ravel())),
                np.concatenate((self.indptr, rows.astype(np.int32))),
            ),
            shape=(size, size),
        )

    def between(self, tails: Ints, heads: Ints) -> Ints:
        """Return the arcs from nodes to nodes, which there are."""
        return np.searchsorted(self._keys, tails * self.node_count + heads)


class _Root(local):
    """A graph of its own for each thread, with one place more whose two arcs change."""

    def __init__(self, arcs: Arcs) -> None:
        anywhere = np.zeros((1, 2), dtype=np.int32), np.ones((1, 2))
        self._graph = arcs.many(*anywhere)

    def planted(self, nodes: tuple[int, int], seconds: tuple[float, float]) -> csr_array:
        indices, data = self._graph.indices, self._graph.data
        for side in (0, 1):
            there = side if seconds[side] < inf else 1 - side  # the one way for the other
            indices[side - 2], data[side - 2] = nodes[there], seconds[there]
        return self._graph


def _doubled(nodes: NodeIds, seconds: Floats) -> tuple[NodeIds, Floats]:
    """Let the way that there is stand for the one that there is not."""
    there = np.isfinite(seconds)
    if there.all():
        return nodes, seconds
    return np.where(there, nodes, nodes[..., ::-1]), np.where(there, seconds, seconds[..., ::-1])
