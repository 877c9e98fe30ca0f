"""Service areas: the ground around the streets from which a place is within reach."""

from locator.streets.areas.rings import Area
from locator.streets.areas.service import service_area, service_areas

__all__ = ["Area", "service_area", "service_areas"]
