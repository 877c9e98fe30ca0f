"""The k nearest points by time, from one place."""

from math import inf
from typing import Final

import numpy as np

from locator.finding.kept import Kept
from locator.streets.searching.arcs import Arcs
from locator.streets.searching.question import Leg, Place, Question
from locator.streets.searching.trees import Tree, grow

FEW: Final = 64
"""Among so few points the ways to each of them are kept; more are near enough to look for."""

ROOM: Final = 64_000_000
"""Bytes of ways kept."""

DETOUR: Final = 1.6
"""So much farther than in a straight line the k-th point is likely found."""

FARTHER: Final = 2.0
"""So much farther to look where it was not."""

MARGIN_S: Final = 90.0
"""Seconds to look at least: there is always a corner to go round."""


class NearestSearch:
    """Finds the nearest of many points by time; for any number of threads.

    A search spreads along the streets from the place asked for, until the k-th point is
    sure. Where only few points pass that goes far: then the ways towards each of those
    are made, one with each question, and once all are there the answer is looked up.

    Parameters
    ----------
    arcs, towards : Arcs
        The streets, and the same turned round.
    """

    def __init__(self, arcs: Arcs, towards: Arcs) -> None:
        self._arcs, self._towards = arcs, towards
        self._s_per_m = float(np.median(arcs.seconds / arcs.metres))
        self._trees: Kept[Tree] = Kept(ROOM, lambda tree: tree.nbytes)
        self._few = min(FEW, ROOM // (12 * arcs.node_count))  # bytes of a tree for each node

    def nearest(self, question: Question) -> list[Leg]:
        """Return the k nearest points that pass, nearest first; fewer where there are no more."""
        if question.k < 1 or question.max_s < 0.0:
            return []
        trees = self._kept(question) if question.places.size <= self._few else None
        return self._searched(question) if trees is None else _looked_up(question, trees)

    def _searched(self, question: Question) -> list[Leg]:
        """Spread from the place asked for."""
        limit_s = question.kth_straight_m() * self._s_per_m * DETOUR + MARGIN_S
        while True:
            limit_s = min(limit_s, question.max_s)
            tree = grow(self._arcs, question.stand, limit_s=limit_s)
            seconds = question.seconds(tree)
            found = question.first(seconds, sure_s=limit_s)
            if len(found) == question.k or limit_s >= question.max_s:
                ways = tree.ways([question.far(order) for order in found])
                return [question.leg(*pair) for pair in zip(found, ways, strict=True)]
            enough_s = question.enough_s(seconds)
            limit_s = enough_s if enough_s < inf else limit_s * FARTHER

    def _kept(self, question: Question) -> list[Tree] | None:
        """Return the ways towards all places wanted; None while more than one is missing."""
        keys = [question.key(order) for order in range(question.places.size)]
        trees = [self._trees.held(key) for key in keys]
        if trees.count(None) > 1:
            self._grown(question, keys, trees.index(None))
            return None
        return [tree or self._grown(question, keys, order) for order, tree in enumerate(trees)]

    def _grown(self, question: Question, keys: list[Place], order: int) -> Tree:
        return self._trees.get(keys[order], lambda: grow(self._towards, question.far(order)))


def _looked_up(question: Question, trees: list[Tree]) -> list[Leg]:
    seconds = np.array([tree.seconds_to(question.stand) for tree in trees]) + question.off_s
    found = question.first(seconds, sure_s=inf)
    return [question.leg(order, trees[order].way(question.stand)) for order in found]
