"""Records that are probably of one site: alike in name and near each other."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from rapidfuzz.fuzz import ratio
from scipy.spatial import cKDTree

from locator.geodesy import to_ecef
from locator.model import Position, Site
from locator.text.folding import fold, without_brand
from locator.vocabulary import Accuracy

NEAR_M: Final = 200.0
ALIKE: Final = 80.0  # of 100; one wrong letter in five
NEIGHBOURS: Final = 50  # looked at around a site, so that a heap of records stays affordable
CHUNK: Final = 5000  # sites asked about at a time; bounds the memory
APART: Final = re.compile(r"[\d一二三四五六七八九十东南西北]")  # what tells two neighbours apart


class Pair(NamedTuple):
    """Two sites, the lower id first, and how far apart they are."""

    one: Site
    other: Site
    distance_m: float


def near_duplicates(sites: Sequence[Site]) -> Iterator[Pair]:
    """Give the pairs of sites of one kind whose names are alike within 200 m.

    Only positions of the sites' own count. The straight line through the earth stands
    for the geodesic: over 200 m they differ by less than a micrometre.
    """
    placed = [
        (site, position)
        for site in sorted(sites, key=lambda site: site.id)
        if (position := own_position(site)) is not None
    ]
    names = [_core(site.name) for site, _ in placed]
    for number, neighbour, distance_m in _neighbours([position for _, position in placed]):
        one, other = placed[number][0], placed[neighbour][0]
        if one.kind == other.kind and _alike(names[number], names[neighbour]):
            yield Pair(one, other, distance_m)


def _neighbours(positions: Sequence[Position]) -> Iterator[tuple[int, int, float]]:
    """Give places of two positions within 200 m, the lower first, and their distance."""
    points = to_ecef(lon=[p.lon for p in positions], lat=[p.lat for p in positions])
    tree = cKDTree(points)
    count = min(NEIGHBOURS, len(points))
    for start in range(0, len(points), CHUNK):
        found = tree.query(
            points[start : start + CHUNK], k=range(1, count + 1), distance_upper_bound=NEAR_M
        )
        distances, neighbours = (np.asarray(part) for part in found)
        rows, ranks = np.nonzero(np.isfinite(distances))
        for row, rank in zip(rows.tolist(), ranks.tolist(), strict=True):
            neighbour = int(neighbours[row, rank])
            if start + row < neighbour:
                yield start + row, neighbour, float(distances[row, rank])


def own_position(site: Site) -> Position | None:
    """Return the position that was given for this site, not for its district."""
    exact = site.position is not None and site.position.accuracy is Accuracy.EXACT
    return site.position if exact else None


def _core(name: str) -> str:
    """Return what a name says beside its brand: 望海路爱心驿站 → 望海路."""
    folded = fold(name)
    rest, _ = without_brand(folded) or (folded, "")
    return rest or folded


def _alike(one: str, other: str) -> bool:
    return APART.findall(one) == APART.findall(other) and ratio(one, other) >= ALIKE
