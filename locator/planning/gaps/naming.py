"""What a gap is called: the union that answers for it, and where the nearest site is."""

import re
from typing import Final

from locator.model import Site
from locator.unions.union import Chain
from locator.words import Words, same

HERE_M: Final = 300.0
"""So near a site a place is called after it without a direction."""

_TITLE: Final = re.compile("(?<=.)(总工会|工会联合会|工会)$")
_COMPASS: Final = tuple(
    Words(zh, en)
    for zh, en in zip(
        ("北", "东北", "东", "东南", "南", "西南", "西", "西北"),
        ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"),
        strict=True,
    )
)


def gap_name(
    chain: Chain,
    site: Site | None,
    *,
    distance_m: float | None,
    bearing_deg: float | None,
    lon: float,
    lat: float,
) -> Words:
    """Return a name that people who know the place can find it by.

    Parameters
    ----------
    chain : tuple of Union
        The unions that answer for it, most local first; may be empty.
    site : Site or None
        The nearest site.
    distance_m, bearing_deg : float or None
        How far from that site, and in which direction, the middle of the gap lies.
    lon, lat : float
        The middle, which is its name where there is no site at all.
    """
    if site is None or distance_m is None or bearing_deg is None:
        spot = same(f"{lon:.4f}, {lat:.4f}")
    elif distance_m <= HERE_M:
        spot = Words(f"{site.name}附近", f"near {site.name}")
    else:
        way, far = _COMPASS[round(bearing_deg / 45.0) % 8], metres(distance_m)
        spot = Words(f"{site.name}{way.zh}方约 {far.zh}", f"about {far.en} {way.en} of {site.name}")
    if not chain:
        return spot
    area = _TITLE.sub("", chain[0].name)
    return Words(f"{area} · {spot.zh}", f"{area}: {spot.en}")


def metres(distance_m: float) -> Words:
    """Return a distance as people say it: to 50 m below one kilometre, else to 100 m."""
    if distance_m < 975.0:
        rounded = 50 * round(distance_m / 50.0)
        return Words(f"{rounded} 米", f"{rounded} m")
    return Words(f"{distance_m / 1000.0:.1f} 公里", f"{distance_m / 1000.0:.1f} km")
