"""What the cells answer is what measuring every chord gives, wherever the points are."""

import numpy as np
import pytest
from numpy.typing import NDArray

from locator.geodesy import Point, ecef_point, to_ecef
from locator.index.cells import CellTree
from locator.index.kd_tree import KdTree

Floats = NDArray[np.float64]
MIDDLES = {"city": (121.4, 37.5), "pole": (0.0, 89.99), "edge": (180.0, 0.0), "zero": (0.0, 0.0)}


def around(lon: float, lat: float, spread: float, count: int, seed: int) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(seed)
    lons = (lon + rng.normal(0.0, spread, count) + 180.0) % 360.0 - 180.0
    return lons, np.clip(lat + rng.normal(0.0, spread, count), -90.0, 90.0)


@pytest.mark.parametrize("spread", [1e-6, 0.03, 60.0])
@pytest.mark.parametrize("middle", MIDDLES.values(), ids=MIDDLES)
def test_the_closest_by_chord(
    middle: tuple[float, float], spread: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    lons, lats = around(*middle, spread, 400, seed=1)
    xyz = to_ecef(lon=lons, lat=lats)
    tree, plain, handed_on = CellTree(xyz), KdTree.closest, []

    def counted(self: KdTree, at: Point, count: int) -> tuple[list[float], list[int]]:
        handed_on.append(count)
        return plain(self, at, count)

    monkeypatch.setattr(KdTree, "closest", counted)
    near = zip(*around(*middle, spread, 200, seed=2), strict=True)
    for lon, lat in [*near, (lons[0], lats[0]), (-middle[0], -middle[1])]:
        for count in (2, 6, 400):
            at = ecef_point(lon=float(lon), lat=float(lat))
            chords, rows = tree.closest(at, count)
            truth = np.linalg.norm(xyz - np.array(at), axis=1)
            assert chords == pytest.approx(np.sort(truth)[:count].tolist(), abs=1e-6)
            assert truth[rows].tolist() == pytest.approx(chords, abs=1e-6)
            assert len(set(rows)) == count
    if spread == 0.03:  # where people ask, the cells answer
        assert handed_on.count(6) < 0.6 * 202


def test_points_in_one_place() -> None:
    tree = CellTree(np.repeat(to_ecef(lon=[121.4], lat=[37.5]), 100, axis=0))
    at = ecef_point(lon=121.4, lat=37.5)
    chords, rows = tree.closest(at, 5)
    assert chords == pytest.approx([0.0] * 5, abs=1e-6)
    assert len(set(rows)) == 5
