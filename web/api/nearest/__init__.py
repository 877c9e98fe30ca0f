"""What is near a place, and open."""

from web.api.nearest.answering import NEAREST, nearest
from web.api.nearest.question import (
    ACCESS,
    AT,
    COARSE,
    LAT,
    LON,
    MAX_MIN,
    MINUTES,
    MODE,
    MODES,
    OPEN,
    K,
    instant_of,
    openness_of,
    site_filter,
)

__all__ = [
    "ACCESS",
    "AT",
    "COARSE",
    "LAT",
    "LON",
    "MAX_MIN",
    "MINUTES",
    "MODE",
    "MODES",
    "NEAREST",
    "OPEN",
    "K",
    "instant_of",
    "nearest",
    "openness_of",
    "site_filter",
]
