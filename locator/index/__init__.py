"""Exact nearest sites on the WGS-84 ellipsoid: positions out, metres beside them."""

from locator.index.site_index import SiteIndex

__all__ = ["SiteIndex"]
