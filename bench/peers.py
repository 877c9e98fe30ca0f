"""The ways to the nearest site that people reach for first.

Each is written as its documentation suggests, with earth-centred metres computed without
arrays where one place is asked for, and with one call of `Geod.inv` for all candidates.
Every one is given only the sites that pass the filter and builds its index beforehand.
"""

import geopandas
import numpy as np
import shapely
from pyproj import Geod
from rtree.index import Index, Property
from scipy.spatial import cKDTree
from sklearn.neighbors import BallTree

from locator.geodesy import Floats, Ints, ecef_point, to_ecef

GEOD = Geod(ellps="WGS84")
EARTH_RADIUS_M = 6_371_008.8
LOCAL_METRES = "EPSG:32651"  # UTM zone 51 north

Ranked = tuple[list[int], list[float]]


class _Geodesics:
    """Measures candidates with `Geod.inv`."""

    def __init__(self, lons: Floats, lats: Floats) -> None:
        self._lons, self._lats = lons, lats

    def ranked(self, lon: float, lat: float, rows: Ints, k: int) -> Ranked:
        """Return the first k rows by distance, and their metres."""
        here = np.full(len(rows), lon), np.full(len(rows), lat)
        metres = GEOD.inv(*here, self._lons[rows], self._lats[rows])[2]
        order = np.lexsort((rows, metres))[:k]
        return rows[order].tolist(), metres[order].tolist()

    def table(self, lons: Floats, lats: Floats, rows: Ints) -> Floats:
        """Return metres to the candidates of each place."""
        here = np.repeat(lons, rows.shape[1]), np.repeat(lats, rows.shape[1])
        metres: Floats = GEOD.inv(*here, self._lons[rows.ravel()], self._lats[rows.ravel()])[2]
        return metres.reshape(rows.shape)


class RTreeGeod(_Geodesics):
    """rtree on earth-centred metres, then `Geod.inv`."""

    def __init__(self, lons: Floats, lats: Floats) -> None:
        super().__init__(lons, lats)
        xyz = to_ecef(lon=lons, lat=lats)
        self._index = Index((np.arange(len(xyz)), xyz, xyz), properties=Property(dimension=3))

    def one(self, lon: float, lat: float, k: int) -> Ranked:
        """Return rows and metres of the nearest."""
        point = ecef_point(lon=lon, lat=lat)
        return self.ranked(lon, lat, np.array(list(self._index.nearest(point + point, k))), k)

    def many(self, lons: Floats, lats: Floats, k: int) -> Floats:
        """Return metres, a line for each place."""
        xyz, count = to_ecef(lon=lons, lat=lats), min(k, len(self._lons))
        rows, _ = self._index.nearest_v(  # type: ignore[no-untyped-call]  # not typed by rtree
            xyz, xyz, num_results=count, strict=True
        )
        return self.table(lons, lats, rows.reshape(-1, count))


class KdTreeGeod(_Geodesics):
    """scipy's kd-tree on earth-centred metres, then `Geod.inv`; two threads in bulk."""

    def __init__(self, lons: Floats, lats: Floats) -> None:
        super().__init__(lons, lats)
        self._tree = cKDTree(to_ecef(lon=lons, lat=lats))

    def one(self, lon: float, lat: float, k: int) -> Ranked:
        """Return rows and metres of the nearest."""
        _, rows = self._tree.query(ecef_point(lon=lon, lat=lat), min(k, len(self._lons)))
        return self.ranked(lon, lat, np.atleast_1d(rows), k)

    def many(self, lons: Floats, lats: Floats, k: int) -> Floats:
        """Return metres, a line for each place."""
        count = min(k, len(self._lons))
        _, rows = self._tree.query(to_ecef(lon=lons, lat=lats), count, workers=2)
        return self.table(lons, lats, np.reshape(rows, (-1, count)))


class StrTree(_Geodesics):
    """shapely's STRtree on degrees, then `Geod.inv`; finds the nearest one only."""

    def __init__(self, lons: Floats, lats: Floats) -> None:
        super().__init__(lons, lats)
        self._tree = shapely.STRtree(np.asarray(shapely.points(lons, lats)))

    def one(self, lon: float, lat: float, k: int) -> Ranked:
        """Return row and metres of the nearest."""
        return self.ranked(lon, lat, self._tree.query_nearest(shapely.Point(lon, lat)), k)

    def many(self, lons: Floats, lats: Floats, _: int) -> Floats:
        """Return metres, a line for each place."""
        rows = self._tree.query_nearest(shapely.points(lons, lats), all_matches=False)[1]
        return self.table(lons, lats, rows[:, None])


class Ball:
    """scikit-learn's BallTree with the haversine metric: metres on a sphere."""

    def __init__(self, lons: Floats, lats: Floats) -> None:
        self._tree = BallTree(np.radians(np.column_stack((lats, lons))), metric="haversine")
        self._size = len(lons)

    def one(self, lon: float, lat: float, k: int) -> Ranked:
        """Return rows and metres of the nearest."""
        angles, rows = self._tree.query(np.radians([[lat, lon]]), min(k, self._size))
        return rows[0].tolist(), (angles[0] * EARTH_RADIUS_M).tolist()

    def many(self, lons: Floats, lats: Floats, k: int) -> Floats:
        """Return metres, a line for each place."""
        angles, _ = self._tree.query(np.radians(np.column_stack((lats, lons))), min(k, self._size))
        return np.asarray(angles) * EARTH_RADIUS_M


class SpatialJoin:
    """geopandas' sjoin_nearest in UTM metres; in bulk and for the nearest one only."""

    def __init__(self, lons: Floats, lats: Floats) -> None:
        self._sites = self._frame(lons, lats)
        self._sites.sindex.query(shapely.Point(0.0, 0.0))  # builds the tree

    def many(self, lons: Floats, lats: Floats, _: int) -> Floats:
        """Return metres, a line for each place."""
        joined = self._frame(lons, lats).sjoin_nearest(self._sites, distance_col="metres")
        nearest = joined[~joined.index.duplicated()].sort_index()
        return np.asarray(nearest["metres"], dtype=np.float64)[:, None]

    @staticmethod
    def _frame(lons: Floats, lats: Floats) -> geopandas.GeoDataFrame:
        points = geopandas.points_from_xy(lons, lats, crs="EPSG:4326").to_crs(LOCAL_METRES)
        return geopandas.GeoDataFrame(geometry=points)
