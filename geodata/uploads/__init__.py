"""Files that clerks drop at the desk: kept apart, planned and applied by a process of their own."""

from geodata.uploads.uploads import Uploads, uploads_folder

__all__ = ["Uploads", "uploads_folder"]
