"""Maps by folium, from our own files only: no tiles, no foreign host, no HTML in data."""

from web.maps.drawing import MAP_ID, Backdrop
from web.maps.sites import MapScript, on_map, site_map

__all__ = ["MAP_ID", "Backdrop", "MapScript", "on_map", "site_map"]
