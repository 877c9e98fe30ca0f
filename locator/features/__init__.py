"""Things with a place and properties, as maps and geographic information systems take them."""

from locator.features.feature import Box, Feature, extent, point

__all__ = ["Box", "Feature", "extent", "point"]
