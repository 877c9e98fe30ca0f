"""Map tiles in an archive on this server."""

from geodata.basemap.archive import Archive, open_archive

__all__ = ["Archive", "open_archive"]
