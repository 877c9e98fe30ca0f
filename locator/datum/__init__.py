"""The datums that coordinates in China come in.

Every function takes floats or arrays and gives back what it took. CGCS2000 equals
WGS-84 at the accuracy of anything here.
"""

from locator.datum.bd09mc import from_bd09mc, to_bd09mc
from locator.datum.conversion import (
    CHINA_RECTANGLE,
    check_degrees,
    from_wgs84,
    outside_china,
    position,
    to_wgs84,
)

__all__ = [
    "CHINA_RECTANGLE",
    "check_degrees",
    "from_bd09mc",
    "from_wgs84",
    "outside_china",
    "position",
    "to_bd09mc",
    "to_wgs84",
]
