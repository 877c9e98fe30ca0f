"""OGC API – Features, Part 1: Core, for geographic information systems."""

from web.ogc.routes import ogc

__all__ = ["ogc"]
