"""What of a map tile is drawn under the sites: an allow-list, so never a boundary of a country."""

from locator.basemap.drawing import EXTENT, Drawing, Feature, Label, draw
from locator.basemap.themes import LAYERS
from locator.basemap.tiles import NEVER_WIDER, BrokenTile, Picture, TileArchive, in_range

__all__ = [
    "EXTENT",
    "LAYERS",
    "NEVER_WIDER",
    "BrokenTile",
    "Drawing",
    "Feature",
    "Label",
    "Picture",
    "TileArchive",
    "draw",
    "in_range",
]
