"""Travel along streets: snapping, the nearest by minutes, reach and routes."""

from locator.streets.network import STREET_MODES, NetworkAbout, StreetMode, StreetNetwork
from locator.streets.placed import Placed
from locator.streets.searching.question import Leg
from locator.streets.searching.routes import Route, Step
from locator.streets.snapping import SNAP_LIMIT_M, Snap
from locator.streets.speeds import SPEEDS_KMH, read_speeds
from locator.streets.streets import Streets

__all__ = [
    "SNAP_LIMIT_M",
    "SPEEDS_KMH",
    "STREET_MODES",
    "Leg",
    "NetworkAbout",
    "Placed",
    "Route",
    "Snap",
    "Step",
    "StreetMode",
    "StreetNetwork",
    "Streets",
    "read_speeds",
]
