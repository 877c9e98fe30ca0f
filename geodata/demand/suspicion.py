"""A warning when a demand lies where no site is: of another city, or misplaced."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from locator.geodesy import to_ecef
from locator.model import Site
from locator.planning.demand import Demand
from locator.words import Words

FAR_M: Final = 20_000.0
MUCH: Final = 0.5  # of the demand


def far_from_sites(demand: Demand, sites: Sequence[Site]) -> Words | None:
    """Return a warning if most of a demand is more than 20 km from every site.

    A wrong datum moves positions by 0.5 km only and is not seen here; another city,
    another reference system or a slip of a degree is.
    """
    places = [site.position for site in sites if site.position is not None]
    if not places or not demand.weights.any():
        return None
    lons, lats = (np.array([getattr(place, axis) for place in places]) for axis in ("lon", "lat"))
    metres, _ = cKDTree(to_ecef(lon=lons, lat=lats)).query(
        to_ecef(lon=demand.lons, lat=demand.lats)
    )
    share = demand.weights[metres > FAR_M].sum() / demand.weights.sum()
    if share <= MUCH:
        return None
    return Words(
        zh=f"需求的 {share:.0%} 离所有站点都在 20 公里以上：是这座城市吗？坐标系对吗？",
        en=f"{share:.0%} of the demand is more than 20 km from every site: is it of this city, "
        "and is the datum right?",
    )
